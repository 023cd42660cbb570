package crosslens.study;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleScore;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.data.CrossItem;
import crosslens.prompt.Cell;
import crosslens.report.OracleCell;
import crosslens.study.OracleFinding.Outcome;
import crosslens.text.Span;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The stored findings of one cell beside the items they are about.
 *
 * @param asked how many items were to be looked into
 * @param items those with a finding, in the data set's order
 * @param findings at the same places
 */
record OracleCells(
        String model,
        String publishedName,
        Cell cell,
        String key,
        OracleBaseline baseline,
        Segmentation segmentation,
        int asked,
        List<CrossItem> items,
        List<OracleFinding> findings,
        boolean lastSixDropped,
        Map<String, String> settings) {
    OracleCells {
        items = List.copyOf(items);
        findings = List.copyOf(findings);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The finding on an item, if there is one. */
    Optional<OracleFinding> finding(String id) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).id().equals(id)) {
                return Optional.of(findings.get(i));
            }
        }
        return Optional.empty();
    }

    /** Where the golds of an item are in its context. */
    static List<Span> golds(CrossItem item) {
        return item.golds().stream()
                .map(gold -> new Span(gold.start(), gold.start() + gold.text().length()))
                .toList();
    }

    /** Without the last six items of the data set; items that are not looked into yet count among them as they come. */
    OracleCells withoutLastSix(List<String> fileOrder) {
        int kept = Math.max(0, fileOrder.size() - OracleScore.LOST_BY_THE_STUDY);
        List<String> lost = fileOrder.subList(kept, fileOrder.size());
        Map<String, OracleFinding> left = new LinkedHashMap<>();
        Map<String, CrossItem> of = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            if (!lost.contains(items.get(i).id())) {
                left.put(items.get(i).id(), findings.get(i));
                of.put(items.get(i).id(), items.get(i));
            }
        }
        return new OracleCells(
                model,
                publishedName,
                cell,
                key,
                baseline,
                segmentation,
                asked - (items.size() - left.size()),
                left.keySet().stream().map(of::get).toList(),
                List.copyOf(left.values()),
                true,
                settings);
    }

    /** What tables and figures are made from. */
    OracleCell cellScores() {
        Map<OracleTarget, List<OracleSample>> samples = new EnumMap<>(OracleTarget.class);
        for (OracleTarget target : OracleTarget.values()) {
            samples.put(target, samples(target));
        }
        Map<String, Long> unscored = new TreeMap<>();
        findings.stream()
                .filter(finding -> finding.outcome() != Outcome.SCORED)
                .forEach(finding -> unscored.merge(finding.outcome().label(), 1L, Long::sum));
        if (asked > items.size()) {
            unscored.put("missing", (long) asked - items.size());
        }
        int prefixed = (int) findings.stream()
                .filter(finding -> finding.outcome() == Outcome.SCORED && finding.prefixed())
                .count();
        return new OracleCell(
                model,
                publishedName,
                cell,
                key,
                baseline,
                segmentation,
                samples,
                unscored,
                prefixed,
                lastSixDropped,
                settings);
    }

    private List<OracleSample> samples(OracleTarget target) {
        return java.util.stream.IntStream.range(0, items.size())
                .filter(i -> findings.get(i).outcome() == Outcome.SCORED)
                .mapToObj(i -> OracleSample.of(
                        items.get(i).id(),
                        items.get(i).paragraph(),
                        findings.get(i).drops(target),
                        findings.get(i).segments(),
                        golds(items.get(i))))
                .toList();
    }
}
