package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.Interval;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What figure {@code f1} shows, and where: languages at 1, 2, … and the models and scenarios of a language side by side around it.
 *
 * @param languages measured in some model's standing format, in the study's order
 * @param points one for each model, language and scenario that any model was asked, run or not; en-en once a model
 */
record F1Points(List<ModelRuns> models, List<Language> languages, List<Point> points) {
    private static final double SPREAD = 0.62;

    /** One dot: values in percent, NaN where there is none. */
    record Point(
            ModelRuns model,
            Scenario scenario,
            Language question,
            double x,
            int n,
            double f1,
            double low,
            double high,
            double study) {
        boolean wasRun() {
            return !Double.isNaN(f1);
        }
    }

    static F1Points of(List<ModelRuns> models, Published published, Intervals intervals) {
        List<Language> languages = languages(models);
        List<Scenario> scenarios = FormatRuns.SHOWN.stream()
                .filter(scenario -> models.stream()
                        .anyMatch(model -> model.standing().languages(scenario).stream()
                                .anyMatch(language -> !language.equals(Language.EN))))
                .toList();
        List<Point> points = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            for (Scenario scenario : FormatRuns.SHOWN) {
                int slot = scenarios.size() * m + scenarios.indexOf(scenario);
                for (int i = 0; i < languages.size(); i++) {
                    boolean english = languages.get(i).equals(Language.EN);
                    if (english ? scenario == Scenario.EN_X : scenarios.contains(scenario)) {
                        double x = i
                                + 1
                                + (english ? offset(m, models.size()) : offset(slot, scenarios.size() * models.size()));
                        points.add(point(models.get(m), scenario, languages.get(i), x, published, intervals));
                    }
                }
            }
        }
        return new F1Points(models, languages, points);
    }

    private static double offset(int slot, int slots) {
        return SPREAD * ((slot + 0.5) / slots - 0.5);
    }

    private static List<Language> languages(List<ModelRuns> models) {
        TreeSet<Language> languages = new TreeSet<>();
        for (ModelRuns model : models) {
            FormatRuns.SHOWN.forEach(
                    scenario -> languages.addAll(model.standing().languages(scenario)));
            model.standing().cell(Scenario.EN_X, Language.EN).ifPresent(cell -> languages.add(Language.EN));
        }
        return List.copyOf(languages);
    }

    private static Point point(
            ModelRuns model, Scenario scenario, Language question, double x, Published published, Intervals intervals) {
        Optional<CellScores> cell = model.standing().cell(scenario, question);
        Optional<Interval> interval = cell.flatMap(scores -> intervals.mean(List.of(scores), Metric.F1));
        TableId table = model.shots() == 0
                ? scenario == Scenario.EN_X ? TableId.T5B : TableId.T5D
                : scenario == Scenario.EN_X ? TableId.T6A : TableId.T6B;
        return new Point(
                model,
                scenario,
                question,
                x,
                cell.map(scores -> scores.items().size()).orElse(0),
                cell.map(scores -> 100 * scores.mean(Metric.F1)).orElse(Double.NaN),
                interval.map(i -> 100 * i.low()).orElse(Double.NaN),
                interval.map(i -> 100 * i.high()).orElse(Double.NaN),
                published.value(table, model.publishedName(), question).orElse(Double.NaN));
    }

    /** The cells behind the points. */
    List<CellScores> cells() {
        return points.stream()
                .flatMap(point -> point.model().standing().cell(point.scenario(), point.question()).stream())
                .toList();
    }

    /** The points of one model and scenario. */
    List<Point> of(ModelRuns model, Scenario scenario) {
        return points.stream()
                .filter(point -> point.model() == model && point.scenario() == scenario)
                .toList();
    }

    /** The largest value drawn, in percent; 0 if none is. */
    double largest() {
        return points.stream()
                .flatMapToDouble(point -> DoubleStream.of(point.f1(), point.high(), point.study()))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }

    /** One row a point, values in percent, a missing value where there is none. */
    Table table() {
        StringColumn model = StringColumn.create("model");
        StringColumn format = StringColumn.create("format");
        StringColumn scenario = StringColumn.create("scenario");
        StringColumn question = StringColumn.create("question_language");
        IntColumn n = IntColumn.create("n");
        List<DoubleColumn> values = List.of(
                Numbers.plain(DoubleColumn.create("f1_percent")),
                Numbers.plain(DoubleColumn.create("low_percent")),
                Numbers.plain(DoubleColumn.create("high_percent")),
                Numbers.plain(DoubleColumn.create("study_percent")));
        for (Point point : points) {
            model.append(point.model().model());
            format.append(point.model().standing().format());
            scenario.append(point.scenario().toString());
            question.append(point.question().code());
            n.append(point.n());
            values.get(0).append(point.f1());
            values.get(1).append(point.low());
            values.get(2).append(point.high());
            values.get(3).append(point.study());
        }
        Table table = Table.create("f1", model, format, scenario, question, n);
        values.forEach(table::addColumns);
        return table;
    }
}
