package crosslens.cli;

import crosslens.prompt.Style;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.RunFilter;
import crosslens.study.RunSet;
import crosslens.text.Language;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Options that choose among stored runs. */
final class StoredOptions {
    @Option(
            names = "--model",
            paramLabel = "M",
            description =
                    "Models to show, as they were asked or by the name shown (default: every model with runs on the data); may be repeated.")
    private List<String> models = List.of();

    @Option(
            names = "--languages",
            split = ",",
            paramLabel = "CODE",
            description = "Question languages (default: all with runs).")
    private List<Language> languages = List.of();

    @Option(
            names = "--shots",
            split = ",",
            paramLabel = "N",
            description = "0 or 2 (default: what the table is about, 2 for a figure).")
    private List<Integer> shots = List.of();

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "NAME",
            description = "Prompt formats (default: all with runs).")
    private List<String> formats = List.of();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "chat or raw (default: all with runs; not mixed in one row).")
    private Style style;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N items of the data set's fixed order.")
    private Integer limit;

    /** The options that were given, but for the models, as they are typed; with a blank before each. */
    String typed() {
        StringBuilder typed = new StringBuilder();
        add(typed, "--languages", languages);
        add(typed, "--shots", shots);
        add(typed, "--format", formats);
        add(typed, "--style", style == null ? List.of() : List.of(style.name().toLowerCase(Locale.ROOT)));
        add(typed, "--limit", limit == null ? List.of() : List.of(limit));
        return typed.toString();
    }

    private static void add(StringBuilder typed, String name, List<?> values) {
        if (!values.isEmpty()) {
            typed.append(' ').append(name).append(' ');
            typed.append(values.stream().map(Object::toString).collect(Collectors.joining(",")));
        }
    }

    RunSet runs(Crosslens kit) throws IOException, InterruptedException {
        return kit.runs(stored());
    }

    /** The models as they were typed. */
    RunFilter filter() {
        return of(models);
    }

    /** The models as runs call them. */
    RunFilter stored() {
        return of(models.stream().map(Model::storedName).toList());
    }

    private RunFilter of(List<String> names) {
        return new RunFilter(names, languages, shots, formats, style, limit);
    }
}
