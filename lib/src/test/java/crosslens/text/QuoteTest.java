package crosslens.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {
    @Test
    void showsWhatATerminalWouldObey() {
        assertThat(Quote.of("a\u001B[31m\u202Eb\u00A0\uFEFF\n\uD800"))
                .isEqualTo("\"a\\u001B[31m\\u202Eb\\u00A0\\uFEFF\\u000A\\uD800\"");
    }

    @Test
    void keepsLettersOfEveryScriptAsTheyAre() {
        assertThat(Quote.of("Größe กล้า عربي 😀")).isEqualTo("\"Größe กล้า عربي 😀\"");
    }

    @Test
    void shortensByCodePoints() {
        assertThat(Quote.of("😀".repeat(60))).isEqualTo("\"" + "😀".repeat(60) + "\"");
        assertThat(Quote.of("😀".repeat(61))).isEqualTo("\"" + "😀".repeat(60) + "…\"");
    }
}
