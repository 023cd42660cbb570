package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import crosslens.text.Language;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void averagesLanguagesPlainly() {
        Summary summary =
                Summary.of(0.8, Map.of(Language.DE, 0.6, Language.ZH, 0.4), Map.of(Language.DE, 0.7, Language.ZH, 0.1));
        assertThat(summary.meanEnX()).isEqualTo(0.5, within(1e-15)); // (0.6 + 0.4) / 2
        assertThat(summary.meanXX()).isEqualTo(0.4, within(1e-15)); // (0.7 + 0.1) / 2
        assertThat(summary.enXRatio()).isEqualTo(0.625, within(1e-15)); // 0.5 / 0.8
        assertThat(summary.xXRatio()).isEqualTo(0.5, within(1e-15)); // 0.4 / 0.8
    }

    @Test
    void showsWhatIsMissing() {
        Summary summary = Summary.of(0.8, Map.of(Language.DE, 0.6), Map.of());
        assertThat(summary.meanXX()).isNaN();
        assertThat(summary.xXRatio()).isNaN();
    }

    @Test
    void keepsEnglishOutOfTheMeans() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summary.of(0.8, Map.of(Language.EN, 0.8), Map.of()))
                .withMessageContaining("en-en");
    }

    @Test
    void readsEachScoreOfAnItem() {
        List<ItemScore> items = List.of(new ItemScore("a", 0, 1, 0.5, 0, 0.25), new ItemScore("b", 0, 0, 0, 1, 0.5));
        assertThat(Metric.EXACT_MATCH.mean(items)).isEqualTo(0.5);
        assertThat(Metric.F1.mean(items)).isEqualTo(0.25);
        assertThat(Metric.AWARE_EXACT_MATCH.mean(items)).isEqualTo(0.5);
        assertThat(Metric.AWARE_F1.mean(items)).isEqualTo(0.375);
        assertThat(Metric.F1.mean(List.of())).isNaN();
    }
}
