package crosslens.cli;

import crosslens.data.DataCheck;
import crosslens.data.DataReport;
import crosslens.data.Finding;
import crosslens.data.SquadFolder;
import crosslens.study.Crosslens;
import crosslens.study.DataSets;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Data sets. */
@Command(
        name = "data",
        description = "Shows, fetches and checks data sets.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  crosslens data list",
            "  crosslens data check my-data/",
            "  crosslens data sentences --language th --limit 3"
        })
final class DataCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "list", description = "Says which data set is used and what it holds.")
    int list(@Mixin GlobalOptions global) throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        var located = kit.data().locate(Optional.empty());
        System.err.println(Terminal.safe(located.note()));
        print(DataCheck.check(located.folder()));
        return 0;
    }

    @Command(
            name = "fetch",
            description = "Fetches XQuAD (CC BY-SA 4.0, 17 MB) to data/raw/xquad; goes on where it was cut off.")
    int fetch(@Mixin GlobalOptions global) throws IOException, InterruptedException {
        Path folder = global.settings().root().resolve("data/raw/xquad");
        if (global.settings().offline()) {
            throw new IOException("fetching needs the network, and --offline forbids it");
        }
        var download = DataSets.download();
        System.err.println("XQuAD, " + download.catalogue().licence() + ", from "
                + download.catalogue().address());
        List<Path> fetched = download.fetch(folder, (file, bytes, all) -> {
            if (bytes == all) {
                System.err.println("fetched " + file);
            }
        });
        System.out.println(
                fetched.isEmpty()
                        ? "everything was there already, in " + folder
                        : fetched.size() + " files in " + folder);
        return 0;
    }

    @Command(
            name = "check",
            description = {
                "Validates a folder: offsets, parallel ids, duplicates, empty texts, mixed normal forms, with file, line and column.",
                "Exit code 1 if it has errors."
            },
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(
                            paramLabel = "DIR",
                            description = "Folder with one file per language, named anything.<code>.json.")
                    Path folder)
            throws IOException {
        DataReport report = DataCheck.check(SquadFolder.open(folder));
        report.findings().forEach(finding -> System.out.println(finding.display()));
        print(report);
        System.out.printf(
                Locale.ROOT,
                "%d errors, %d warnings, %d notes%n",
                report.count(Finding.Severity.ERROR),
                report.count(Finding.Severity.WARNING),
                report.count(Finding.Severity.NOTE));
        return report.usable() ? 0 : Main.FAILED;
    }

    @Command(
            name = "sentences",
            description = {
                "Shows how contexts are split into sentences, as the oracle removes them.",
                "An answer that crosses a boundary counts for every sentence it touches."
            })
    int sentences(
            @Mixin GlobalOptions global,
            @Option(
                            names = "--language",
                            required = true,
                            paramLabel = "CODE",
                            description = "Language of the contexts.")
                    Language language,
            @Option(names = "--item", paramLabel = "ID", description = "Only the context of this question.")
                    String item,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "Only the first N paragraphs of the fixed order.")
                    Integer limit)
            throws IOException, InterruptedException {
        var listing = new SentenceListing(global.kit().data().load(Optional.empty()), language);
        var lines = item == null ? listing.paragraphs(limit == null ? Integer.MAX_VALUE : limit) : listing.item(item);
        lines.forEach(System.out::println);
        return 0;
    }

    private static void print(DataReport report) {
        System.out.printf(Locale.ROOT, "%-10s %10s %10s %14s%n", "language", "paragraphs", "questions", "mean context");
        for (var file : report.files()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-10s %10d %10d %14.2f%n",
                    file.language(),
                    file.paragraphs(),
                    file.questions(),
                    file.contextLength());
        }
    }
}
