package crosslens.study;

import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.report.LanguageCurve;
import crosslens.report.ModelNames;
import crosslens.run.CompanionCurves;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads stored curves of similarity. They are matched to a data set by the hashes of its files, never by its name. */
final class SimilarityReader {
    private SimilarityReader() {}

    /**
     * The curves that fit a filter, in the order of its models; of several that differ in their items or the model's files alone, the newest.
     *
     * @param stores the earlier hides what the later has of the same findings
     */
    static SimilaritySet read(List<FindingStore> stores, ParallelSet data, ModelNames names, RunFilter filter)
            throws IOException {
        Map<String, StoredFindings> fitting = new LinkedHashMap<>();
        for (FindingStore store : stores) {
            for (StoredFindings findings : store.list()) {
                if (fits(findings, SimilaritySetting.CURVE, data, filter)) {
                    fitting.putIfAbsent(findings.spec().key(), findings);
                }
            }
        }
        Map<List<Object>, StoredFindings> newest = new LinkedHashMap<>();
        for (StoredFindings findings : fitting.values()) {
            Map<String, Object> settings = new TreeMap<>(findings.spec().settings());
            settings.keySet()
                    .removeAll(List.of(SimilaritySetting.ITEMS, SimilaritySetting.COUNT, SimilaritySetting.REFERENCE));
            newest.merge(
                    List.of(findings.info().model(), findings.spec().run().cell(), settings),
                    findings,
                    (a, b) -> a.info().created().isBefore(b.info().created()) ? b : a);
        }
        List<String> notes = new ArrayList<>();
        if (newest.size() < fitting.size()) {
            notes.add((fitting.size() - newest.size()) + " older curves of the same cells are not shown.");
        }
        List<LanguageCurve> curves = new ArrayList<>();
        SimilarityStudy study = new SimilarityStudy(stores.get(0), data, names);
        Map<List<Object>, List<CompanionCurve>> beside = beside(stores, data, filter);
        for (StoredFindings findings : newest.values()) {
            study.read(findings)
                    .map(curve -> curve.with(beside.getOrDefault(basis(findings), List.of())))
                    .ifPresent(curves::add);
        }
        List<String> order = filter.models().stream().map(Model::shownName).toList();
        curves.sort(Comparator.comparingInt(curve -> order.indexOf(curve.model())));
        return new SimilaritySet(curves, notes);
    }

    /** The measures beside S by what they rest on; of several numbers of items, the newest. */
    private static Map<List<Object>, List<CompanionCurve>> beside(
            List<FindingStore> stores, ParallelSet data, RunFilter filter) throws IOException {
        Map<List<Object>, Map<Companion, StoredFindings>> newest = new HashMap<>();
        for (FindingStore store : stores) {
            for (StoredFindings findings : store.list()) {
                for (Companion measure : Companion.values()) {
                    if (fits(findings, measure.toString(), data, filter)) {
                        newest.computeIfAbsent(basis(findings), key -> new EnumMap<>(Companion.class))
                                .merge(
                                        measure,
                                        findings,
                                        (a, b) -> b.info()
                                                        .created()
                                                        .isAfter(a.info().created())
                                                ? b
                                                : a);
                    }
                }
            }
        }
        Map<List<Object>, List<CompanionCurve>> curves = new HashMap<>();
        for (Map.Entry<List<Object>, Map<Companion, StoredFindings>> entry : newest.entrySet()) {
            List<CompanionCurve> read = new ArrayList<>();
            for (StoredFindings findings : entry.getValue().values()) {
                CompanionCurves.read(findings).ifPresent(read::add);
            }
            curves.put(entry.getKey(), read);
        }
        return curves;
    }

    /** What S and the measures beside it have in common. */
    private static List<Object> basis(StoredFindings findings) {
        Map<String, Object> settings = new TreeMap<>(findings.spec().settings());
        settings.keySet().removeAll(List.of(SimilaritySetting.FORM, SimilaritySetting.MOST));
        return List.of(findings.spec().run().key(), settings);
    }

    private static boolean fits(StoredFindings findings, String form, ParallelSet data, RunFilter filter) {
        FindingSpec spec = findings.spec();
        Cell cell = spec.run().cell();
        RunFilter shown = new RunFilter(
                filter.models().stream().map(Model::shownName).toList(),
                filter.languages(),
                filter.shots(),
                filter.formats(),
                filter.style(),
                filter.limit());
        return spec.kind() == FindingSpec.Kind.SIMILARITY
                && form.equals(spec.settings().get(SimilaritySetting.FORM))
                && data.holds(cell.context(), spec.run().contextData())
                && data.holds(cell.question(), spec.run().questionData())
                && shown.accepts(findings.info().model(), cell)
                && (filter.limit() == null || findings.info().limit() == filter.limit());
    }
}
