package crosslens.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBaselineTest {
    private final RuleBaseline rules = RuleBaseline.builtIn();

    @ParameterizedTest
    @CsvSource({
        "'', BLANK",
        "'Answer:\n', BLANK",
        "'Answer: ...', BLANK",
        "Answer: {Your Answer}, GIBBERISH",
        "the wall the wall the wall the wall the wall, GIBBERISH",
        "?!?!, GIBBERISH",
        "broken \uFFFD\uFFFD text, GIBBERISH",
        "красные дома, GIBBERISH", // neither English nor the question's script
        "I do not know., REFUSAL",
        "Das kann ich nicht beantworten., REFUSAL",
        "抱歉，无法回答, REFUSAL",
        "seven, REASONABLE",
        "1984, REASONABLE",
        "Bora Bora, REASONABLE", // twice is a name
    })
    void followsItsRules(String raw, FailureType expected) {
        assertThat(rules.classify(new JudgedAnswer("a", "What is on the hill?", raw)))
                .isEqualTo(expected);
    }

    @Test
    void theQuestionGivenBackIsNoAnswer() {
        assertThat(rules.classify(new JudgedAnswer("a", "What is on the hill?", "Answer: What is on the hill?")))
                .isEqualTo(FailureType.GIBBERISH);
    }

    @Test
    void theQuestionsScriptIsNotForeign() {
        assertThat(rules.classify(new JudgedAnswer("a", "Что на холме?", "красные дома")))
                .isEqualTo(FailureType.REASONABLE);
    }
}
