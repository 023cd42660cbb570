package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.judge.FailureType;
import crosslens.judge.JudgeValidation;
import crosslens.report.IntervalColumns;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.score.ClusterBootstrap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How judges agree with each other, and with the rules, on the answers of some runs that both gave a class. */
final class JudgeAgreement {
    private static final int FEWEST = 2;

    private final ErrorReader reader;
    private final RunSet runs;

    /** Someone who gives classes, by item. */
    private record Voter(String name, Function<CellRun, Map<String, FailureType>> classes) {}

    JudgeAgreement(ErrorReader reader, RunSet runs) {
        this.reader = reader;
        this.runs = runs;
    }

    /** A row a pair, then one table a pair: rows the first one's classes, columns the other's. */
    TableView view(List<String> names) throws IOException {
        List<Voter> voters = voters(names);
        StringColumn first = StringColumn.create("Judge");
        StringColumn second = StringColumn.create("Other judge");
        IntColumn both = IntColumn.create("Both judged");
        DoubleColumn same = Numbers.plain(DoubleColumn.create("Same class"));
        DoubleColumn kappa = Numbers.plain(DoubleColumn.create("Kappa"));
        IntervalColumns interval = IntervalColumns.plain();
        List<ReportTable> confusions = new ArrayList<>();
        for (int i = 0; i < voters.size(); i++) {
            for (int j = i + 1; j < voters.size(); j++) {
                JudgeValidation agreement = compare(voters.get(i), voters.get(j));
                first.append(voters.get(i).name());
                second.append(voters.get(j).name());
                both.append(agreement.size());
                same.append(100 * agreement.accuracy());
                kappa.append(agreement.kappa());
                interval.append(agreement.kappaInterval(ClusterBootstrap.DEFAULT), 1);
                confusions.add(confusion(voters.get(i), voters.get(j), agreement));
            }
        }
        List<ReportTable> parts = new ArrayList<>(List.of(new ReportTable(
                "judges",
                "How judges agree on the same answers, " + runs.cells().size() + " runs",
                List.of(
                        "Same class in percent of the answers that both gave a class; blanks that no judge saw are left out."
                                + " The same name twice: another prompt, type of arithmetic or style. Kappa is missing (-) where it is undefined.",
                        "Interval: of kappa, 95 %, bootstrap over paragraphs; none under 20 paragraphs."),
                Table.create("judges", first, second, both, same, kappa, interval.low(), interval.high()))));
        parts.addAll(confusions);
        return new TableView(parts);
    }

    private List<Voter> voters(List<String> names) throws IOException {
        List<Voter> all = new ArrayList<>();
        reader.judges(runs).forEach(judge -> all.add(new Voter(judge.name(), run -> reader.classes(run, judge))));
        all.add(new Voter(Errors.RULES, reader::classesByRules));
        List<String> there = all.stream().map(Voter::name).distinct().toList();
        for (String name : names) {
            if (!there.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' has not voted on these runs; there are " + there);
            }
        }
        List<Voter> chosen = names.isEmpty()
                ? all
                : all.stream().filter(voter -> names.contains(voter.name())).toList();
        if (chosen.size() < FEWEST) {
            throw new IllegalArgumentException("two are compared at least, of " + there
                    + "; to let another model judge: ./crosslens judge --judge MODEL");
        }
        return chosen;
    }

    private JudgeValidation compare(Voter first, Voter second) {
        List<JudgeValidation.Rating> both = new ArrayList<>();
        for (CellRun run : runs.cells()) {
            Map<String, FailureType> mine = first.classes().apply(run);
            Map<String, FailureType> theirs = second.classes().apply(run);
            for (CrossItem item : run.items()) {
                if (mine.containsKey(item.id()) && theirs.containsKey(item.id())) {
                    both.add(new JudgeValidation.Rating(
                            mine.get(item.id()), Optional.of(theirs.get(item.id())), item.paragraph()));
                }
            }
        }
        return new JudgeValidation(both);
    }

    private static ReportTable confusion(Voter first, Voter second, JudgeValidation agreement) {
        List<String> labels =
                Arrays.stream(FailureType.values()).map(FailureType::label).toList();
        Table table = Table.create("confusion", StringColumn.create(first.name(), labels));
        int[][] counts = agreement.counts();
        for (FailureType type : FailureType.values()) {
            table.addColumns(IntColumn.create(
                    type.label(),
                    Arrays.stream(counts).mapToInt(row -> row[type.digit()]).toArray()));
        }
        return new ReportTable(
                "confusion", "Answers by class: rows " + first.name() + ", columns " + second.name(), List.of(), table);
    }
}
