package crosslens.cli;

import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import crosslens.study.Crosslens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Findings that a name on the command line means, and the store they are in. */
record FoundFindings(FindingStore store, StoredFindings findings) {
    /** All places of findings: those of analyses, and the votes of judges. */
    static List<FindingStore> stores(Crosslens kit) {
        return List.of(kit.stores().findings(), kit.stores().judgements());
    }

    /**
     * The findings of a name or key, or of the beginning of either; empty if none fit, so that it may name a run.
     *
     * @throws IllegalArgumentException if several fit, or a run does too; the message lists them
     */
    static Optional<FoundFindings> of(Crosslens kit, String query) throws IOException {
        List<FoundFindings> fitting = new ArrayList<>();
        for (FindingStore store : stores(kit)) {
            store.find(query).forEach(found -> fitting.add(new FoundFindings(store, found)));
        }
        List<String> names = new ArrayList<>(
                fitting.stream().map(found -> found.findings().name()).toList());
        if (fitting.size() == 1 && names.get(0).equals(query)) {
            return Optional.of(fitting.get(0));
        }
        if (!fitting.isEmpty()) {
            for (StoredRun run : kit.stores().runs().list().runs()) {
                if (run.name().startsWith(query) || run.key().startsWith(query)) {
                    names.add(run.name());
                }
            }
        }
        if (names.size() > 1) {
            throw new IllegalArgumentException("several begin with '" + query + "': " + names);
        }
        return fitting.stream().findFirst();
    }
}
