package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.Interval;
import crosslens.score.Metric;
import crosslens.score.Summary;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Table 2: F1 of en-en, its means over en-x and x-x, and their ratios to en-en, and mean shares of errors, beside the study's. */
final class SummaryTable {
    private static final List<String> SCORES = List.of("en-en", "Mean en-x", "Mean x-x", "en-x / en-en", "x-x / en-en");
    /** The first of the scores are percentages, the rest ratios. */
    private static final int PERCENT_COLUMNS = 3;

    private static final List<String> ERRORS = List.of("Language error", "Generation failure", "en-en failure");
    /** The languages of the study's means. */
    private static final List<Language> STUDY = Language.STUDY.stream()
            .filter(language -> !language.equals(Language.EN))
            .toList();

    private final List<ModelRuns> models;
    private final Published published;
    private final Intervals intervals;
    private final SummaryErrors found;
    private final StringColumn name = StringColumn.create("Model");
    private final StringColumn format = StringColumn.create("Format");
    private final StringColumn row = StringColumn.create("Row");
    private final List<DoubleColumn> scores = SCORES.stream()
            .map(title -> Numbers.plain(DoubleColumn.create(title)))
            .toList();
    private final List<StringColumn> errors =
            ERRORS.stream().map(StringColumn::create).toList();

    SummaryTable(List<ModelRuns> models, Published published, Intervals intervals, SummaryErrors found) {
        this.models = models;
        this.published = published;
        this.intervals = intervals;
        this.found = found;
    }

    ReportTable render() {
        List<CellScores> cells = models.stream()
                .flatMap(model -> model.formats().stream())
                .flatMap(runs -> runs.cells().values().stream())
                .filter(cell ->
                        FormatRuns.belongs(Scenario.EN_X, cell.cell()) || FormatRuns.belongs(Scenario.X_X, cell.cell()))
                .toList();
        List<String> notes = new ArrayList<>(
                List.of(
                        "* The format that stands for the model.",
                        "F1 and shares in percent, ratios as fractions. Means are plain means over the question languages other than English."));
        for (ModelRuns model : models) {
            model.formats().forEach(runs -> add(model, runs));
            notes.add(model.selection());
            notes.addAll(languageNotes(model));
        }
        notes.addAll(found.notes());
        notes.addAll(TableText.intervals(cells));
        notes.addAll(TableText.stops(cells));
        notes.addAll(TableText.settings(cells));
        Table table = Table.create("Table 2", name, format, row);
        scores.forEach(table::addColumns);
        errors.forEach(table::addColumns);
        return new ReportTable(
                "2",
                "Table 2: F1 in English, across and in other languages. " + TableText.basis(cells),
                notes,
                table,
                2,
                Set.of());
    }

    private void add(ModelRuns model, FormatRuns runs) {
        double[] ours = scores(runs);
        List<Optional<ErrorShare>> shares = found.shares(runs, intervals);
        List<String> texts = new ArrayList<>();
        shares.forEach(share -> texts.add(found.shown(share)));
        append(model, runs, "ours", ours, texts);
        List<Optional<Interval>> scored = intervals(runs);
        if (Stream.concat(scored.stream(), shares.stream().map(share -> share.flatMap(ErrorShare::interval)))
                .anyMatch(Optional::isPresent)) {
            append(model, runs, IntervalColumns.FROM, ends(scored, Interval::low), errorEnds(shares, ErrorShare::low));
            append(model, runs, IntervalColumns.TO, ends(scored, Interval::high), errorEnds(shares, ErrorShare::high));
        }
        if (runs.standing() && published.summary(model.publishedName()).isPresent()) {
            addPaper(model, runs, ours, shares);
        }
    }

    private void addPaper(ModelRuns model, FormatRuns runs, double[] ours, List<Optional<ErrorShare>> shares) {
        double[] paper = paper(model, runs);
        Published.Summary summary = published.summary(model.publishedName()).orElseThrow();
        boolean whole = complete(runs, Scenario.EN_X);
        double[] errorsThere = {
            whole ? summary.meanLanguageError() : Double.NaN,
            whole ? summary.meanGenerationFailure() : Double.NaN,
            summary.enEnGenerationFailure()
        };
        append(
                model,
                runs,
                "paper",
                paper,
                Arrays.stream(errorsThere).mapToObj(Numbers::plain).toList());
        double[] difference = new double[paper.length];
        Arrays.setAll(difference, i -> ours[i] - paper[i]);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < errorsThere.length; i++) {
            double there = errorsThere[i];
            boolean language = i == SummaryErrors.LANGUAGE;
            int languages = i == SummaryErrors.EN_EN ? 1 : STUDY.size();
            texts.add(shares.get(i)
                    .filter(share -> share.cells() == languages)
                    .filter(share -> language || found.isJudged())
                    .map(share -> Numbers.plain(share.percent() - there))
                    .orElse(Numbers.MISSING));
        }
        append(model, runs, "difference", difference, texts);
    }

    private static List<String> errorEnds(List<Optional<ErrorShare>> shares, ToDoubleFunction<ErrorShare> end) {
        return shares.stream()
                .map(share -> share.filter(s -> s.interval().isPresent())
                        .map(s -> Numbers.plain(end.applyAsDouble(s)))
                        .orElse(""))
                .toList();
    }

    private void append(ModelRuns model, FormatRuns runs, String title, double[] values, List<String> texts) {
        boolean severalStyles = models.stream().map(ModelRuns::style).distinct().count() > 1;
        name.append(model.model() + (severalStyles ? " (" + TableText.styleName(model.style()) + ")" : ""));
        format.append(PlainText.of(runs.format()) + (runs.standing() ? " *" : ""));
        row.append(title);
        for (int i = 0; i < values.length; i++) {
            scores.get(i).append(values[i]);
        }
        for (int i = 0; i < texts.size(); i++) {
            errors.get(i).append(texts.get(i));
        }
    }

    /** en-en, mean en-x, mean x-x in percent and their two ratios; NaN where cells are missing or en-en is 0. */
    private static double[] scores(FormatRuns runs) {
        Summary summary = Summary.of(
                FormatRuns.mean(runs.cells(Scenario.EN_X, List.of(Language.EN)), Metric.F1),
                means(runs, Scenario.EN_X),
                means(runs, Scenario.X_X));
        return new double[] {
            100 * summary.enEn(), 100 * summary.meanEnX(), 100 * summary.meanXX(), summary.enXRatio(), summary.xXRatio()
        };
    }

    private static Map<Language, Double> means(FormatRuns runs, Scenario scenario) {
        Map<Language, Double> means = new TreeMap<>();
        runs.languages(scenario)
                .forEach(language ->
                        runs.cell(scenario, language).ifPresent(cell -> means.put(language, cell.mean(Metric.F1))));
        return means;
    }

    /** The study's numbers over the same languages: Table 2's where all eleven were measured, else from Tables 6 and 10. */
    private double[] paper(ModelRuns model, FormatRuns runs) {
        Published.Summary summary = published.summary(model.publishedName()).orElseThrow();
        double enEn = summary.enEn();
        double enX = complete(runs, Scenario.EN_X)
                ? summary.meanEnX()
                : orNaN(published.mean(TableId.T6A, model.publishedName(), runs.languages(Scenario.EN_X)));
        double xX = complete(runs, Scenario.X_X)
                ? summary.meanXX()
                : orNaN(published.mean(TableId.T6B, model.publishedName(), runs.languages(Scenario.X_X)));
        return new double[] {
            enEn,
            enX,
            xX,
            complete(runs, Scenario.EN_X) ? summary.enXOverEnEn() : Summary.ratio(enX, enEn),
            complete(runs, Scenario.X_X) ? summary.xXOverEnEn() : Summary.ratio(xX, enEn)
        };
    }

    /** The intervals of the five scores, in fractions. */
    private List<Optional<Interval>> intervals(FormatRuns runs) {
        List<CellScores> enEn = runs.cells(Scenario.EN_X, List.of(Language.EN));
        List<CellScores> enX = runs.cells(Scenario.EN_X, runs.languages(Scenario.EN_X));
        List<CellScores> xX = runs.cells(Scenario.X_X, runs.languages(Scenario.X_X));
        return List.of(
                intervals.mean(enEn, Metric.F1),
                intervals.mean(enX, Metric.F1),
                intervals.mean(xX, Metric.F1),
                enEn.isEmpty() ? Optional.empty() : intervals.ratio(joined(enEn, enX), Metric.F1),
                enEn.isEmpty() ? Optional.empty() : intervals.ratio(joined(enEn, xX), Metric.F1));
    }

    private static List<CellScores> joined(List<CellScores> first, List<CellScores> others) {
        return Stream.concat(first.stream(), others.stream()).toList();
    }

    /** One end of each interval in the unit of its column. */
    private static double[] ends(List<Optional<Interval>> found, ToDoubleFunction<Interval> end) {
        double[] ends = new double[SCORES.size()];
        Arrays.setAll(
                ends,
                i -> found.get(i)
                        .map(interval -> (i < PERCENT_COLUMNS ? 100 : 1) * end.applyAsDouble(interval))
                        .orElse(Double.NaN));
        return ends;
    }

    private static boolean complete(FormatRuns runs, Scenario scenario) {
        return runs.languages(scenario).equals(STUDY);
    }

    private static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }

    private List<String> languageNotes(ModelRuns model) {
        List<String> notes = new ArrayList<>();
        FormatRuns runs = model.standing();
        boolean known = published.summary(model.publishedName()).isPresent();
        for (Scenario scenario : FormatRuns.SHOWN) {
            if (!complete(runs, scenario)) {
                List<Language> languages = runs.languages(scenario);
                notes.add(model.model() + ": mean " + scenario.toString() + " over "
                        + (languages.isEmpty() ? "no language" : ModelRuns.names(languages))
                        + ", not over the study's eleven languages"
                        + (known ? "; the paper's row is its mean over the same languages." : "."));
                notes.addAll(TableText.missing(model, scenario, scenario == Scenario.EN_X ? Language.STUDY : STUDY));
            }
        }
        notes.add(
                known
                        ? "Paper: " + model.publishedName() + ", 1190 items per cell, better of v1 and v2."
                        : model.model() + " is no model of the study's Table 2: no difference is shown.");
        return notes;
    }
}
