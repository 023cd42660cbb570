package crosslens.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.report.CellScores;
import crosslens.report.OracleCell;
import crosslens.report.Samples;
import crosslens.score.ClusterBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private final Comparisons comparisons = new Comparisons(new ClusterBootstrap(500, 1, 0.95, 20));

    private static CellScores cell(String model, String pair, int shots, String format, int right) {
        return Samples.cell(model, "", pair, shots, format, right, 60); // 30 paragraphs of 2 questions
    }

    private Comparison compare(ComparisonKind kind, List<CellScores> cells, String... models) {
        return comparisons.compare(kind, cells, List.of(), 2, List.of(models));
    }

    private static ComparisonRow row(Comparison comparison, String label) {
        return comparison.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLargeDifferenceIsSignificantAndASmallOneIsNot() {
        Comparison found = compare(
                ComparisonKind.SHOTS,
                List.of(
                        cell("m", "en-de", 0, "v1", 20),
                        cell("m", "en-de", 2, "v1", 40), // 20 of 60 more: + 33.3 points
                        cell("m", "en-zh", 0, "v1", 30),
                        cell("m", "en-zh", 2, "v1", 32))); // one paragraph more
        ComparisonRow german = row(found, "de");
        assertThat(german.difference()).isCloseTo(20.0 / 60, within(1e-12));
        assertThat(german.interval().orElseThrow().low()).isPositive();
        assertThat(german.significant()).isTrue();
        assertThat(german.reading()).isEqualTo("higher");
        ComparisonRow chinese = row(found, "zh");
        assertThat(chinese.interval().orElseThrow().low())
                .isZero(); // the one paragraph is not drawn in a third of the resamples
        assertThat(chinese.significant()).isFalse();
        assertThat(chinese.reading()).isEqualTo("not told apart");
        // mean of 1/3 and 1/30
        assertThat(row(found, "mean").difference()).isCloseTo((20.0 / 60 + 2.0 / 60) / 2, within(1e-12));
    }

    @Test
    void pValuesAreAdjustedOverTheLanguagesOfAGroup() {
        Comparison found = compare(
                ComparisonKind.SHOTS,
                List.of(
                        cell("m", "en-de", 0, "v1", 20),
                        cell("m", "en-de", 2, "v1", 40),
                        cell("m", "en-zh", 0, "v1", 20),
                        cell("m", "en-zh", 2, "v1", 40)));
        ComparisonRow german = row(found, "de");
        // two tests, so the smallest p counts twice: 2 · 2 · 1 / 501
        assertThat(german.p().getAsDouble()).isCloseTo(2.0 / 501, within(1e-12));
        assertThat(german.adjusted().getAsDouble()).isCloseTo(4.0 / 501, within(1e-12));
        assertThat(row(found, "mean").adjusted()).isEqualTo(row(found, "mean").p());
    }

    @Test
    void underTwentyParagraphsNothingIsToldApart() {
        Comparison found = compare(
                ComparisonKind.SHOTS,
                List.of(
                        Samples.cell("m", "", "en-de", 0, "v1", 0, 12),
                        Samples.cell("m", "", "en-de", 2, "v1", 12, 12)));
        assertThat(found.rows()).allMatch(row -> row.interval().isEmpty() && !row.significant());
        assertThat(found.rows().get(0).reading()).isEqualTo("too few paragraphs");
    }

    @Test
    void onlyQuestionsThatBothHaveAreCompared() {
        Comparison found = compare(
                ComparisonKind.SHOTS,
                List.of(cell("m", "en-de", 0, "v1", 50), Samples.cell("m", "", "en-de", 2, "v1", 40, 50)));
        ComparisonRow german = row(found, "de");
        assertThat(german.items()).isEqualTo(50);
        assertThat(german.difference()).isCloseTo(-10.0 / 50, within(1e-12)); // 50 of 50 against 40 of 50
    }

    @Test
    void theBetterOfTwoFormatsIsShownAsSuch() {
        Comparison found = compare(
                ComparisonKind.FORMAT, List.of(cell("m", "en-de", 2, "v1", 20), cell("m", "en-de", 2, "v2", 30)));
        assertThat(found.groups()).containsExactly("m, v2 against v1, en-x");
        assertThat(row(found, "de").difference()).isCloseTo(10.0 / 60, within(1e-12));
        assertThat(ComparisonTable.of(found).notes())
                .anyMatch(note -> note.contains("Picking the better on the items shown favours it"))
                .anyMatch(note -> note.contains("the better of two draws: part of it is luck"));
    }

    @Test
    void directionsAndModelsAreSubtractedInTheOrderOfTheirNames() {
        List<CellScores> cells = List.of(
                cell("a", "en-de", 2, "v1", 20), cell("a", "de-de", 2, "v1", 50), cell("b", "en-de", 2, "v1", 10));
        assertThat(row(compare(ComparisonKind.DIRECTION, cells), "de").difference())
                .isCloseTo(30.0 / 60, within(1e-12));
        Comparison models = compare(ComparisonKind.MODELS, cells, "b", "a");
        assertThat(row(models, "de").difference()).isCloseTo(10.0 / 60, within(1e-12));
        assertThat(models.second()).isEqualTo("F1 of a");
        assertThatThrownBy(() -> compare(ComparisonKind.MODELS, cells, "a", "c"))
                .hasMessageContaining("--model A --model B");
    }

    @Test
    void pairsAreHeldAgainstTheQuestionInTheLanguageOfTheirContext() {
        Comparison found = compare(
                ComparisonKind.PAIRS,
                List.of(
                        cell("m", "en-de", 2, "v1", 60), // an English context is no such pair
                        cell("m", "de-de", 2, "v1", 40),
                        cell("m", "de-es", 2, "v1", 10),
                        cell("m", "de-zh", 2, "v1", 38),
                        cell("m", "de-en", 2, "v1", 44),
                        cell("m", "es-es", 2, "v1", 20),
                        cell("m", "es-de", 2, "v1", 30),
                        cell("m", "hi-de", 2, "v1", 30))); // no hi-hi to hold it against
        assertThat(found.groups()).containsExactly("m, context de", "m, context es");
        assertThat(found.first()).isEqualTo("x-x");
        assertThat(found.rows().stream().map(ComparisonRow::label))
                .containsExactly("en", "es", "zh", ComparisonRow.MEAN, "de");
        assertThat(row(found, "en").difference()).isCloseTo(4.0 / 60, within(1e-12));
        ComparisonRow spanish = row(found, "es");
        assertThat(spanish.difference()).isCloseTo(-30.0 / 60, within(1e-12));
        // three tests of the context de, none of es among them: 3 · 2 · 1 / 501
        assertThat(spanish.adjusted().getAsDouble()).isCloseTo(6.0 / 501, within(1e-12));
        assertThat(spanish.significant()).isTrue();
        assertThat(row(found, "zh").significant()).isFalse();
        assertThat(row(found, "mean").difference()).isCloseTo((-30.0 - 2.0) / 120, within(1e-12)); // without en
        assertThat(row(found, "de").difference()).isCloseTo(10.0 / 60, within(1e-12));
    }

    @Test
    void pairsComeFromTheFormatThatHasThem() {
        List<CellScores> cells = List.of(
                cell("m", "en-de", 2, "v1", 10),
                cell("m", "en-de", 2, "v2", 50), // v2 stands by en-x
                cell("m", "de-de", 2, "v2", 50),
                cell("m", "de-de", 2, "v1", 20),
                cell("m", "de-es", 2, "v1", 30));
        Comparison found = compare(ComparisonKind.PAIRS, cells);
        assertThat(row(found, "es").difference()).isCloseTo(10.0 / 60, within(1e-12));
        assertThat(found.notes()).contains("m: format v1.");
        assertThatThrownBy(() -> compare(ComparisonKind.PAIRS, cells.subList(0, 4)))
                .hasMessageContaining("--scenario x-x,x-y,x-en --languages de,es,zh --shots 2");
    }

    @Test
    void potentialIsTheOraclesHitsMinusF1OnTheItemsItScored() {
        List<OracleSample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // the second segment matters most and holds the answer in 30 of 40
            samples.add(new OracleSample(
                    String.format("q%04d", i), i / 2, new double[] {0, 1}, new int[] {5, 5}, List.of(i < 30 ? 1 : 0)));
        }
        CellScores answers = cell("m", "en-de", 2, "v1", 10);
        OracleCell oracle = new OracleCell(
                "m",
                "",
                answers.cell(),
                "k",
                OracleBaseline.DELETE,
                Segmentation.SENTENCES,
                Map.of(OracleTarget.STEP, samples, OracleTarget.SEQUENCE, samples),
                Map.of(),
                0,
                false,
                Map.of());
        Comparison found =
                comparisons.compare(ComparisonKind.POTENTIAL, List.of(answers), List.of(oracle), 2, List.of());
        assertThat(row(found, "de").items()).isEqualTo(40);
        assertThat(row(found, "de").difference()).isCloseTo(30.0 / 40 - 10.0 / 40, within(1e-12));
    }

    @Test
    void nothingToPairNamesTheCommandThatHelps() {
        assertThatThrownBy(() -> compare(ComparisonKind.SHOTS, List.of(cell("m", "en-de", 2, "v1", 1))))
                .hasMessageContaining("./crosslens answer")
                .hasMessageContaining("--shots 0,2");
    }
}
