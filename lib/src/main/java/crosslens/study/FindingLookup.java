package crosslens.study;

import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.report.CellScores;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunSpec;
import crosslens.run.StoredFindings;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds stored findings on one data set, matched to it by the hashes of its files, never by its name.
 *
 * @param stores of several that hold the same findings the one with the most counts, of equal ones the earlier
 */
record FindingLookup(List<FindingStore> stores, ParallelSet data) {
    FindingLookup {
        stores = List.copyOf(stores);
    }

    /** What there is of each model and cell, and what was left out, in words. */
    record Newest(List<StoredFindings> findings, List<String> notes) {}

    Optional<StoredFindings> find(FindingSpec spec) throws IOException {
        return find(stores, spec);
    }

    /** The findings of the first store that has them. */
    static Optional<StoredFindings> find(List<FindingStore> stores, FindingSpec spec) throws IOException {
        for (FindingStore store : stores) {
            Optional<StoredFindings> found = store.find(spec);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The findings that fit a filter and were made in the way asked for; of several on the same cell the newest. */
    Newest newest(RunFilter filter, Predicate<FindingSpec> made) throws IOException {
        List<StoredFindings> all = fitting(filter, found -> made.test(found.spec()));
        List<StoredFindings> newest = newest(
                all, found -> List.of(found.info().model(), found.spec().run().cell()));
        List<String> notes = newest.size() == all.size()
                ? List.of()
                : List.of((all.size() - newest.size())
                        + " older findings on the same cells with other settings are not shown.");
        return new Newest(newest, notes);
    }

    /** The findings that fit a filter and were made in the way asked for, each key once. */
    List<StoredFindings> fitting(RunFilter filter, Predicate<StoredFindings> made) throws IOException {
        Map<String, StoredFindings> all = new LinkedHashMap<>();
        for (FindingStore store : stores) {
            for (StoredFindings findings : store.list()) {
                if (made.test(findings) && fits(findings, filter)) {
                    StoredFindings other = all.get(findings.spec().key());
                    if (other == null || other.size() < findings.size()) {
                        all.put(findings.spec().key(), findings);
                    }
                }
            }
        }
        return List.copyOf(all.values());
    }

    /** Of the findings that are the same to a reader the newest, in the order in which the first of each comes. */
    static List<StoredFindings> newest(List<StoredFindings> all, Function<StoredFindings, Object> same) {
        Map<Object, StoredFindings> newest = new LinkedHashMap<>();
        all.forEach(found -> newest.merge(
                same.apply(found),
                found,
                (a, b) -> a.info().created().isBefore(b.info().created()) ? b : a));
        return List.copyOf(newest.values());
    }

    private boolean fits(StoredFindings found, RunFilter filter) {
        RunSpec run = found.spec().run();
        Cell cell = run.cell();
        return data.holds(cell.context(), run.contextData())
                && data.holds(cell.question(), run.questionData())
                && filter.accepts(found.info().model(), cell);
    }

    /** The items findings are asked about: the filter's, else those they were made for. */
    List<String> asked(StoredFindings found, RunFilter filter) throws IOException {
        if (filter.limit() != null) {
            return data.select(filter.limit());
        }
        int made = found.info().limit();
        return data.select(made > 0 ? Math.max(made, Math.toIntExact(found.size())) : data.size());
    }

    /** What findings rest on, name by name. */
    Map<String, String> settings(StoredFindings found, int asked) {
        RunSpec run = found.spec().run();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CellScores.DATA_SET, data.name());
        if (asked < data.size()) {
            settings.put(CellScores.LIMIT, Integer.toString(asked));
        }
        settings.put("demonstrations", String.join(" ", run.demonstrations()));
        settings.put("wording", run.wording());
        settings.put("prefix", "" + found.spec().settings().get("prefix"));
        settings.put("arithmetic", run.dtype());
        settings.put("model fingerprint", run.fingerprint());
        settings.put(CellScores.CODE_VERSION, found.info().codeVersion());
        return settings;
    }

    /** Ids of the items that have a finding in a store. */
    static Set<String> ids(FindingStore store, FindingSpec spec) throws IOException {
        Set<String> ids = new HashSet<>();
        Optional<StoredFindings> found = store.find(spec);
        if (found.isPresent()) {
            found.get().records().forEach(record -> ids.add(record.id()));
        }
        return ids;
    }
}
