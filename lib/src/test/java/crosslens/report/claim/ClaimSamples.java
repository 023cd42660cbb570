package crosslens.report.claim;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.PartDepth;
import crosslens.attribute.RelevanceDepth;
import crosslens.attribute.SampleDepth;
import crosslens.attribute.Segmentation;
import crosslens.attribute.Subset;
import crosslens.prompt.Cell;
import crosslens.prompt.PartKind;
import crosslens.prompt.Style;
import crosslens.report.CellScores;
import crosslens.report.LanguageCurve;
import crosslens.report.OracleCell;
import crosslens.report.RelevanceCell;
import crosslens.report.Samples;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilarityPoint;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Stored results of models made by hand: 60 items of 30 paragraphs, unless said otherwise. */
final class ClaimSamples {
    static final int ITEMS = 60;

    private ClaimSamples() {}

    static ClaimEvidence model(String name, ClaimRole role, CellScores... cells) {
        return new ClaimEvidence(name, "", role, List.of(cells), List.of(), List.of(), List.of(), List.of());
    }

    static ClaimEvidence of(CellScores... cells) {
        return model("m", ClaimRole.UNKNOWN, cells);
    }

    /** The first {@code right} answers score 1, the others 0. */
    static CellScores cell(String pair, int right) {
        return Samples.cell("m", pair, right, ITEMS);
    }

    /** Scores by item. */
    static CellScores cell(String pair, IntToDoubleFunction f1) {
        CellScores shape = cell(pair, 0);
        List<ItemScore> items = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            items.add(ClaimSample.item(shape.items().get(i), f1.applyAsDouble(i)));
        }
        return new CellScores(shape.model(), "", shape.cell(), shape.runKey(), items, shape.stops(), shape.settings());
    }

    /** The oracle finds the answer's segment in the first {@code hits} items. */
    static OracleCell oracle(String pair, int hits) {
        List<OracleSample> samples = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            samples.add(
                    new OracleSample(id(i), i / 2, new double[] {0, 1}, new int[] {5, 5}, List.of(i < hits ? 1 : 0)));
        }
        return new OracleCell(
                "m",
                "",
                cell(pair, 0).cell(),
                "k",
                OracleBaseline.DELETE,
                Segmentation.SENTENCES,
                Map.of(OracleTarget.STEP, samples, OracleTarget.SEQUENCE, samples),
                Map.of(),
                0,
                false,
                Map.of());
    }

    static ClaimEvidence withOracle(ClaimRole role, CellScores answers, OracleCell... oracle) {
        return new ClaimEvidence("m", "", role, List.of(answers), List.of(), List.of(oracle), List.of(), List.of());
    }

    /** Depths in layers of ten, by item; the task's is 4. */
    static RelevanceCell relevance(
            String question,
            IntToDoubleFunction asked,
            IntToDoubleFunction read,
            IntToDoubleFunction demo,
            CellScores answers) {
        List<SampleDepth> samples = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            samples.add(new SampleDepth(
                    id(i),
                    i / 2,
                    10,
                    20,
                    0,
                    0,
                    0.25,
                    Map.of(
                            PartKind.QUESTION,
                            part(asked.applyAsDouble(i)),
                            PartKind.CONTEXT,
                            part(read.applyAsDouble(i)),
                            PartKind.DEMO,
                            part(demo.applyAsDouble(i)),
                            PartKind.TASK,
                            part(4))));
        }
        return new RelevanceCell(
                "m",
                "",
                new Cell(Language.EN, Language.of(question), 2, "v1", Style.RAW),
                "key",
                RelevanceDepth.DEFAULT,
                samples,
                answers.items(),
                Map.of(),
                0,
                Map.of());
    }

    static ClaimEvidence withRelevance(RelevanceCell... cells) {
        return new ClaimEvidence(
                "m", "", ClaimRole.UNKNOWN, List.of(), List.of(), List.of(), List.of(cells), List.of());
    }

    private static PartDepth part(double depth) {
        return new PartDepth(1, 1, depth, depth, depth, depth, depth);
    }

    /** A curve over ten layers with its landmarks as given, from 30 paragraphs. */
    static LanguageCurve curve(
            String language, SimilarityPart part, double[] s, double drop, Landmark.Place... places) {
        List<SimilarityPoint> points = new ArrayList<>();
        for (int l = 0; l < s.length; l++) {
            points.add(new SimilarityPoint(l, s[l], 1, s[l], Optional.empty()));
        }
        SimilarityCurve curve = new SimilarityCurve(
                ITEMS,
                30,
                points,
                List.of(places),
                new Landmark.Bottleneck(
                        5, drop, drop, Optional.of(new Interval(drop, drop - 0.01, drop + 0.01)), List.of()));
        return new LanguageCurve(
                "m",
                "",
                new Cell(Language.EN, Language.of(language), 2, "v1", Style.RAW),
                part,
                Subset.BALANCED,
                "k",
                ITEMS,
                Map.of(),
                curve);
    }

    static ClaimEvidence withCurves(String name, ClaimRole role, LanguageCurve... curves) {
        return new ClaimEvidence(name, "", role, List.of(), List.of(), List.of(), List.of(), List.of(curves));
    }

    static String id(int i) {
        return String.format("q%04d", i);
    }
}
