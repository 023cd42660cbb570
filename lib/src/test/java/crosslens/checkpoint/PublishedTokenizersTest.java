package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import crosslens.prompt.ChatTemplate;
import crosslens.prompt.Prompt;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published tokenizers, once {@code fetch_tokenizers.py} has fetched them, against the references' values that it recorded. */
@Tag("engine")
class PublishedTokenizersTest {
    private static final Path CACHE = Path.of("environment", ".cache", "tokenizers");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder(String name) {
        Path folder = CACHE.resolve(name);
        assumeTrue(
                Files.exists(folder.resolve("expected.json")),
                "no tokenizer " + name + " in " + CACHE
                        + ": python lib/src/test/resources/token/fetch_tokenizers.py fetches it");
        return folder;
    }

    private static JsonNode expected(Path folder) throws IOException {
        return JSON.readTree(folder.resolve("expected.json").toFile());
    }

    private static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** @param begin how many begin tokens the model puts in front */
    private static void assertSameIds(Encoding encoding, int begin, JsonNode row) {
        assertThat(Arrays.copyOfRange(encoding.ids(), begin, encoding.size()))
                .as("ids of " + row.get("text").asText())
                .containsExactly(ints(row.get("ids")));
    }

    private static void assertSamePlaces(Encoding encoding, int begin, JsonNode row) {
        String text = row.get("text").asText();
        assertThat(Arrays.copyOfRange(encoding.starts(), begin, encoding.size()))
                .as("starts of " + text)
                .containsExactly(ints(row.get("starts")));
        assertThat(Arrays.copyOfRange(encoding.ends(), begin, encoding.size()))
                .as("ends of " + text)
                .containsExactly(ints(row.get("ends")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama2",
                "llama3",
                "llama3_1",
                "mistral_nemo",
                "gemma",
                "gemma2",
                "gemma3",
                "qwen1_5",
                "qwen2_5",
                "qwen3",
                "deepseek_v3"
            })
    void aFoldersTokenizerAndTemplateAreTheReferences(String name) throws IOException {
        Path folder = folder(name);
        JsonNode expected = expected(folder);
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        assertThat(tokenizer.encode(Prompt.plain("A b")).ids()).containsExactly(ints(expected.get("begun")));
        int begin = tokenizer.encode(Prompt.plain("")).size();
        for (JsonNode row : expected.get("plain")) {
            String text = row.get("text").asText();
            Encoding encoding = tokenizer.encode(Prompt.plain(text));
            assertSameIds(encoding, begin, row);
            assertSamePlaces(encoding, begin, row);
            assertThat(tokenizer.decode(encoding.ids()))
                    .isEqualTo(row.get("decoded").asText());
        }
        for (JsonNode row : expected.get("chat")) {
            Checkpoint.ChatTemplateSource source =
                    FolderTokenizers.chatTemplate(folder).orElseThrow();
            Prompt prompt = ChatTemplate.of(source.template(), source.bosToken(), source.eosToken())
                    .apply(Prompt.plain(row.get("message").asText()), "");
            assertThat(prompt.text()).isEqualTo(row.get("text").asText());
            Encoding encoding = tokenizer.encode(prompt);
            // a template that begins with the begin token gets no second one
            int added = encoding.size() > 0 && encoding.ends()[0] == 0 ? 1 : 0;
            assertSameIds(encoding, added, row);
            assertSamePlaces(encoding, added, row);
        }
    }

    /** Vocabulary and merges as a GGUF file of the same model holds them. */
    @ParameterizedTest
    @CsvSource({"llama3, llama-bpe", "llama3_1, llama-bpe", "qwen1_5, qwen2", "qwen2_5, qwen2", "qwen3, qwen2"})
    void aGgufFilesPairTokenizerIsTheReferences(String name, String pre) throws IOException {
        Path folder = folder(name);
        JsonNode file = JSON.readTree(folder.resolve("tokenizer.json").toFile());
        Map<String, Object> metadata = vocabulary(file);
        List<String> merges = new ArrayList<>();
        for (JsonNode merge : file.get("model").get("merges")) {
            merges.add(
                    merge.isArray() ? merge.get(0).asText() + " " + merge.get(1).asText() : merge.asText());
        }
        metadata.put("tokenizer.ggml.model", "gpt2");
        metadata.put("tokenizer.ggml.pre", pre);
        metadata.put("tokenizer.ggml.merges", merges);
        metadata.put("tokenizer.ggml.add_bos_token", false);
        Tokenizer tokenizer = GgufTokenizers.of(folder, metadata);
        for (JsonNode row : expected(folder).get("plain")) {
            String text = row.get("text").asText();
            Encoding encoding = tokenizer.encode(Prompt.plain(text));
            assertSameIds(encoding, 0, row);
            if (Normalizer.isNormalized(
                    text, Normalizer.Form.NFC)) { // of a composed letter the reference gives the first part
                assertSamePlaces(encoding, 0, row);
            }
        }
        for (JsonNode row : expected(folder).get("chat")) {
            assertSameIds(tokenizer.encode(Prompt.control(row.get("text").asText())), 0, row);
        }
    }

    /** Pieces with scores that fall in the order of the merges, which were made in the order of the pieces' scores. */
    @ParameterizedTest
    @CsvSource({"llama2, true", "gemma2, false", "gemma3, false"}) // gemma's file does not tell which pieces were added
    void aGgufFilesPieceTokenizerGivesTheReferencesIds(String name, boolean space) throws IOException {
        Path folder = folder(name);
        JsonNode file = JSON.readTree(folder.resolve("tokenizer.json").toFile());
        Map<String, Object> metadata = vocabulary(file);
        metadata.put("tokenizer.ggml.scores", scores(file, (List<?>) metadata.get("tokenizer.ggml.tokens")));
        metadata.put("tokenizer.ggml.model", "llama");
        metadata.put("tokenizer.ggml.add_space_prefix", space);
        metadata.put("tokenizer.ggml.add_bos_token", false);
        Tokenizer tokenizer = GgufTokenizers.of(folder, metadata);
        for (JsonNode row : expected(folder).get("plain")) {
            if (!row.get("text").asText().contains("▁")) { // added tokens tell it from a space, pieces do not
                assertSameIds(tokenizer.encode(Prompt.plain(row.get("text").asText())), 0, row);
            }
        }
    }

    private static List<Double> scores(JsonNode file, List<?> symbols) {
        Map<String, Double> byPiece = new HashMap<>();
        for (JsonNode merge : file.get("model").get("merges")) {
            String piece = merge.isArray()
                    ? merge.get(0).asText() + merge.get(1).asText()
                    : merge.asText().replace(" ", "");
            byPiece.putIfAbsent(piece, -1.0 - byPiece.size());
        }
        List<Double> scores = new ArrayList<>();
        symbols.forEach(symbol -> scores.add(byPiece.getOrDefault(symbol.toString(), -1e9)));
        return scores;
    }

    private static Map<String, Object> vocabulary(JsonNode file) {
        int size = 0;
        for (JsonNode id : file.get("model").get("vocab")) {
            size = Math.max(size, id.asInt() + 1);
        }
        for (JsonNode token : file.get("added_tokens")) {
            size = Math.max(size, token.get("id").asInt() + 1);
        }
        List<Object> symbols = new ArrayList<>(Collections.nCopies(size, ""));
        List<Object> kinds = new ArrayList<>(Collections.nCopies(size, 5L));
        boolean fallback = file.get("model").path("byte_fallback").asBoolean();
        file.get("model").get("vocab").properties().forEach(token -> {
            symbols.set(token.getValue().asInt(), token.getKey());
            boolean isByte = fallback && token.getKey().matches("<0x[0-9A-F]{2}>");
            kinds.set(token.getValue().asInt(), isByte ? 6L : 1L);
        });
        for (JsonNode token : (ArrayNode) file.get("added_tokens")) {
            symbols.set(token.get("id").asInt(), token.get("content").asText());
            kinds.set(token.get("id").asInt(), token.get("special").asBoolean() ? 3L : 4L);
        }
        if (fallback && !symbols.contains("<0x09>")) { // the conversion to tokenizer.json renamed this byte
            kinds.set(symbols.indexOf("\t"), 6L);
            symbols.set(symbols.indexOf("\t"), "<0x09>");
        }
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("tokenizer.ggml.tokens", symbols);
        metadata.put("tokenizer.ggml.token_type", kinds);
        return metadata;
    }
}
