package crosslens.report.claim;

import static crosslens.report.claim.ClaimSamples.cell;
import static crosslens.report.claim.ClaimSamples.curve;
import static crosslens.report.claim.ClaimSamples.oracle;
import static crosslens.report.claim.ClaimSamples.relevance;
import static crosslens.report.claim.ClaimSamples.withCurves;
import static crosslens.report.claim.ClaimSamples.withOracle;
import static crosslens.report.claim.ClaimSamples.withRelevance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.SampleDepth;
import crosslens.report.CellScores;
import crosslens.report.RelevanceCell;
import crosslens.report.ReportTable;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityPart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on findings of the oracle, of relevance and of similarity. */
class ClaimFindingsTest {
    @ParameterizedTest
    @CsvSource({"10, 50, HOLDS", "10, 11, FAILS", "10, 16, CANNOT_TELL"}) // the bound is a lead of 6 of 60
    void potentialIsFarAboveRealityFromTenPoints(int right, int hits, ClaimVerdict verdict) {
        ClaimFinding found =
                ClaimOracle.potential(withOracle(ClaimRole.UNKNOWN, cell("en-de", right), oracle("en-de", hits)));
        assertThat(found.value()).isCloseTo(100.0 * (hits - right) / 60, within(1e-9));
        assertThat(found.verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"TUNED, 60, HOLDS", "TUNED, 30, FAILS", "TUNED, 54, CANNOT_TELL", "UNKNOWN, 60, CANNOT_TELL"})
    void tunedModelsFindTheSentenceInOverNinetyPercent(ClaimRole role, int hits, ClaimVerdict verdict) {
        ClaimEvidence model = withOracle(role, cell("en-en", 30), oracle("en-en", hits));
        assertThat(ClaimOracle.ninety(model, List.of(model)).orElseThrow().verdict())
                .isEqualTo(verdict);
    }

    @Test
    void theNinetyPercentAreNotClaimedOfBaseModels() {
        ClaimEvidence model = withOracle(ClaimRole.BASE, cell("en-en", 30), oracle("en-en", 60));
        assertThat(ClaimOracle.ninety(model, List.of(model))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5, HOLDS", // question at 3, context at 5, in both languages
        "1, 1, FAILS",
        "5, 1, CANNOT_TELL" // in one of two languages only
    })
    void contextIsReadAfterTheQuestionInMostLanguages(double english, double german, ClaimVerdict verdict) {
        ClaimEvidence model = withRelevance(
                relevance("en", i -> 3, i -> english, i -> 4, cell("en-en", 30)),
                relevance("de", i -> 3, i -> german, i -> 4, cell("en-de", 30)));
        assertThat(ClaimRelevance.contextAfterQuestion(model).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 9, HOLDS", // gaps of 0 and 0 layers in balanced samples, of 0 and 6 in en-superior ones
        "9, 3, FAILS",
        "9, 9, CANNOT_TELL"
    })
    void balancedSamplesAreSteadierIfTheirLanguagesDifferLess(double balanced, double superior, ClaimVerdict verdict) {
        // 0 to 29: right in both languages, balanced; 30 to 59: right in English alone, en-superior. 15 paragraphs each
        // are too few,
        // so each item is its own paragraph here.
        ClaimEvidence model = withRelevance(
                spread(relevance("en", i -> 3, i -> 3, i -> 4, spread(cell("en-en", 60)))),
                spread(relevance("de", i -> 3, i -> i < 30 ? balanced : superior, i -> 4, spread(cell("en-de", 30)))));
        ClaimFinding found = ClaimRelevance.balancedSteadier(model);
        assertThat(found.verdict()).isEqualTo(verdict);
        // two languages, so the deviation is the distance over the root of 2; a layer is 10 percent of the depth
        assertThat(found.value()).isCloseTo(10 * (superior - balanced) / Math.sqrt(2), within(1e-9));
    }

    private static CellScores spread(CellScores cell) {
        return new CellScores(
                cell.model(),
                "",
                cell.cell(),
                cell.runKey(),
                cell.items().stream()
                        .map(item -> new ItemScore(
                                item.id(), Integer.parseInt(item.id().substring(1)), 0, item.f1(), 0, 0))
                        .toList(),
                cell.stops(),
                cell.settings());
    }

    private static RelevanceCell spread(RelevanceCell cell) {
        return new RelevanceCell(
                cell.model(),
                "",
                cell.cell(),
                cell.key(),
                cell.depth(),
                cell.samples().stream()
                        .map(s -> new SampleDepth(
                                s.id(),
                                Integer.parseInt(s.id().substring(1)),
                                s.layers(),
                                s.tokens(),
                                0,
                                0,
                                s.firstTokenShare(),
                                s.parts()))
                        .toList(),
                cell.scores(),
                cell.unexplained(),
                0,
                cell.settings());
    }

    @ParameterizedTest
    @CsvSource({
        "50, 30, 10, HOLDS", // F1 falls from en to hi as the spread of the question's depth grows
        "10, 30, 50, FAILS",
        "30, 29, 30, CANNOT_TELL"
    })
    void aSteadyQuestionGoesWithF1(int english, int german, int hindi, ClaimVerdict verdict) {
        ClaimEvidence model = withRelevance(
                relevance("en", i -> 3 + 0.1 * (i % 2), i -> 5, i -> 4, cell("en-en", english)),
                relevance("de", i -> 3 + i % 2, i -> 5, i -> 4, cell("en-de", german)),
                relevance("hi", i -> 3 + 2 * (i % 2), i -> 5, i -> 4, cell("en-hi", hindi)));
        assertThat(ClaimRelevance.stabilityWithF1(model).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"6, '', HOLDS", "2, '', FAILS", "6, LLaMA-3.1-Instruct-70B, FAILS", "2, LLaMA-3.1-Instruct-70B, HOLDS"})
    void demonstrationsAreReadAfterTheTaskExceptInOneModel(double demo, String studyName, ClaimVerdict verdict) {
        ClaimEvidence plain = withRelevance(relevance("de", i -> 3, i -> 5, i -> demo, cell("en-de", 30)));
        ClaimEvidence model = new ClaimEvidence(
                "m", studyName, ClaimRole.UNKNOWN, List.of(), List.of(), List.of(), plain.relevance(), List.of());
        assertThat(ClaimRelevance.demonstrations(model).verdict()).isEqualTo(verdict);
        // the task is read at 4 of 10 layers
        assertThat(Math.abs(ClaimRelevance.demonstrations(model).value())).isCloseTo(20, within(1e-9));
    }

    @Test
    void demonstrationsThatGoEitherWayCannotBeTold() {
        ClaimEvidence model =
                withRelevance(relevance("de", i -> 3, i -> 5, i -> i / 2 % 2 == 0 ? 2 : 6, cell("en-de", 30)));
        assertThat(ClaimRelevance.demonstrations(model).verdict()).isEqualTo(ClaimVerdict.CANNOT_TELL);
    }

    private static Landmark.Place place(Landmark landmark, int layer, double s, double low, double high) {
        return new Landmark.Place(landmark, layer, 10, s, Optional.of(new Interval(layer, low, high)));
    }

    private static final double[] VALLEY = {1, 2, 1.5, 1, 0.5, 1, 2, 3, 2.5, 2, 1};

    @Test
    void aCurveHasTwoPeaksIfTheOneAfterTheValleyIsHigher() {
        Landmark.Place turn = place(Landmark.TURNING_POINT, 4, 0.5, 4, 4);
        Landmark.Place high = place(Landmark.SECOND_PEAK, 7, 3, 7, 7);
        Landmark.Place low = place(Landmark.SECOND_PEAK, 7, 1.9, 7, 7); // before the valley there are 2
        Landmark.Place loose = new Landmark.Place(Landmark.SECOND_PEAK, 7, 10, 3, Optional.empty());
        assertThat(peaks(turn, high)).isEqualTo(ClaimVerdict.HOLDS);
        assertThat(peaks(turn, low)).isEqualTo(ClaimVerdict.FAILS);
        assertThat(peaks()).isEqualTo(ClaimVerdict.FAILS);
        assertThat(peaks(turn, loose)).isEqualTo(ClaimVerdict.CANNOT_TELL);
    }

    private static ClaimVerdict peaks(Landmark.Place... places) {
        return ClaimSimilarity.twoPeaks(
                curve("de", SimilarityPart.CONTEXT, VALLEY, 0, places).curve());
    }

    @ParameterizedTest
    @CsvSource({"5, 4, 6, HOLDS", "2, 1, 3, FAILS", "8, 7, 9, FAILS", "5, 3, 6, CANNOT_TELL"})
    void aPlateauBeginsAtHalfDepthIfItsIntervalDoes(int layer, double low, double high, ClaimVerdict verdict) {
        Landmark.Place plateau = place(Landmark.PLATEAU, layer, 1, low, high);
        assertThat(ClaimSimilarity.plateau(
                        curve("de", SimilarityPart.LAST, VALLEY, 0, plateau).curve()))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.1, 0.5, HOLDS", // tuning moves the fall by 0.4, size by nothing
        "0.1, 0.1, 0.5, FAILS", // tuning moves nothing, size 0.4
        "0.3, 0.1, 0.1, CANNOT_TELL" // both by 0.2
    })
    void postTrainingMovesTheLastLayersIfItMovesThemMoreThanSize(
            double tuned, double base, double large, ClaimVerdict verdict) {
        ClaimEvidence one = withCurves("m-8b-it", ClaimRole.TUNED, curve("de", SimilarityPart.LAST, VALLEY, tuned));
        ClaimEvidence two = withCurves("m-8b", ClaimRole.BASE, curve("de", SimilarityPart.LAST, VALLEY, base));
        ClaimEvidence three = withCurves("m-70b-it", ClaimRole.TUNED, curve("de", SimilarityPart.LAST, VALLEY, large));
        ClaimFinding found =
                ClaimSimilarity.postTraining(one, List.of(one, two, three)).orElseThrow();
        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.value()).isCloseTo(100 * (Math.abs(tuned - base) - Math.abs(tuned - large)), within(1e-9));
        assertThat(ClaimSimilarity.postTraining(two, List.of(one, two, three))).isEmpty();
        assertThat(ClaimSimilarity.postTraining(one, List.of(one, two))
                        .orElseThrow()
                        .why())
                .contains("a base and a tuned model");
    }

    @Test
    void theTableHasEveryClaimAndSaysWhatWouldTell() {
        ClaimEvidence model =
                ClaimSamples.model("m-8b", ClaimRole.TUNED, cell("en-en", 58), cell("en-de", 10), cell("de-de", 5));
        List<ReportTable> tables = ClaimTables.of(List.of(model));
        assertThat(tables.get(0).table().rowCount()).isEqualTo(15);
        assertThat(tables.get(0).table().stringColumn("Verdict").asList().subList(0, 3))
                .containsExactly("holds", "holds", "holds");
        assertThat(tables.get(1)
                        .table()
                        .stringColumn("Why, and what would tell")
                        .get(6))
                .contains("./crosslens oracle --model m --scenario en-x --style raw");
        assertThatThrownBy(() -> ClaimTables.of(List.of())).hasMessageContaining("./crosslens study");
    }
}
