package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The study's values, as printed: percent for scores, ratios as fractions. Immutable; see {@code data/published}. */
public final class Published {
    /** One printed number; {@code table} is the study's, e.g. {@code 6a}. */
    public record Value(
            String table,
            int shots,
            Scenario scenario,
            String metric,
            String model,
            Language context,
            Language question,
            double value) {}

    /** A row of Table 2: F1 and error shares in percent, ratios as fractions. */
    public record Summary(
            String model,
            double enEn,
            double meanEnX,
            double meanXX,
            double enXOverEnEn,
            double xXOverEnEn,
            double meanLanguageError,
            double meanGenerationFailure,
            double enEnGenerationFailure) {}

    private final List<Value> values;
    private final Map<String, Summary> summaries;

    private Published(List<Value> values, Map<String, Summary> summaries) {
        this.values = List.copyOf(values);
        this.summaries = summaries;
    }

    /**
     * Reads the files of the class path.
     *
     * @throws IOException naming file, line and cause if one is missing or malformed
     */
    public static Published load() throws IOException {
        return new Published(loadValues(), loadSummaries());
    }

    private static List<Value> loadValues() throws IOException {
        PublishedFile file = PublishedFile.load(
                "results.csv",
                "table",
                "shots",
                "scenario",
                "metric",
                "model",
                "context_language",
                "question_language",
                "value");
        List<Value> values = new ArrayList<>();
        for (PublishedFile.Row row : file.rows()) {
            try {
                values.add(new Value(
                        row.text("table"),
                        (int) row.number("shots"),
                        Scenario.of(row.text("scenario")),
                        row.text("metric"),
                        row.text("model"),
                        Language.of(row.text("context_language")),
                        Language.of(row.text("question_language")),
                        row.number("value")));
            } catch (IllegalArgumentException e) {
                throw new IOException("published/results.csv, line " + row.line() + ": " + e.getMessage(), e);
            }
        }
        return values;
    }

    private static Map<String, Summary> loadSummaries() throws IOException {
        PublishedFile file = PublishedFile.load(
                "table2.csv",
                "model",
                "en_en_f1",
                "mean_en_x_f1",
                "mean_x_x_f1",
                "en_x_over_en_en",
                "x_x_over_en_en",
                "mean_language_error",
                "mean_generation_failure",
                "en_en_generation_failure");
        Map<String, Summary> summaries = new LinkedHashMap<>();
        for (PublishedFile.Row row : file.rows()) {
            Summary summary = new Summary(
                    row.text("model"),
                    row.number("en_en_f1"),
                    row.number("mean_en_x_f1"),
                    row.number("mean_x_x_f1"),
                    row.number("en_x_over_en_en"),
                    row.number("x_x_over_en_en"),
                    row.number("mean_language_error"),
                    row.number("mean_generation_failure"),
                    row.number("en_en_generation_failure"));
            summaries.put(summary.model(), summary);
        }
        return summaries;
    }

    /** The printed value of a cell in percent; empty if that table has no such model or language. */
    public OptionalDouble value(String table, String model, Language question) {
        return values.stream()
                .filter(v -> v.table().equals(table)
                        && v.model().equals(model)
                        && v.question().equals(question))
                .mapToDouble(Value::value)
                .findFirst();
    }

    /**
     * The plain mean of the printed values over some question languages, in percent; empty unless the table has every one of them. Table 10 stands in
     * for Table 6 where the model is the study's own tuned one.
     */
    public OptionalDouble mean(TableId table, String model, Collection<Language> questions) {
        double sum = 0;
        for (Language question : questions) {
            OptionalDouble value = value(table, model, question);
            if (value.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += value.getAsDouble();
        }
        return questions.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / questions.size());
    }

    /** As {@link #value(String, String, Language)}, with Table 10 in place of Table 6 for the study's own tuned model. */
    public OptionalDouble value(TableId table, String model, Language question) {
        OptionalDouble value = value(table.number(), model, question);
        return value.isPresent() || !table.number().startsWith("6")
                ? value
                : value(table.number().replace("6", "10"), model, question);
    }

    /** Whether the study has this model in a table by language. */
    public boolean has(TableId table, String model) {
        return Language.STUDY.stream()
                .anyMatch(language -> value(table, model, language).isPresent());
    }

    /** The row of Table 2; empty if it has no such model. */
    public Optional<Summary> summary(String model) {
        return Optional.ofNullable(summaries.get(model));
    }

    /** All rows of Table 2, in the study's order. */
    public List<Summary> summaries() {
        return List.copyOf(summaries.values());
    }

    /** The models of a table, in the study's order; empty for a table the files do not hold. */
    public List<String> models(String table) {
        Set<String> models = new LinkedHashSet<>();
        values.stream().filter(v -> v.table().equals(table)).forEach(v -> models.add(v.model()));
        return List.copyOf(models);
    }

    /** All printed values of Tables 5 to 10. */
    public List<Value> values() {
        return values;
    }

    /**
     * A table of the study as it was printed: one row a model, one column a question language, in percent.
     *
     * @param number 5a to 10b; Table 2 is {@link #summaries}
     * @throws IllegalArgumentException if the files hold no such table
     */
    public Table table(String number) {
        List<Value> cells =
                values.stream().filter(v -> v.table().equals(number)).toList();
        if (cells.isEmpty()) {
            Set<String> known = new LinkedHashSet<>();
            values.forEach(v -> known.add(v.table()));
            throw new IllegalArgumentException(
                    "no published table '" + PlainText.of(number) + "': there are " + String.join(", ", known));
        }
        List<String> models = models(number);
        Table table = Table.create("Table " + number + ", published", StringColumn.create("Model", models));
        cells.stream().map(Value::question).distinct().sorted().forEach(language -> {
            DoubleColumn column = Numbers.plain(DoubleColumn.create(language.code(), models.size()));
            for (int row = 0; row < models.size(); row++) {
                value(number, models.get(row), language).ifPresent(setter(column, row));
            }
            table.addColumns(column);
        });
        return table;
    }

    /** Table 1 (the main models) or 4 (all models) of the study: names, modes and sizes. */
    public static Table studiedModels(String number) throws IOException {
        PublishedFile file = PublishedFile.load("table" + number + "_models.csv", "Name", "Modes", "Sizes");
        Table table = Table.create("Table " + number + ", published");
        for (String column : List.of("Name", "Modes", "Sizes")) {
            table.addColumns(StringColumn.create(
                    column, file.rows().stream().map(row -> row.text(column)).toList()));
        }
        return table;
    }

    private static java.util.function.DoubleConsumer setter(DoubleColumn column, int row) {
        return value -> column.set(row, value);
    }
}
