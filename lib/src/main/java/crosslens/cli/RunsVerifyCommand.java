package crosslens.cli;

import crosslens.data.ParallelSet;
import crosslens.run.Finding;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.RunSpec;
import crosslens.run.RunStore;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import crosslens.study.Crosslens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads stored runs and findings again. */
@Command(
        name = "verify",
        description =
                "Reads runs and findings again, with their matrices, and says what is damaged, repeated or missing. Exit code 1 if anything is.")
final class RunsVerifyCommand implements Callable<Integer> {
    /** Analyses that store one finding an item. */
    private static final Set<FindingSpec.Kind> BY_ITEM =
            EnumSet.of(FindingSpec.Kind.ORACLE, FindingSpec.Kind.RELEVANCE);

    @Mixin
    private GlobalOptions global;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Runs and findings (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--gaps",
            description =
                    "Also look for items without an answer or finding: of the data set (--data), as many as the run was last asked for.")
    private boolean gaps;

    private Optional<ParallelSet> data = Optional.empty();
    private int read;
    private int wrong;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        if (gaps) {
            data = Optional.of(kit.data().load(Optional.empty()));
        }
        if (names.isEmpty()) {
            all(kit);
        }
        for (String name : names) {
            Optional<FoundFindings> found = FoundFindings.of(kit, name);
            if (found.isPresent()) {
                verify(found.get().store(), found.get().findings());
            } else {
                verify(kit.stores().runs(), kit.stores().runs().find(name));
            }
        }
        System.out.println(read + " runs and findings read, " + wrong + " faults");
        return wrong == 0 ? 0 : Main.FAILED;
    }

    private void all(Crosslens kit) throws IOException {
        RunStore.Listing runs = kit.stores().runs().list();
        for (StoredRun run : runs.runs()) {
            verify(kit.stores().runs(), run);
        }
        tell(runs.unreadable());
        for (FindingStore store : FoundFindings.stores(kit)) {
            FindingStore.Listing listing = store.listing();
            for (StoredFindings findings : listing.findings()) {
                verify(store, findings);
            }
            tell(listing.unreadable());
        }
        tell(kit.stores().languages().verify());
    }

    private void verify(RunStore store, StoredRun run) throws IOException {
        read++;
        tell(store.verify(run, expected(run.name(), run.spec(), run.info(), run.openings())));
    }

    private void verify(FindingStore store, StoredFindings findings) throws IOException {
        read++;
        List<String> expected = BY_ITEM.contains(findings.spec().kind())
                ? expected(findings.name(), findings.spec().run(), findings.info(), findings.openings())
                : List.of();
        tell(store.verify(findings, expected));
    }

    private List<String> expected(String name, RunSpec spec, RunInfo info, List<RunInfo> openings) {
        if (data.isEmpty()) {
            return List.of();
        }
        ParallelSet set = data.get();
        if (!set.holds(spec.cell().context(), spec.contextData())
                || !set.holds(spec.cell().question(), spec.questionData())) {
            System.err.println(name + " is on other data than " + Terminal.safe(set.name())
                    + ": not looked at for gaps; choose it with --data");
            return List.of();
        }
        List<RunInfo> all = new ArrayList<>(openings);
        all.add(info);
        boolean whole = all.stream().anyMatch(opening -> opening.limit() == 0);
        int most = all.stream().mapToInt(RunInfo::limit).max().orElse(0);
        return whole ? set.order() : set.select(most);
    }

    private void tell(List<Finding> faults) {
        wrong += faults.size();
        faults.forEach(fault -> System.out.println(Terminal.safe(fault.toString())));
    }
}
