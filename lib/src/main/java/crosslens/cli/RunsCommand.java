package crosslens.cli;

import crosslens.run.Finding;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunComparison;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import crosslens.score.AnswerText;
import crosslens.study.Crosslens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run store, and the findings beside it. */
@Command(
        name = "runs",
        description =
                "Shows and keeps the stored runs, and what analyses found in them (oracle, relevance, similarity, judgements). Each is named by its folder, its key, or the beginning of either.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = RunsVerifyCommand.class,
        footer = {
            "",
            "Examples:",
            "  crosslens runs list",
            "  crosslens runs compare en-de-2shot-v1 en-de-2shot-v2",
            "  crosslens runs verify --gaps"
        })
final class RunsCommand implements Runnable {
    private static final int EXAMPLES = 5;

    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "list", description = "Lists all runs and findings.")
    int list(@Mixin GlobalOptions global) throws IOException {
        RunStore.Listing listing = global.kit().store().list();
        for (StoredRun run : listing.runs()) {
            line(run.name(), run.answers(), "answers", run.info());
        }
        int findings = 0;
        List<Finding> unreadable = new ArrayList<>(listing.unreadable());
        for (FindingStore store : FoundFindings.stores(global.kit())) {
            FindingStore.Listing found = store.listing();
            for (StoredFindings one : found.findings()) {
                line(one.name(), one.size(), "findings", one.info());
            }
            findings += found.findings().size();
            unreadable.addAll(found.unreadable());
        }
        unreadable.forEach(fault -> System.err.println("not readable: " + Terminal.safe(fault.toString())));
        System.err.println(
                listing.runs().size() + " runs in " + global.settings().runs() + ", " + findings
                        + " folders of findings in " + global.settings().findings());
        return 0;
    }

    private static void line(String name, long lines, String unit, RunInfo info) {
        System.out.printf("%-64s %6d %-8s  %s  %s%n", name, lines, unit, Terminal.safe(info.dataset()), info.created());
    }

    @Command(
            name = "show",
            description =
                    "Shows what determines a run or findings, their circumstances, and the first answers of a run.")
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
        Optional<FoundFindings> found = FoundFindings.of(global.kit(), name);
        if (found.isPresent()) {
            RunDescription.of(found.get().findings()).print();
            return 0;
        }
        StoredRun run = global.kit().store().find(name);
        RunDescription.of(run).print();
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

    @Command(name = "merge", description = "Joins the shards of a run or of findings.")
    int merge(@Mixin GlobalOptions global, @Parameters(paramLabel = "NAME") String name) throws IOException {
        Optional<FoundFindings> found = FoundFindings.of(global.kit(), name);
        if (found.isPresent()) {
            StoredFindings merged = found.get().store().merge(found.get().findings());
            System.out.println(merged.name() + ": " + merged.size() + " findings");
            return 0;
        }
        RunStore store = global.kit().store();
        StoredRun run = store.merge(store.find(name));
        System.out.println(run.name() + ": " + run.answers() + " answers");
        return 0;
    }

    @Command(name = "export", description = "Packs a run, or findings, into a zip file.")
    int export(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "ZIP") Path zip)
            throws IOException {
        Optional<FoundFindings> found = FoundFindings.of(global.kit(), name);
        if (found.isPresent()) {
            found.get().store().exportTo(zip, found.get().findings());
        } else {
            RunStore store = global.kit().store();
            store.exportTo(zip, store.find(name));
        }
        System.out.println(zip);
        return 0;
    }

    @Command(name = "import", description = "Adds the runs or findings of a zip file that export made.")
    int importFrom(@Mixin GlobalOptions global, @Parameters(paramLabel = "ZIP") Path zip) throws IOException {
        Crosslens kit = global.kit();
        Optional<FindingSpec.Kind> kind = FindingStore.kindIn(zip);
        if (kind.isEmpty()) {
            kit.store().importFrom(zip).forEach(run -> System.out.println(run.name()));
        } else {
            FindingStore store = kind.get() == FindingSpec.Kind.JUDGEMENT ? kit.judgements() : kit.findings();
            store.importFrom(zip).forEach(findings -> System.out.println(findings.name()));
        }
        return 0;
    }

    @Command(
            name = "delete",
            description =
                    "Removes a run, or findings, for good; the full name is asked for, so that nothing goes by mistake.")
    int delete(
            @Mixin GlobalOptions global, @Parameters(paramLabel = "NAME", description = "The full name.") String name)
            throws IOException {
        Crosslens kit = global.kit();
        boolean deleted = false;
        List<FindingStore> stores = new ArrayList<>(FoundFindings.stores(kit));
        stores.add(states(kit));
        for (FindingStore store : stores) {
            if (store.du().containsKey(name)) {
                store.delete(name);
                deleted = true;
            }
        }
        if (!deleted) {
            kit.store().delete(name);
        }
        System.out.println("deleted " + Terminal.safe(name));
        return 0;
    }

    /** The working files of studies, which only these two commands know. */
    private static FindingStore states(Crosslens kit) {
        return new FindingStore(kit.settings().states());
    }

    @Command(name = "du", description = "Shows how much disk each run and all findings take.")
    int du(@Mixin GlobalOptions global) throws IOException {
        Map<String, Long> folders = new TreeMap<>(global.kit().store().du());
        for (FindingStore store : FoundFindings.stores(global.kit())) {
            folders.putAll(store.du());
        }
        states(global.kit())
                .du()
                .forEach((name, bytes) -> folders.put(name + " (hidden states of an unfinished study)", bytes));
        long all = 0;
        for (var entry : folders.entrySet()) {
            System.out.printf("%10.1f KiB  %s%n", entry.getValue() / 1024.0, entry.getKey());
            all += entry.getValue();
        }
        System.out.printf("%10.1f KiB  in all%n", all / 1024.0);
        return 0;
    }
}
