package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.text.Language;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageAwareNormalizerTest {
    @ParameterizedTest
    @CsvSource({
        "en, “The House”!, house",
        "de, Das große Haus; ein Baum, große haus baum",
        "de, the Haus, the haus", // English articles are words elsewhere
        "es, ¿Los días de la Niña?, días de niña",
        "vi, Chiếc thuyền của ông, thuyền ông",
        "el, Η ΘΑΛΑΣΣΑ της Κρήτης·, θαλασσα κρήτης",
        "ro, Un copac și niște flori, copac și flori",
        "ar, السفينة في البحر، ال, سفينة في بحر ال",
        "ru, «Дом» № 3, дом № 3",
        "tr, IŞIK İstanbul'a, ışık istanbula",
        "hi, नाव। १२, नाव १२",
        "en, 5$ + 3% ~ ok, 5 3 ok",
    })
    void dropsWhatTheLanguageDoesNotCount(String code, String answer, String normalized) {
        assertThat(new LanguageAwareNormalizer(Language.of(code)).normalize(answer))
                .isEqualTo(normalized);
    }

    @Test
    void treatsCanonicallyEqualTextsAsEqual() {
        // U+0958 and U+0915 U+093C are one letter of Hindi written in two ways; u U+0308 is the German ü
        ExactMatch hindi = new ExactMatch(new LanguageAwareNormalizer(Language.HI));
        assertThat(hindi.score("\u0958\u0930", List.of("\u0915\u093C\u0930"))).isEqualTo(1.0);
        ExactMatch german = new ExactMatch(new LanguageAwareNormalizer(Language.DE));
        assertThat(german.score("u\u0308ber", List.of("über"))).isEqualTo(1.0);
    }

    @Test
    void splitsChineseByCharacterAndKeepsOtherWordsWhole() {
        assertThat(new LanguageAwareNormalizer(Language.ZH).tokens("在2008年Apple公司，𠀀 a b"))
                .containsExactly("在", "2008", "年", "apple", "公", "司", "𠀀", "a", "b");
    }

    @Test
    void splitsThaiByWords() {
        // "boat" and "ferry across": a dictionary splits เรือ | ข้าม | ฟาก
        assertThat(new LanguageAwareNormalizer(Language.TH).tokens("เรือข้ามฟาก 12 ลำ"))
                .containsExactly("เรือ", "ข้าม", "ฟาก", "12", "ลำ");
    }

    @Test
    void givesPartOfTheScoreWhereTheSquadRulesGiveNone() {
        // SQuAD: one token against another; by character 2 of 2 and 2 of 4: 2 * 0.5 / 1.5
        assertThat(new TokenF1(new SquadNormalizer()).score("渡轮", List.of("渡轮码头")))
                .isZero();
        assertThat(new TokenF1(new LanguageAwareNormalizer(Language.ZH)).score("渡轮", List.of("渡轮码头")))
                .isEqualTo(2.0 / 3);
    }

    @Test
    void leavesALanguageWithoutRulesItsWords() {
        assertThat(new LanguageAwareNormalizer(Language.of("sw")).tokens("The meli, a na boti"))
                .containsExactly("the", "meli", "a", "na", "boti");
    }
}
