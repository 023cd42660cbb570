package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.data.CrossItem;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.run.FindingRecord;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.study.BrowseSample.Retrieved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the oracle and the explanation of answers have stored about the answers of runs, looked up by the run's key and the item. */
final class BrowseFindings {
    /** No finding on anything. */
    static final BrowseFindings NONE = new BrowseFindings(List.of());

    private final List<StoredFindings> all;

    private BrowseFindings(List<StoredFindings> all) {
        this.all = all;
    }

    /** The findings of some stores; of several on one answer the first store's first counts. */
    static BrowseFindings of(List<FindingStore> stores) throws IOException {
        List<StoredFindings> all = new ArrayList<>();
        for (FindingStore store : stores) {
            for (StoredFindings found : store.list()) {
                if (found.spec().kind() == FindingSpec.Kind.RELEVANCE || sentencesDeleted(found.spec())) {
                    all.add(found);
                }
            }
        }
        return new BrowseFindings(all);
    }

    private static boolean sentencesDeleted(FindingSpec spec) {
        return spec.kind() == FindingSpec.Kind.ORACLE
                && OracleBaseline.DELETE.toString().equals(spec.settings().get("baseline"))
                && Segmentation.SENTENCES.toString().equals(spec.settings().get("segmentation"));
    }

    /** By item, the sentence whose removal costs the first token of the answer most. */
    Map<String, Retrieved> retrieved(CellRun run) throws IOException {
        Map<String, CrossItem> items = new HashMap<>();
        run.items().forEach(item -> items.put(item.id(), item));
        Map<String, Retrieved> sentences = new HashMap<>();
        for (StoredFindings found : on(run, FindingSpec.Kind.ORACLE)) {
            for (FindingRecord record : found.records()) {
                CrossItem item = items.get(record.id());
                if (item != null) {
                    OracleFinding finding = OracleFinding.of(record, found.name(), item.context());
                    retrieved(item, finding).ifPresent(sentence -> sentences.putIfAbsent(item.id(), sentence));
                }
            }
        }
        return sentences;
    }

    private static Optional<Retrieved> retrieved(CrossItem item, OracleFinding finding) {
        if (finding.outcome() != OracleFinding.Outcome.SCORED) {
            return Optional.empty();
        }
        OracleSample sample = OracleSample.of(
                item.id(),
                item.paragraph(),
                finding.drops(OracleTarget.STEP),
                finding.segments(),
                OracleCells.golds(item));
        int largest = sample.largestDrop();
        return Optional.of(new Retrieved(finding.segments().get(largest), sample.drops()[largest], sample.retrieved()));
    }

    /** By item, the shares of the parts of the prompt in the relevance of the embeddings, in words. */
    Map<String, String> relevance(CellRun run) throws IOException {
        Map<String, String> words = new HashMap<>();
        for (StoredFindings found : on(run, FindingSpec.Kind.RELEVANCE)) {
            for (FindingRecord record : found.records()) {
                RelevanceFinding finding = RelevanceFinding.of(record, found.name());
                if (finding.outcome() == RelevanceFinding.Outcome.EXPLAINED && !words.containsKey(record.id())) {
                    double[] tokens = found.matrix(record, RelevanceFinding.MATRIX)[0];
                    words.put(record.id(), shares(tokens, finding.parts()));
                }
            }
        }
        return words;
    }

    /**
     * The share of each part in the sum of absolute relevance over all tokens but the first, in percent; tokens of no part make up the rest.
     *
     * @param tokens relevance of the embeddings, shape (T)
     */
    static String shares(double[] tokens, Map<PartKind, BitSet> parts) {
        double sum = 0;
        for (int t = 1; t < tokens.length; t++) {
            sum += Math.abs(tokens[t]);
        }
        if (sum == 0) {
            return "";
        }
        List<String> words = new ArrayList<>();
        for (PartKind kind : PartTokens.KINDS) {
            BitSet places = parts.getOrDefault(kind, new BitSet());
            double part = places.stream()
                    .filter(t -> t > 0)
                    .mapToDouble(t -> Math.abs(tokens[t]))
                    .sum();
            if (!places.isEmpty()) {
                words.add(String.format(
                        Locale.ROOT, "%s %.0f %%", kind.name().toLowerCase(Locale.ROOT), 100 * part / sum));
            }
        }
        return String.join(", ", words)
                + " of the explained first token's relevance (absolute, without the first token)";
    }

    private List<StoredFindings> on(CellRun run, FindingSpec.Kind kind) {
        return all.stream()
                .filter(found ->
                        found.spec().kind() == kind && found.spec().run().key().equals(run.key()))
                .toList();
    }
}
