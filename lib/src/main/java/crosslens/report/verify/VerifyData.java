package crosslens.report.verify;

import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleScore;
import crosslens.attribute.Segmentation;
import crosslens.data.ParallelSet;
import crosslens.data.QaExample;
import crosslens.report.Numbers;
import crosslens.report.PublishedOracle;
import crosslens.score.ClusterBootstrap;
import crosslens.text.Language;
import crosslens.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The study's printed numbers held against its data set: context length, and what blind rules score in the oracle's task. No model is read. */
public final class VerifyData {
    private static final double PRINTED_LENGTH = 702.50;
    private static final double HALF_UNIT = 0.005;
    /** Standard errors of a share that make up half of its 95 % interval. */
    private static final double NORMAL = 1.96;

    private VerifyData() {}

    /**
     * The checks on the full data set.
     *
     * @throws IllegalArgumentException if it is not as large as the study's, or lacks English or Arabic
     */
    public static List<VerifyCheck> checks(ParallelSet xquad, PublishedOracle oracle) {
        if (xquad.size() != VerifyPublished.ITEMS
                || !xquad.languages().containsAll(List.of(Language.EN, Language.AR))) {
            throw new IllegalArgumentException("the study's data set has " + VerifyPublished.ITEMS
                    + " questions and English and Arabic among its languages; " + xquad.name() + " has "
                    + xquad.size() + " in " + xquad.languages());
        }
        return List.of(contextLength(xquad), blindRules(blind(xquad), oracle));
    }

    private static VerifyCheck contextLength(ParallelSet xquad) {
        double arabic = meanLength(xquad.examples(Language.AR));
        String detail = "printed " + Numbers.plain(PRINTED_LENGTH) + ", mean Arabic context " + Numbers.plain(arabic);
        return new VerifyCheck(
                "text",
                "the average context length 702.50 is the mean stripped Arabic context, in characters, per question",
                1,
                Math.abs(arabic - PRINTED_LENGTH) <= HALF_UNIT
                        ? List.of()
                        : List.of(new VerifyCheck.Misfit("context length", detail)),
                new TreeSet<>(),
                "So the printed average is that of one language; the mean English context has "
                        + Numbers.plain(meanLength(xquad.examples(Language.EN))) + " characters.");
    }

    private static double meanLength(List<QaExample> examples) {
        return examples.stream()
                .mapToInt(example ->
                        example.context().codePointCount(0, example.context().length()))
                .average()
                .orElseThrow();
    }

    /** What needs no model: chance and the rules of always taking the first or the longest sentence, on English contexts. */
    static OracleScore blind(ParallelSet set) {
        List<OracleSample> samples = set.examples(Language.EN).stream()
                .map(example -> {
                    List<Span> sentences = Segmentation.SENTENCES.split(example.context(), Language.EN);
                    List<Span> golds = example.golds().stream()
                            .map(gold -> new Span(
                                    gold.start(), gold.start() + gold.text().length()))
                            .toList();
                    return OracleSample.of(
                            example.id(), example.paragraph(), new double[sentences.size()], sentences, golds);
                })
                .toList();
        return OracleScore.of(samples, ClusterBootstrap.DEFAULT);
    }

    private static VerifyCheck blindRules(OracleScore blind, PublishedOracle oracle) {
        double best = 100 * Math.max(blind.chance(), Math.max(blind.alwaysFirst(), blind.alwaysLongest()));
        List<VerifyCheck.Misfit> misfits = new ArrayList<>();
        for (String model : oracle.models()) {
            PublishedOracle.Row row = oracle.row(model).orElseThrow();
            misfits.addAll(notAbove(model + " step", row.stepEnEn(), best));
            misfits.addAll(notAbove(model + " sequence", row.sequenceEnEn(), best));
        }
        return new VerifyCheck(
                "3, en-en",
                "every cell is above the best blind rule by more than its 95 % margin",
                2 * oracle.models().size(),
                misfits,
                new TreeSet<>(Set.of("LLaMA-3.1-8B sequence")),
                "Blind rules on this splitter's sentences: chance " + Numbers.plain(100 * blind.chance())
                        + ", always the first " + Numbers.plain(100 * blind.alwaysFirst()) + ", always the longest "
                        + Numbers.plain(100 * blind.alwaysLongest())
                        + " percent; the study's splitter is not known, and another one moves them by 1 to 3 points.");
    }

    private static List<VerifyCheck.Misfit> notAbove(String cell, double printed, double best) {
        double margin = NORMAL * Math.sqrt(printed * (100 - printed) / VerifyPublished.ORACLE_ITEMS);
        return printed - margin > best
                ? List.of()
                : List.of(new VerifyCheck.Misfit(
                        cell,
                        Numbers.plain(printed) + " plus or minus " + Numbers.plain(margin) + ", best blind rule "
                                + Numbers.plain(best)));
    }
}
