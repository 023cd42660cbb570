package crosslens.study;

import crosslens.data.ParallelSet;
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
        FindingLookup lookup = new FindingLookup(stores, data);
        List<StoredFindings> fitting = fitting(lookup, filter, SimilaritySetting.CURVE);
        List<StoredFindings> newest = FindingLookup.newest(fitting, SimilarityReader::without);
        List<String> notes = new ArrayList<>();
        if (newest.size() < fitting.size()) {
            notes.add((fitting.size() - newest.size()) + " older curves of the same cells are not shown.");
        }
        List<LanguageCurve> curves = new ArrayList<>();
        SimilarityStudy study = new SimilarityStudy(stores.get(0), data, names);
        Map<List<Object>, List<CompanionCurve>> beside = beside(lookup, filter);
        for (StoredFindings findings : newest) {
            study.read(findings)
                    .map(curve -> curve.with(beside.getOrDefault(basis(findings), List.of())))
                    .ifPresent(curves::add);
        }
        List<String> order = filter.models().stream().map(Model::shownName).toList();
        curves.sort(Comparator.comparingInt(curve -> order.indexOf(curve.model())));
        return new SimilaritySet(curves, notes);
    }

    /** The measures beside S by what they rest on; of several numbers of items, the newest. */
    private static Map<List<Object>, List<CompanionCurve>> beside(FindingLookup lookup, RunFilter filter)
            throws IOException {
        Map<List<Object>, List<StoredFindings>> newest = new LinkedHashMap<>();
        for (Companion measure : Companion.values()) {
            List<StoredFindings> all = fitting(lookup, filter, measure.toString());
            FindingLookup.newest(all, SimilarityReader::basis)
                    .forEach(found -> newest.computeIfAbsent(basis(found), key -> new ArrayList<>())
                            .add(found));
        }
        Map<List<Object>, List<CompanionCurve>> curves = new HashMap<>();
        for (Map.Entry<List<Object>, List<StoredFindings>> entry : newest.entrySet()) {
            List<CompanionCurve> read = new ArrayList<>();
            for (StoredFindings findings : entry.getValue()) {
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

    /** What a curve is of, but for its items and the model's files. */
    private static List<Object> without(StoredFindings findings) {
        Map<String, Object> settings = new TreeMap<>(findings.spec().settings());
        settings.keySet()
                .removeAll(List.of(SimilaritySetting.ITEMS, SimilaritySetting.COUNT, SimilaritySetting.REFERENCE));
        return List.of(findings.info().model(), findings.spec().run().cell(), settings);
    }

    private static List<StoredFindings> fitting(FindingLookup lookup, RunFilter filter, String form)
            throws IOException {
        RunFilter shown = new RunFilter(
                filter.models().stream().map(Model::shownName).toList(),
                filter.languages(),
                filter.shots(),
                filter.formats(),
                filter.style(),
                filter.limit());
        return lookup.fitting(
                shown,
                found -> found.spec().kind() == FindingSpec.Kind.SIMILARITY
                        && form.equals(found.spec().settings().get(SimilaritySetting.FORM))
                        && (filter.limit() == null || found.info().limit() == filter.limit()));
    }
}
