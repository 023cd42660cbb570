package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.text.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageErrorsTest {
    /** Takes a text with an umlaut for German, one with a question mark for unknown, all else for English. */
    private static final LanguageDetector UMLAUTS = (text, candidates) ->
            text.contains("?") ? Optional.empty() : Optional.of(text.matches(".*[äöü].*") ? Language.DE : Language.EN);

    private final LanguageErrors errors = new LanguageErrors(UMLAUTS, LanguageErrors.DEFAULT);

    @Test
    void anAnswerInTheQuestionsLanguageIsAnErrorInEnX() {
        CrossItem item = item(Language.EN, Language.DE, "the red houses");
        assertThat(errors.outcome(item, "Answer: die roten Häuser")
                        .orElseThrow()
                        .error())
                .isTrue();
        assertThat(errors.outcome(item, "the blue houses").orElseThrow().error())
                .isFalse();
    }

    @Test
    void anEnglishAnswerIsAnErrorInXX() {
        CrossItem item = item(Language.DE, Language.DE, "die roten Häuser");
        assertThat(errors.outcome(item, "the red houses").orElseThrow().error()).isTrue();
        assertThat(errors.outcome(item, "die grünen Häuser").orElseThrow().error())
                .isFalse();
    }

    @Test
    void aMisdetectedGoldHidesTheErrorAsPrintedAndNotAsGiven() {
        CrossItem item = item(Language.EN, Language.DE, "a fräulein");
        LanguageErrors.Outcome outcome = errors.outcome(item, "ein Fräulein").orElseThrow();
        assertThat(outcome.error()).isFalse();
        assertThat(outcome.errorByGivenGold()).isTrue();
    }

    @Test
    void englishThroughoutHasNoOtherLanguage() {
        assertThat(errors.outcome(item(Language.EN, Language.EN, "a"), "b")).isEmpty();
    }

    @Test
    void whatTheDetectorDoesNotKnowIsUndecidableAndNoError() {
        LanguageErrors.Outcome outcome = errors.outcome(item(Language.EN, Language.DE, "the house"), "what then?")
                .orElseThrow();
        assertThat(outcome.undecidable()).isTrue();
        assertThat(outcome.error()).isFalse();
    }

    @Test
    void fewerLettersThanAskedForHaveNoLanguage() {
        LanguageErrors strict = new LanguageErrors(UMLAUTS, new LanguageErrors.Options(false, 5));
        CrossItem item = item(Language.EN, Language.DE, "the house");
        assertThat(strict.outcome(item, "für").orElseThrow().answer()).isEmpty();
        assertThat(strict.outcome(item, "fünfte").orElseThrow().error()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "' \u200B', EMPTY",
        "1992, NUMBER",
        "'34,5 %', NUMBER",
        "NFL, CODE",
        "B-52, NAME", // the word with a letter is "B": one capital
        "PS5 X2, CODE",
        "Denver Broncos, NAME",
        "Martin Luther King Jr, NAME",
        "the Denver Broncos, WORDS",
        "five, WORDS",
        "पाँच, WORDS",
        "Москва, WORDS", // Cyrillic tells Russian from English
    })
    void numbersCodesAndNamesReadTheSameInManyLanguages(String answer, AnswerShape expected) {
        assertThat(AnswerShape.of(answer, false)).isEqualTo(expected);
    }

    @Test
    void aSingleGermanNounIsNoName() {
        assertThat(AnswerShape.of("Häuser", true)).isEqualTo(AnswerShape.WORDS);
        assertThat(AnswerShape.of("Angela Merkel", true)).isEqualTo(AnswerShape.NAME);
    }

    @Test
    void wrongMeansNoExactMatchOrLessThanHalfTheWords() {
        ItemScore half = new ItemScore("a", 0, 0, 0.5, 0, 0.5);
        assertThat(WrongRule.EXACT_MATCH.isWrong(half)).isTrue();
        assertThat(WrongRule.HALF_F1.isWrong(half)).isFalse();
    }

    @Test
    void linguaTellsSentencesOfTheStudysLanguages() {
        LanguageDetector lingua = new LinguaDetector();
        Set<Language> pair = Set.of(Language.EN, Language.DE);
        assertThat(lingua.detect("the houses at the river", pair)).contains(Language.EN);
        assertThat(lingua.detect("die Häuser am Fluss", pair)).contains(Language.DE);
        assertThat(lingua.detect("1992", pair)).isEmpty();
        assertThat(lingua.detect("дома у реки", Set.of(Language.EN, Language.RU)))
                .contains(Language.RU);
        assertThat(lingua.detect("河边的房子", Set.of(Language.EN, Language.ZH))).contains(Language.ZH);
    }

    @Test
    void anUnsureDetectorSaysNothing() {
        Set<Language> pair = Set.of(Language.EN, Language.DE);
        assertThat(new LinguaDetector().detect("Panorama", pair)).isPresent();
        assertThat(new LinguaDetector(0.99).detect("Panorama", pair)).isEmpty();
        assertThatThrownBy(() -> new LinguaDetector(1.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLanguageUnknownToLinguaIsNamed() {
        assertThatThrownBy(() -> new LinguaDetector().detect("x", Set.of(Language.EN, Language.of("am"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Amharic");
    }

    private static CrossItem item(Language context, Language question, String gold) {
        return new CrossItem("id", 0, context, question, gold, "q", List.of(new Gold(gold, 0)));
    }
}
