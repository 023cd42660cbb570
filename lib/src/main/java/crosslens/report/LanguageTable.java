package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.Interval;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Tables 5 and 6: one metric, one scenario, by question language, beside the published value of the same model. */
final class LanguageTable {
    private static final String PAPER = "Paper";
    private static final String DIFFERENCE = "Difference";

    private final TableId id;
    private final Scenario scenario;
    private final Metric metric;
    private final List<ModelRuns> models;
    private final Published published;
    private final Intervals intervals;

    LanguageTable(TableId id, Metric metric, List<ModelRuns> models, Published published, Intervals intervals) {
        this.id = id;
        this.scenario = id.scenario().orElseThrow();
        this.metric = metric;
        this.models = models;
        this.published = published;
        this.intervals = intervals;
    }

    ReportTable render(Layout layout) {
        return new ReportTable(
                id.number() + (metric == id.metric() ? "" : "-aware"),
                "Table " + id.number() + ": " + metric.label() + " by question language, " + scenario.toString()
                        + ", percent. " + TableText.basis(cells()),
                notes(layout),
                layout == Layout.LONG ? longTable() : wideTable(),
                2,
                layout == Layout.LONG ? Set.of(IntervalColumns.FROM, IntervalColumns.TO, PAPER, DIFFERENCE) : Set.of());
    }

    /** The measured cells of this table's scenario; all formats. */
    private List<CellScores> cells() {
        return models.stream()
                .flatMap(model -> model.formats().stream())
                .flatMap(format -> format.cells(scenario, languages(format)).stream())
                .toList();
    }

    /**
     * The languages to show, in the study's order: for the standing format those measured and, unless only other languages were, all of the study's;
     * for another format those measured.
     */
    private List<Language> languages(FormatRuns format) {
        Set<Language> languages = new TreeSet<>();
        format.cells().values().stream()
                .filter(scores -> FormatRuns.belongs(scenario, scores.cell()))
                .forEach(scores -> languages.add(scores.cell().question()));
        boolean own = languages.stream()
                .anyMatch(language -> !language.equals(Language.EN) && !Language.STUDY.contains(language));
        boolean study = languages.stream()
                .anyMatch(language -> !language.equals(Language.EN) && Language.STUDY.contains(language));
        if (format.standing() && (study || !own)) {
            languages.addAll(Language.STUDY);
        }
        if (scenario == Scenario.X_X) {
            languages.remove(Language.EN);
        }
        return List.copyOf(languages);
    }

    private Table longTable() {
        Rows rows = new Rows();
        for (ModelRuns model : models) {
            for (FormatRuns format : model.formats()) {
                for (Language language : languages(format)) {
                    rows.add(model, format, language);
                }
            }
        }
        return rows.table();
    }

    /** The columns of the long form while they grow. */
    private final class Rows {
        private final StringColumn model = StringColumn.create("Model");
        private final StringColumn format = StringColumn.create("Format");
        private final StringColumn code = StringColumn.create("Question");
        private final IntColumn n = Numbers.count(IntColumn.create("n"));
        private final DoubleColumn ours = Numbers.plain(DoubleColumn.create(
                (metric == id.metric() ? "" : "Aware ") + id.metric().label()));
        private final IntervalColumns interval = IntervalColumns.plain();
        private final DoubleColumn paper = Numbers.plain(DoubleColumn.create(PAPER));
        private final DoubleColumn difference = Numbers.signed(DoubleColumn.create(DIFFERENCE));

        void add(ModelRuns runs, FormatRuns formatRuns, Language language) {
            Optional<CellScores> cell = formatRuns.cell(scenario, language);
            double value = percent(cell);
            double reference = reference(runs, formatRuns, language);
            model.append(modelName(runs));
            format.append(formatName(formatRuns));
            code.append(language.code() + " " + language.englishName());
            cell.ifPresentOrElse(scores -> n.append(scores.items().size()), n::appendMissing);
            ours.append(value);
            interval.append(cell.flatMap(scores -> intervals.mean(List.of(scores), metric)), 100);
            paper.append(reference);
            difference.append(value - reference);
        }

        Table table() {
            if (metric != id.metric()) {
                paper.setName("SQuAD rules");
            }
            return Table.create("Table " + id.number(), model, format, code, n, ours)
                    .addColumns(interval.low(), interval.high(), paper, difference);
        }
    }

    private Table wideTable() {
        TreeSet<Language> columns = new TreeSet<>();
        models.forEach(model -> model.formats().forEach(format -> columns.addAll(languages(format))));
        StringColumn name = StringColumn.create("Model");
        StringColumn format = StringColumn.create("Format");
        StringColumn row = StringColumn.create("Row");
        List<DoubleColumn> values = columns.stream()
                .map(language -> Numbers.plain(DoubleColumn.create(language.code())))
                .toList();
        for (ModelRuns model : models) {
            for (FormatRuns runs : model.formats()) {
                for (Line line : lines(model, runs)) {
                    name.append(modelName(model));
                    format.append(formatName(runs));
                    row.append(line.name());
                    int column = 0;
                    for (Language language : columns) {
                        values.get(column++).append(line.value().applyAsDouble(language));
                    }
                }
            }
        }
        Table table = Table.create("Table " + id.number(), name, format, row);
        values.forEach(table::addColumns);
        return table;
    }

    private record Line(String name, java.util.function.ToDoubleFunction<Language> value) {}

    /** The rows of one model and format; those that would hold nothing are left out. */
    private List<Line> lines(ModelRuns model, FormatRuns runs) {
        java.util.Map<Language, Interval> found = new java.util.HashMap<>();
        languages(runs)
                .forEach(language -> runs.cell(scenario, language)
                        .flatMap(scores -> intervals.mean(List.of(scores), metric))
                        .ifPresent(interval -> found.put(language, interval)));
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("ours", language -> percent(runs.cell(scenario, language))));
        if (!found.isEmpty()) {
            lines.add(new Line(
                    IntervalColumns.FROM,
                    x -> found.containsKey(x) ? 100 * found.get(x).low() : Double.NaN));
            lines.add(new Line(
                    IntervalColumns.TO,
                    x -> found.containsKey(x) ? 100 * found.get(x).high() : Double.NaN));
        }
        if (languages(runs).stream().anyMatch(language -> !Double.isNaN(reference(model, runs, language)))) {
            lines.add(new Line(metric == id.metric() ? "paper" : "SQuAD rules", x -> reference(model, runs, x)));
            lines.add(new Line("difference", x -> percent(runs.cell(scenario, x)) - reference(model, runs, x)));
        }
        return lines;
    }

    private double percent(Optional<CellScores> cell) {
        return cell.map(scores -> 100 * scores.mean(metric)).orElse(Double.NaN);
    }

    /** What a cell is compared with: the published value for the standing format; under other rules, our own score by the study's rules. */
    private double reference(ModelRuns model, FormatRuns runs, Language language) {
        if (metric != id.metric()) {
            return runs.cell(scenario, language)
                    .map(scores -> 100 * scores.mean(id.metric()))
                    .orElse(Double.NaN);
        }
        if (!runs.standing()) {
            return Double.NaN;
        }
        OptionalDouble value = published.value(id, model.publishedName(), language);
        return value.orElse(Double.NaN);
    }

    private String modelName(ModelRuns model) {
        boolean severalStyles = models.stream().map(ModelRuns::style).distinct().count() > 1;
        return model.model() + (severalStyles ? " (" + TableText.styleName(model.style()) + ")" : "");
    }

    private static String formatName(FormatRuns runs) {
        return PlainText.of(runs.format()) + (runs.standing() ? " *" : "");
    }

    private List<String> notes(Layout layout) {
        List<String> notes = new ArrayList<>();
        notes.add("* The format that stands for the model.");
        models.forEach(model -> notes.add(model.selection()));
        for (ModelRuns model : models) {
            if (scenario == Scenario.X_X) {
                model.standing()
                        .cell(Scenario.EN_X, Language.EN)
                        .ifPresent(cell -> notes.add(model.model() + ": en-en, the point of reference, is "
                                + Numbers.plain(100 * cell.mean(metric)) + "."));
            }
            notes.addAll(TableText.missing(model, scenario, languages(model.standing())));
        }
        notes.addAll(comparison());
        if (layout == Layout.WIDE) {
            notes.add("n: " + counts());
        }
        notes.addAll(TableText.intervals(cells()));
        notes.addAll(TableText.stops(cells()));
        notes.addAll(TableText.settings(cells()));
        return notes;
    }

    private List<String> comparison() {
        if (metric != id.metric()) {
            return List.of(
                    "Rules extended to each language (its punctuation and articles; Chinese by character, Thai by word)"
                            + " beside the study's SQuAD rules; the study has no such values.");
        }
        List<String> notes = new ArrayList<>();
        for (ModelRuns model : models) {
            notes.add(
                    published.has(id, model.publishedName())
                            ? "Paper: " + model.publishedName() + ", 1190 items per cell, better of v1 and v2."
                            : model.model() + " is no model of the study's Table " + id.number()
                                    + ": no difference is shown.");
        }
        return notes;
    }

    private String counts() {
        return models.stream()
                        .flatMap(model -> model.formats().stream()
                                .map(format -> modelName(model) + " " + PlainText.of(format.format()) + " "
                                        + format.cells(scenario, languages(format)).stream()
                                                .map(cell -> cell.cell().question() + " "
                                                        + cell.items().size())
                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining("; "))
                + ".";
    }
}
