package crosslens.cli;

import crosslens.run.Finding;
import crosslens.run.RunComparison;
import crosslens.run.RunStore;
import crosslens.run.StoredRun;
import crosslens.score.AnswerText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run store. */
@Command(
        name = "runs",
        description =
                "Shows and keeps the stored runs. A run is named by its folder, its key, or the beginning of either.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  crosslens runs list", "  crosslens runs compare en-de-2shot-v1 en-de-2shot-v2"})
final class RunsCommand implements Runnable {
    private static final int EXAMPLES = 5;

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "list", description = "Lists all runs.")
    int list(@Mixin GlobalOptions global) throws IOException {
        RunStore.Listing listing = global.kit().store().list();
        for (StoredRun run : listing.runs()) {
            System.out.printf(
                    "%-60s %6d answers  %s  %s%n",
                    run.name(), run.answers(), run.info().dataset(), run.info().created());
        }
        listing.unreadable().forEach(finding -> System.err.println("not a run: " + Terminal.safe(finding.toString())));
        System.err.println(
                listing.runs().size() + " runs in " + global.settings().runs());
        return 0;
    }

    @Command(name = "show", description = "Shows what determines a run, its circumstances and its first answers.")
    int show(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "RUN") String name,
            @Option(
                            names = "--answers",
                            paramLabel = "N",
                            defaultValue = "5",
                            description = "How many answers (default: ${DEFAULT-VALUE}).")
                    int most)
            throws IOException {
        StoredRun run = global.kit().store().find(name);
        describe(run);
        run.records().stream()
                .limit(most)
                .forEach(a -> System.out.printf(
                        "%s  [%s]  %s%n",
                        Terminal.safe(a.id()), a.stop().label(), Terminal.safe(AnswerText.parse(a.raw()))));
        return 0;
    }

    @Command(
            name = "compare",
            description = "Compares two runs: which settings differ, how many answers agree, which do not.")
    int compare(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "RUN") String left,
            @Parameters(paramLabel = "RUN") String right)
            throws IOException {
        RunStore store = global.kit().store();
        RunComparison result = store.compare(store.find(left), store.find(right));
        result.settings()
                .forEach(s -> System.out.printf(
                        "%-22s %s | %s%n", s.name(), Terminal.safe(s.left()), Terminal.safe(s.right())));
        System.out.printf(
                "%d of %d shared answers agree; %d items only in %s, %d only in %s%n",
                result.agree(),
                result.shared(),
                result.onlyLeft().size(),
                result.left(),
                result.onlyRight().size(),
                result.right());
        result.differing().stream()
                .limit(EXAMPLES)
                .forEach(d -> System.out.printf(
                        "%s, from token %d:%n  %s%n  %s%n",
                        Terminal.safe(d.id()),
                        d.token(),
                        Terminal.safe(AnswerText.parse(d.left().raw())),
                        Terminal.safe(AnswerText.parse(d.right().raw()))));
        return 0;
    }

    @Command(
            name = "verify",
            description = "Reads runs again and says what is damaged or missing. Exit code 1 if anything is.")
    int verify(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "RUN", arity = "0..*", description = "Runs (default: all).") List<String> names)
            throws IOException {
        RunStore store = global.kit().store();
        RunStore.Listing listing = store.list();
        List<StoredRun> runs = listing.runs();
        if (names != null && !names.isEmpty()) {
            runs = new java.util.ArrayList<>();
            for (String name : names) {
                runs.add(store.find(name));
            }
        }
        int wrong = 0;
        for (StoredRun run : runs) {
            List<Finding> findings = store.verify(run, List.of());
            wrong += findings.size();
            findings.forEach(finding -> System.out.println(Terminal.safe(finding.toString())));
        }
        for (Finding finding : names == null || names.isEmpty() ? listing.unreadable() : List.<Finding>of()) {
            wrong++;
            System.out.println(Terminal.safe(finding.toString()));
        }
        System.out.println(runs.size() + " runs read, " + wrong + " findings");
        return wrong == 0 ? 0 : Main.FAILED;
    }

    @Command(name = "merge", description = "Joins the shards of a run.")
    int merge(@Mixin GlobalOptions global, @Parameters(paramLabel = "RUN") String name) throws IOException {
        RunStore store = global.kit().store();
        StoredRun run = store.merge(store.find(name));
        System.out.println(run.name() + ": " + run.answers() + " answers");
        return 0;
    }

    @Command(name = "export", description = "Packs a run into a zip file.")
    int export(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "RUN") String name,
            @Parameters(paramLabel = "ZIP") Path zip)
            throws IOException {
        RunStore store = global.kit().store();
        store.exportTo(zip, store.find(name));
        System.out.println(zip);
        return 0;
    }

    @Command(name = "import", description = "Adds the runs of a zip file that export made.")
    int importFrom(@Mixin GlobalOptions global, @Parameters(paramLabel = "ZIP") Path zip) throws IOException {
        global.kit().store().importFrom(zip).forEach(run -> System.out.println(run.name()));
        return 0;
    }

    @Command(
            name = "delete",
            description = "Removes a run for good; its full name is asked for, so that nothing goes by mistake.")
    int delete(@Mixin GlobalOptions global, @Parameters(paramLabel = "RUN", description = "The full name.") String name)
            throws IOException {
        global.kit().store().delete(name);
        System.out.println("deleted " + Terminal.safe(name));
        return 0;
    }

    @Command(name = "du", description = "Shows how much disk each run takes.")
    int du(@Mixin GlobalOptions global) throws IOException {
        long all = 0;
        for (var entry : global.kit().store().du().entrySet()) {
            System.out.printf("%10.1f KiB  %s%n", entry.getValue() / 1024.0, entry.getKey());
            all += entry.getValue();
        }
        System.out.printf("%10.1f KiB  in all%n", all / 1024.0);
        return 0;
    }

    private static void describe(StoredRun run) throws IOException {
        var spec = run.spec();
        var info = run.info();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run.name());
        facts.put("key", run.key());
        facts.put("model", info.model() + ", fingerprint " + spec.fingerprint());
        facts.put("data", info.dataset() + ", context " + spec.contextData() + ", question " + spec.questionData());
        facts.put("demonstrations", spec.demonstrations());
        facts.put("wording", spec.wording());
        facts.put("template arguments", spec.templateArguments());
        facts.put("answer prefix", "\"" + spec.answerPrefix() + "\"");
        facts.put("stop", spec.stop().name().toLowerCase(Locale.ROOT) + ", at most " + spec.maxTokens() + " tokens");
        facts.put("arithmetic", spec.dtype() + ", results version " + spec.resultsVersion());
        facts.put("made by", "crosslens " + info.codeVersion() + " on " + info.machine() + ", " + info.device());
        facts.put("created", info.created());
        facts.put("answers", run.answers() + " in " + run.bytes() + " bytes");
        facts.forEach((name, value) -> System.out.printf("%-20s %s%n", name, Terminal.safe(String.valueOf(value))));
    }
}
