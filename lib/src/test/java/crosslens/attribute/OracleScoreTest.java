package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.score.ClusterBootstrap;
import crosslens.text.Language;
import crosslens.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OracleScoreTest {
    private static final OracleSample HIT =
            new OracleSample("hit", 0, new double[] {0.1, 2.5, -1}, new int[] {40, 30, 40}, List.of(1));
    private static final OracleSample MISS =
            new OracleSample("miss", 1, new double[] {0.1, 0.1}, new int[] {10, 90}, List.of(1));
    private static final OracleSample CROSSING =
            new OracleSample("crossing", 2, new double[] {-5, -3, -2, -4}, new int[] {10, 10, 10, 10}, List.of(0, 2));
    private static final OracleSample ALONE =
            new OracleSample("alone", 3, new double[] {0}, new int[] {10}, List.of(0));

    @Test
    void standsBesideWhatBlindRulesScore() {
        OracleScore score = OracleScore.of(List.of(HIT, MISS, CROSSING, ALONE), ClusterBootstrap.DEFAULT);
        assertThat(score.samples()).isEqualTo(4);
        // the miss ties: of equal drops the first counts, and the answer is in the second
        assertThat(score.accuracy()).isEqualTo(0.75);
        assertThat(score.chance()).isCloseTo((1 / 3.0 + 1 / 2.0 + 2 / 4.0 + 1) / 4, within(1e-12));
        assertThat(score.alwaysFirst()).isEqualTo(0.5); // crossing, alone
        assertThat(score.alwaysLongest()).isEqualTo(0.75); // all but hit, where the first of two equals is longest
        assertThat(score.oneSegment()).isEqualTo(1);
        assertThat(score.crossing()).isEqualTo(1);
        assertThat(score.interval()).isEmpty(); // four paragraphs are too few
    }

    @Test
    void creditsEverySegmentTheAnswerTouches() {
        List<Span> segments = List.of(new Span(0, 10), new Span(10, 25), new Span(25, 30));
        OracleSample sample = OracleSample.of("a", 0, new double[] {1, 2, 3}, segments, List.of(new Span(8, 12)));
        assertThat(sample.holding()).containsExactly(0, 1);
        assertThat(sample.lengths()).containsExactly(10, 15, 5);
        assertThat(sample.retrieved()).isFalse();
    }

    @Test
    void canDropTheLastSixItemsOfTheFile() {
        List<String> order = List.of("hit", "1", "miss", "2", "3", "4", "5", "6");
        assertThat(OracleScore.withoutTheLastSix(List.of(MISS, HIT), order)).containsExactly(HIT);
    }

    @Test
    void refusesWhatCannotBeScored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OracleSample("a", 0, new double[0], new int[0], List.of()))
                .withMessageContaining("0 segments");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OracleSample("a", 0, new double[] {Double.NaN}, new int[] {3}, List.of(0)))
                .withMessageContaining("not a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OracleSample("a", 0, new double[] {1}, new int[] {3}, List.of()))
                .withMessageContaining("offset does not fit");
        assertThatIllegalArgumentException().isThrownBy(() -> OracleScore.of(List.of(), ClusterBootstrap.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "en # words-2 # One two |(three) four, |five.",
                "en # words-9 # One two (three) four, five.",
                "en # sentences # One two. |Three.",
                "zh # words-2 # 他们来|了。",
            })
    void cutsIntoSentencesOrWords(String language, String name, String marked) {
        String text = marked.replace("|", "");
        Segmentation segmentation = Segmentation.of(name);
        assertThat(segmentation).hasToString(name);
        assertThat(segmentation.split(text, Language.of(language)))
                .extracting(span -> text.substring(span.start(), span.end()))
                .containsExactly(marked.split("\\|"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"words-0", "words", "sentence", "words--1"})
    void refusesAnUnknownSegmentation(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Segmentation.of(name))
                .withMessageContaining(name);
    }
}
