package crosslens.study;

import crosslens.judge.FailureType;
import crosslens.judge.JudgeValidation;
import crosslens.judge.LabelledAnswer.Half;
import crosslens.report.IntervalColumns;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.score.ClusterBootstrap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The table of how judges agree with the labels. */
final class JudgeViews {
    private JudgeViews() {}

    /** One row a judge and half of the labelled answers; shares in percent, kappa as a fraction. */
    private static final class Rows {
        private final StringColumn judge = StringColumn.create("Judge");
        private final StringColumn half = StringColumn.create("Answers");
        private final IntColumn n = IntColumn.create("n");
        private final DoubleColumn kappa = Numbers.plain(DoubleColumn.create("Kappa"));
        private final IntervalColumns interval = IntervalColumns.plain();
        private final DoubleColumn accuracy = Numbers.plain(DoubleColumn.create("Accuracy"));
        private final List<DoubleColumn> recalls = new ArrayList<>();
        private final IntColumn unjudged = IntColumn.create("Unjudged");

        Rows() {
            for (FailureType type : FailureType.values()) {
                recalls.add(Numbers.plain(DoubleColumn.create("Recall " + type.label())));
            }
        }

        void add(String name, String answers, JudgeValidation validation) {
            judge.append(name);
            half.append(answers);
            n.append(validation.size());
            kappa.append(validation.kappa());
            interval.append(validation.kappaInterval(ClusterBootstrap.DEFAULT), 1);
            accuracy.append(100 * validation.accuracy());
            for (FailureType type : FailureType.values()) {
                recalls.get(type.digit()).append(100 * validation.recall(type));
            }
            unjudged.append(validation.unjudged());
        }

        Table table() {
            Table table = Table.create("validation", judge, half, n, kappa, interval.low(), interval.high(), accuracy);
            recalls.forEach(table::addColumns);
            return table.addColumns(unjudged);
        }
    }

    /** Judges and rules against the labelled answers. */
    static TableView validation(ErrorReader reader, List<ErrorReader.Judged> judges) throws IOException {
        Rows rows = new Rows();
        boolean reliable = false;
        for (Half half : List.of(Half.UNSEEN, Half.WORKING)) {
            for (ErrorReader.Judged judge : judges) {
                Optional<JudgeValidation> validation = reader.validation(judge.key(), Optional.of(half));
                if (validation.isPresent()) {
                    rows.add(judge.name(), half.name().toLowerCase(Locale.ROOT), validation.get());
                    reliable |= half == Half.UNSEEN && validation.get().isReliable();
                }
            }
            rows.add("rules", half.name().toLowerCase(Locale.ROOT), reader.rulesValidation(Optional.of(half)));
        }
        String stamp = judges.isEmpty() ? ": rules alone, no judge" : reliable ? "" : ": NOT RELIABLE";
        return new TableView(List.of(new ReportTable(
                "judge-validation",
                "Judge against the labelled answers" + stamp,
                List.of(
                        "Unseen: the half that was not looked at while the prompt was worked on; its kappa counts. Under "
                                + Numbers.plain(JudgeValidation.LEAST_KAPPA)
                                + " what rests on the judge is stamped not reliable.",
                        "Interval: of kappa, 95 %, bootstrap over the answers.",
                        "Unjudged answers count as wrong. Blanks of white space or a bare label are recognised without a judge. One person gave the labels."),
                rows.table())));
    }
}
