package crosslens.cli;

import crosslens.report.ErrorTableId;
import crosslens.study.Crosslens;
import crosslens.study.ErrorList;
import crosslens.study.RunSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Examples of errors from stored runs. */
@Command(
        name = "errors",
        description =
                "Shows wrong answers of stored runs by kind of error, each with question, gold, answer and the reason it is counted. No model is called.",
        footer = {
            "",
            "Kinds: language (answered in the wrong language), gibberish, refusal, blank. Who says so stands in the last column: the language detector, a judge"
                    + " (see crosslens judge --help), or rules where nobody has judged.",
            "Examples:",
            "  crosslens errors --model smollm2 --kind language --languages th,hi",
            "  crosslens errors --model smollm2 --kind gibberish,refusal --most 10 --as csv > errors.csv",
            "  crosslens errors --model smollm2 --as html > errors.html"
        })
final class ErrorsCommand implements Callable<Integer> {
    /** How the examples are printed. */
    enum Form {
        TEXT,
        CSV,
        HTML
    }

    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Mixin
    private ErrorOptions options;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "language, gibberish, refusal or blank (default: all).")
    private List<String> kinds = List.of();

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "3",
            description = "Examples of each model, kind and language (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, csv or html; csv has every row (default: ${DEFAULT-VALUE}).")
    private Form form;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        options.apply(kit.errors());
        RunSet runs = stored.runs(kit);
        if (stored.filter().shots().isEmpty()) {
            runs = runs.shots(ErrorTableId.SHOTS);
        }
        if (runs.cells().isEmpty()) {
            throw new IllegalArgumentException("no such run on this data; see: crosslens runs list");
        }
        ErrorList examples = kinds(kit.errors().examples(runs)).first(most);
        System.out.print(
                switch (form) {
                    case TEXT -> Terminal.safe(examples.text());
                    case CSV -> examples.view(Integer.MAX_VALUE).csv();
                    case HTML -> examples.view(Integer.MAX_VALUE).html();
                });
        return 0;
    }

    private ErrorList kinds(ErrorList all) {
        if (kinds.isEmpty()) {
            return all;
        }
        List<ErrorList.Row> rows = new ArrayList<>();
        kinds.forEach(kind -> rows.addAll(all.only(kind).rows()));
        return new ErrorList(rows);
    }
}
