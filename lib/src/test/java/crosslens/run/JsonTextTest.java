package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    static JsonNode recorded() throws IOException {
        try (InputStream in = JsonTextTest.class.getResourceAsStream("/run/canonical.json")) {
            return JsonText.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .get("cases");
        }
    }

    @Test
    void canonicalTextAndHashEqualPythons() throws IOException {
        assertThat(recorded()).hasSize(6);
        for (JsonNode recorded : recorded()) {
            String canonical = JsonText.canonical(recorded.get("value"));
            assertThat(canonical)
                    .as(recorded.get("name").asText())
                    .isEqualTo(recorded.get("canonical").textValue());
            assertThat(Sha256.of(canonical)).isEqualTo(recorded.get("sha256").textValue());
        }
    }

    @Test
    void anyTextSurvivesEveryShape() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            JsonNode text = TextNode.valueOf(Samples.anyText(random, random.nextInt(40)));
            assertThat(JsonText.parse(JsonText.canonical(text))).isEqualTo(text);
            assertThat(JsonText.parse(JsonText.pretty(text))).isEqualTo(text);
            String throughUtf8 = new String(Samples.utf8(JsonText.line(text)), StandardCharsets.UTF_8);
            assertThat(JsonText.parse(throughUtf8)).isEqualTo(text);
        }
    }

    @Test
    void aLineHoldsNoControlCharacterAndNoSeparator() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            assertThat(JsonText.line(TextNode.valueOf(Samples.anyText(random, 40))))
                    .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
        }
    }

    @Test
    void aLineKeepsLettersReadable() {
        assertThat(JsonText.line(TextNode.valueOf("Zürich 東京 \uD83D\uDE00"))).isEqualTo("\"Zürich 東京 \uD83D\uDE00\"");
    }

    @Test
    void refusesWhatHasNoCanonicalText() {
        assertThatThrownBy(() -> JsonText.canonical(JsonNodeFactory.instance.numberNode(0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.5");
    }

    @Test
    void refusesRepeatedKeysTrailingTextAndNothing() {
        for (String wrong : new String[] {"{\"a\":1,\"a\":2}", "{} {}", "", "  ", "{", "nul"}) {
            assertThatThrownBy(() -> JsonText.parse(wrong)).as(wrong).isInstanceOf(IOException.class);
        }
    }

    @Test
    void quotesUntrustedTextShortAndPlain() {
        assertThat(JsonText.quote("a\u001B[2J\"")).isEqualTo("\"a\\u001b[2J\\\"\"");
        assertThat(JsonText.quote("x".repeat(1000))).isEqualTo('"' + "x".repeat(80) + "…\"");
    }
}
