package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTextTest {
    @Test
    void takesTheFirstLineThatIsNotBlank() {
        assertThat(AnswerText.parse("\n \u00A0\n the quay \nQuestion: more")).isEqualTo("the quay");
        assertThat(AnswerText.parse("the quay\r\nmore")).isEqualTo("the quay");
    }

    @Test
    void dropsOneLeadingLabel() {
        assertThat(AnswerText.parse(" Answer: the quay")).isEqualTo("the quay");
        assertThat(AnswerText.parse("answer:the quay")).isEqualTo("the quay");
        assertThat(AnswerText.parse("Answer:\n\nthe quay\n")).isEqualTo("the quay");
        assertThat(AnswerText.parse("Answer: Answer: x")).isEqualTo("Answer: x");
        assertThat(AnswerText.parse("The Answer: x")).isEqualTo("The Answer: x");
    }

    @Test
    void takesTheWordingsOwnLabel() {
        assertThat(AnswerText.parse("Antwort: am Kai", "Antwort:")).isEqualTo("am Kai");
        assertThat(AnswerText.parse("Answer: am Kai", "Antwort:")).isEqualTo("Answer: am Kai");
        assertThat(AnswerText.parse("Answer: x", " ")).isEqualTo("Answer: x");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(AnswerText.parse("")).isEmpty();
        assertThat(AnswerText.parse(" \n\t")).isEmpty();
        assertThat(AnswerText.parse("Answer:\n ")).isEmpty();
    }
}
