package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.prompt.Prompt;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GgufTokenizersTest {
    private static final Path FILE = Path.of("some.gguf");

    private static Map<String, Object> pairs() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("tokenizer.ggml.model", "gpt2");
        metadata.put("tokenizer.ggml.pre", "smollm");
        metadata.put("tokenizer.ggml.tokens", List.of("a", "b", "ab", "<bos>", "<eos>", "<eot>"));
        metadata.put("tokenizer.ggml.token_type", List.of(1L, 1L, 1L, 3L, 3L, 3L));
        metadata.put("tokenizer.ggml.merges", List.of("a b"));
        metadata.put("tokenizer.ggml.bos_token_id", 3L);
        metadata.put("tokenizer.ggml.eos_token_id", 4L);
        metadata.put("tokenizer.ggml.eot_token_id", 5L);
        return metadata;
    }

    private static int[] ids(Map<String, Object> metadata, String text) throws IOException {
        return GgufTokenizers.of(FILE, metadata).encode(Prompt.plain(text)).ids();
    }

    private static void assertRefused(String key, Object value, String message) {
        Map<String, Object> metadata = pairs();
        metadata.put("tokenizer.ggml." + key, value);
        assertThatIOException()
                .isThrownBy(() -> GgufTokenizers.of(FILE, metadata))
                .withMessageContaining("some.gguf")
                .withMessageContaining(message);
    }

    @Test
    void makesATokenizerOfMerges() throws IOException {
        Tokenizer tokenizer = GgufTokenizers.of(FILE, pairs());
        assertThat(tokenizer.encode(Prompt.plain("abb")).ids()).containsExactly(2, 1);
        assertThat(tokenizer.endIds()).containsExactlyInAnyOrder(4, 5);
    }

    @Test
    void putsTheBeginTokenInFrontAsTheFileSaysOrItsKindDoes() throws IOException {
        Map<String, Object> metadata = pairs();
        assertThat(ids(metadata, "a")).containsExactly(0);
        metadata.put("tokenizer.ggml.add_bos_token", true);
        assertThat(ids(metadata, "a")).containsExactly(3, 0);
        metadata.remove("tokenizer.ggml.add_bos_token");
        metadata.put("tokenizer.ggml.pre", "llama-bpe");
        assertThat(ids(metadata, "a")).containsExactly(3, 0);
    }

    @Test
    void takesAllTokensForNormalWhereTheFileNamesNoKinds() throws IOException {
        Map<String, Object> metadata = pairs();
        metadata.remove("tokenizer.ggml.token_type");
        assertThat(GgufTokenizers.of(FILE, metadata)
                        .encode(Prompt.control("<eos>"))
                        .ids())
                .doesNotContain(4);
    }

    @Test
    void makesATokenizerOfPieces() throws IOException {
        List<Object> symbols = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
        List<Object> kinds = new ArrayList<>(List.of(2L, 3L, 3L));
        for (int value = 0; value < 256; value++) {
            symbols.add(String.format("<0x%02X>", value));
            kinds.add(6L);
        }
        symbols.addAll(List.of("▁", "a", "▁a"));
        kinds.addAll(List.of(1L, 1L, 1L));
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("tokenizer.ggml.model", "llama");
        metadata.put("tokenizer.ggml.tokens", symbols);
        metadata.put("tokenizer.ggml.token_type", kinds);
        metadata.put("tokenizer.ggml.scores", Collections.nCopies(symbols.size(), 0.0));
        metadata.put("tokenizer.ggml.bos_token_id", 1L);
        assertThat(ids(metadata, "a a\n")).containsExactly(1, 261, 261, 3 + '\n'); // begin, ▁a, ▁a, byte 0A
        metadata.put("tokenizer.ggml.add_bos_token", false);
        metadata.put("tokenizer.ggml.add_space_prefix", false);
        assertThat(ids(metadata, "a a")).containsExactly(260, 261);
        metadata.put("tokenizer.ggml.remove_extra_whitespaces", true);
        assertThatIOException()
                .isThrownBy(() -> GgufTokenizers.of(FILE, metadata))
                .withMessageContaining("remove_extra_whitespaces is set");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertRefused("model", "t5", "model is 't5', which cannot be read; readable are gpt2");
        assertRefused("pre", "tekken", "pre is 'tekken', which is not known; known are gpt-2, default, smollm");
    }

    @Test
    void refusesWhatContradictsItself() {
        assertRefused("model", 7L, "model must be a String, not Long");
        assertRefused("tokens", "a", "tokens is missing or no list");
        assertRefused("tokens", List.of("a", 1L), "tokens[1] must be a String");
        assertRefused("tokens", List.of("a"), "token_type has 6 entries for 1 tokens");
        assertRefused("token_type", List.of(1L, 7L, 1L, 1L, 1L, 1L), "token_type of token 1 is 7; 1 to 6 are known");
        assertRefused("merges", List.of("a c"), "merge 0 ('a c')");
        assertRefused("bos_token_id", 6L, "the begin token has id 6, the vocabulary ends at 5");
        assertRefused("eot_token_id", -1L, "eot_token_id is -1, which is no token's id");
    }

    @Test
    void findsTheChatTemplateAndTheTextsOfItsTokens() {
        Map<String, Object> metadata = pairs();
        assertThat(GgufTokenizers.chatTemplate(metadata)).isEmpty();
        metadata.put("tokenizer.chat_template", "{{ bos_token }}");
        assertThat(GgufTokenizers.chatTemplate(metadata))
                .contains(new Checkpoint.ChatTemplateSource("{{ bos_token }}", "<bos>", "<eos>"));
        metadata.remove("tokenizer.ggml.bos_token_id");
        assertThat(GgufTokenizers.chatTemplate(metadata))
                .contains(new Checkpoint.ChatTemplateSource("{{ bos_token }}", "", "<eos>"));
    }
}
