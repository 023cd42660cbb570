package crosslens.lm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopRuleTest {
    @Test
    void endsAtTheFirstNewlineAfterVisibleText() {
        assertThat(StopRule.NEWLINE.ends("\n\n")).isFalse();
        assertThat(StopRule.NEWLINE.ends("\nParis")).isFalse();
        assertThat(StopRule.NEWLINE.ends("\nParis.\n")).isTrue();
        assertThat(StopRule.NEWLINE.answer("\nParis.\n\nNext")).isEqualTo("\nParis.");
        assertThat(StopRule.NEWLINE.answer("Paris")).isEqualTo("Paris");
    }

    @Test
    void whatIsVisibleIsPythonsMatterNotJavas() {
        // U+00A0 is white space in Python; U+FEFF is not
        assertThat(StopRule.NEWLINE.ends("\u00A0\n")).isFalse();
        assertThat(StopRule.NEWLINE.answer("\u00A0\nParis\n")).isEqualTo("\u00A0\nParis");
        assertThat(StopRule.NEWLINE.answer("\uFEFF\nParis")).isEqualTo("\uFEFF");
    }

    @Test
    void theEndTokenAloneEndsAnAnswerUnderEos() {
        assertThat(StopRule.EOS.ends("Paris\n")).isFalse();
        assertThat(StopRule.EOS.answer("Paris\nLyon\n")).isEqualTo("Paris\nLyon\n");
    }
}
