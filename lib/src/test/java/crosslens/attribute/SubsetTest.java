package crosslens.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubsetTest {
    private static final Map<Language, List<ItemScore>> SCORES = Map.of(
            Language.EN, f1(0.6, 1.0, 0.9, 1.0),
            Language.DE, f1(0.51, 0.5, 0.2, 1.0),
            Language.ZH, f1(0.9, 1.0, 0.6, 0.0));

    @Test
    void picksWhatItsNameSays() {
        assertThat(Subset.ALL.ids(SCORES)).containsExactly("0", "1", "2", "3");
        assertThat(Subset.BALANCED.ids(SCORES)).containsExactly("0"); // 1: exactly 0.5 in German is not above it
        // 0.9 - (0.2 + 0.6) / 2 = 0.5 is not above it; 1 - (1 + 0) / 2 neither
        assertThat(Subset.EN_SUPERIOR.ids(
                        Map.of(Language.EN, f1(0.9, 1.0), Language.DE, f1(0.3, 0.4), Language.ZH, f1(0.4, 0.6))))
                .containsExactly("0"); // 0.9 - 0.35 = 0.55; 1.0 - 0.5 = 0.5
        assertThat(Subset.EN_SUPERIOR.ids(SCORES)).isEmpty();
    }

    @Test
    void leavesOutSamplesThatALanguageLacks() {
        assertThat(Subset.ALL.ids(Map.of(Language.EN, f1(1, 1, 1), Language.DE, f1(1, 1))))
                .containsExactly("0", "1");
    }

    @Test
    void offersTheLanguagesInWhichSomeSamplesAreBalanced() {
        // none is above 0.5 in all three; without German "1" is, without Chinese none
        Map<Language, List<ItemScore>> scores =
                Map.of(Language.EN, f1(0.9, 0.9), Language.DE, f1(0.1, 0.2), Language.ZH, f1(0.1, 0.8));
        Subset.Offer offer = Subset.widestBalanced(scores);
        assertThat(offer.languages()).containsExactly(Language.EN, Language.ZH);
        assertThat(offer.ids()).containsExactly("1");
        assertThat(Subset.widestBalanced(SCORES).languages()).hasSize(3);
        assertThat(Subset.widestBalanced(Map.of(Language.EN, f1(0.1), Language.DE, f1(0.1))))
                .isEqualTo(new Subset.Offer(List.of(Language.EN), Subset.BALANCED.ids(Map.of(Language.EN, f1(0.1)))));
    }

    @Test
    void needsEnglishAndWhatItIsComparedWith() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subset.BALANCED.ids(Map.of(Language.DE, f1(1))))
                .withMessageContaining("English");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subset.EN_SUPERIOR.ids(Map.of(Language.EN, f1(1))))
                .withMessageContaining("another language");
    }

    private static List<ItemScore> f1(double... values) {
        List<ItemScore> items = new ArrayList<>();
        for (double value : values) {
            items.add(new ItemScore("" + items.size(), items.size(), 0, value, 0, 0));
        }
        return items;
    }
}
