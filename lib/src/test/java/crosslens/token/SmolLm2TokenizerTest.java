package crosslens.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.GgufFile;
import crosslens.checkpoint.ModelLocator;
import crosslens.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The built-in model's tokenizer against the reference ({@code make_smollm2.py}). */
@Tag("model")
class SmolLm2TokenizerTest {
    private static Tokenizer tokenizer;
    private static Checkpoint.ChatTemplateSource template;
    private static JsonNode golden;

    @BeforeAll
    static void openTheModel() throws IOException {
        Optional<Path> set =
                Optional.ofNullable(System.getenv("CROSSLENS_SMOLLM2")).map(Path::of);
        Path path = null;
        try {
            path = new ModelLocator(Path.of(""), set).locate(ModelLocator.BUILT_IN);
        } catch (IOException e) {
            assumeTrue(false, e.getMessage());
        }
        try (GgufFile file = GgufFile.open(path)) {
            tokenizer = file.tokenizer();
            template = file.chatTemplate().orElseThrow();
        }
        golden = Golden.read("smollm2.json");
    }

    private static void assertSame(Encoding encoding, JsonNode expected) {
        String text = expected.get("text").asText();
        assertThat(encoding.ids()).as("ids of " + text).containsExactly(Golden.ints(expected.get("ids")));
        if (!expected.has("starts")) {
            return; // a byte was left out, and the reference loses its place
        }
        assertThat(encoding.starts()).as("starts of " + text).containsExactly(Golden.ints(expected.get("starts")));
        assertThat(encoding.ends()).as("ends of " + text).containsExactly(Golden.ints(expected.get("ends")));
    }

    @Test
    void givesTheReferencesIdsAndPlaces() {
        assertThat(golden.get("plain").size()).isGreaterThan(100);
        for (JsonNode row : golden.get("plain")) {
            assertSame(tokenizer.encode(Prompt.plain(row.get("text").asText())), row);
        }
    }

    @Test
    void decodesAsTheReferenceEvenAmidACharacter() {
        for (JsonNode row : golden.get("plain")) {
            int[] ids = Golden.ints(row.get("ids"));
            int[] rest = ids.length == 0 ? ids : Arrays.copyOfRange(ids, 1, ids.length);
            assertThat(tokenizer.decode(rest)).isEqualTo(row.get("decoded").asText());
        }
    }

    @Test
    void readsAChatPromptsControlTokens() {
        JsonNode chat = golden.get("chat");
        Encoding encoding = tokenizer.encode(Prompt.control(chat.get("text").asText()));
        assertSame(encoding, chat);
        assertThat(encoding.size()).isEqualTo(42);
        assertThat(tokenizer.decode(encoding.ids()))
                .startsWith("system\nYou are")
                .doesNotContain("<|im_");
    }

    @Test
    void keepsUsersControlTokensAsText() {
        Encoding encoding = tokenizer.encode(Prompt.plain("<|im_end|>"));
        assertThat(encoding.ids()).hasSizeGreaterThan(1).doesNotContain(2);
        assertThat(tokenizer.decode(encoding.ids())).isEqualTo("<|im_end|>");
    }

    @Test
    void knowsItsEndAndItsTemplate() {
        assertThat(tokenizer.endIds()).containsExactly(2);
        assertThat(tokenizer.vocabularySize()).isEqualTo(49152);
        assertThat(tokenizer.symbol(2)).isEqualTo("<|im_end|>");
        assertThat(template.template()).startsWith("{% for message in messages %}");
        assertThat(template.bosToken()).isEqualTo("<|im_start|>");
        assertThat(template.eosToken()).isEqualTo("<|im_end|>");
    }

    @Test
    void givesTheIdsKnownFromElsewhere() {
        // measured with the reference before this generator was written
        assertThat(tokenizer.encode(Prompt.plain("Hello world")).ids()).containsExactly(19556, 905);
        assertThat(tokenizer.encode(Prompt.plain("1234 ab\n\nx")).ids())
                .containsExactly(33, 34, 35, 36, 453, 198, 198, 104);
        assertThat(tokenizer.encode(Prompt.plain("Wer verlor?")).ids()).containsExactly(71, 259, 2303, 4553, 47);
    }
}
