package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiny tokenizers of the families against the references ({@code make_folders.py}). */
@Tag("engine")
class FolderTokenizersTest {
    private static Path resources;
    private static JsonNode golden;

    @BeforeAll
    static void readTheRecordedValues() throws IOException, URISyntaxException {
        resources = Path.of(FolderTokenizersTest.class.getResource("/token").toURI());
        golden = new ObjectMapper().readTree(resources.resolve("folders.json").toFile());
    }

    private static Tokenizer tokenizer(String name) throws IOException {
        return FolderTokenizers.of(resources.resolve("folders").resolve(name));
    }

    private static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** The tokens without the begin token that the model wants in front. */
    private static Encoding withoutBegin(Encoding encoding) {
        int from = encoding.size() > 0 && encoding.ends()[0] == 0 ? 1 : 0;
        int to = encoding.size();
        return new Encoding(
                Arrays.copyOfRange(encoding.ids(), from, to),
                Arrays.copyOfRange(encoding.starts(), from, to),
                Arrays.copyOfRange(encoding.ends(), from, to));
    }

    private static void assertSame(Encoding encoding, JsonNode row) {
        String text = row.get("text").asText();
        assertThat(encoding.ids()).as("ids of " + text).containsExactly(ints(row.get("ids")));
        assertThat(encoding.starts()).as("starts of " + text).containsExactly(ints(row.get("starts")));
        assertThat(encoding.ends()).as("ends of " + text).containsExactly(ints(row.get("ends")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers", "turns", "marks", "prepended", "first", "runs"})
    void givesTheReferencesIdsAndPlaces(String name) throws IOException {
        Tokenizer tokenizer = tokenizer(name);
        assertThat(golden.get(name).get("plain").size()).isGreaterThan(80);
        for (JsonNode row : golden.get(name).get("plain")) {
            assertSame(
                    withoutBegin(tokenizer.encode(Prompt.plain(row.get("text").asText()))), row);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers", "turns", "marks", "prepended", "first", "runs"})
    void decodesAsTheReference(String name) throws IOException {
        Tokenizer tokenizer = tokenizer(name);
        for (JsonNode row : golden.get(name).get("plain")) {
            assertThat(tokenizer.decode(ints(row.get("ids"))))
                    .isEqualTo(row.get("decoded").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers", "turns", "marks", "prepended", "first", "runs"})
    void readsARenderedPromptAsTheReferenceReadsItWhole(String name) throws IOException {
        Tokenizer tokenizer = tokenizer(name);
        int before = golden.get(name).get("template").get(0).asText().length();
        int after = golden.get(name).get("template").get(1).asText().length();
        for (JsonNode row : golden.get(name).get("prompts")) {
            String text = row.get("text").asText();
            List<Part> template = new ArrayList<>();
            template.add(new Part(PartKind.TEMPLATE, 0, before));
            template.add(new Part(PartKind.CONTEXT, before, text.length() - after));
            template.add(new Part(PartKind.TEMPLATE, text.length() - after, text.length()));
            assertSame(tokenizer.encode(new Prompt(text, template)), row);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers", "turns", "marks", "prepended", "first", "runs"})
    void keepsUsersControlTokensAsText(String name) throws IOException {
        Tokenizer tokenizer = tokenizer(name);
        for (JsonNode row : golden.get(name).get("hostile")) {
            assertSame(
                    withoutBegin(tokenizer.encode(Prompt.plain(row.get("text").asText()))), row);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers", "turns", "marks", "prepended", "first", "runs"})
    void putsTheBeginTokenInFrontAsTheReferenceDoes(String name) throws IOException {
        assertThat(tokenizer(name).encode(Prompt.plain("A b")).ids())
                .containsExactly(ints(golden.get(name).get("begun")));
    }

    @Test
    void readsASentencePieceModelAlone() throws IOException {
        Tokenizer tokenizer = tokenizer("model-only");
        for (JsonNode row : golden.get("model-only").get("plain")) {
            String text = row.get("text").asText();
            assertThat(withoutBegin(tokenizer.encode(Prompt.plain(text))).ids())
                    .as(text)
                    .containsExactly(ints(row.get("ids")));
        }
        assertThat(tokenizer.encode(Prompt.plain("")).ids()).containsExactly(1); // add_bos_token is true unless set
        assertThat(tokenizer.endIds()).containsExactly(2);
        Prompt chat = new Prompt("<s>a", List.of(new Part(PartKind.TEMPLATE, 0, 3)));
        assertThat(tokenizer.symbol(tokenizer.encode(chat).ids()[1])).isEqualTo("a"); // legacy is false: no space
    }

    @Test
    void givesTheBytesOfTokens() throws IOException {
        Tokenizer headers = tokenizer("headers");
        for (JsonNode row : golden.get("headers").get("plain")) {
            StringBuilder latin = new StringBuilder();
            for (int id : ints(row.get("ids"))) {
                latin.append(new String(headers.bytes(id), StandardCharsets.ISO_8859_1));
            }
            assertThat(new String(latin.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .isEqualTo(row.get("text").asText());
        }
        Tokenizer runs = tokenizer("runs");
        assertThat(runs.bytes(6 + '\n')).containsExactly('\n'); // six named tokens, then <0x00> and on
        assertThat(runs.symbol(6 + '\n')).isEqualTo("<0x0A>");
        int three = runs.encode(Prompt.plain("   ")).ids()[1]; // after the begin token
        assertThat(runs.symbol(three)).isEqualTo("▁▁▁");
        assertThat(runs.bytes(three)).containsExactly(' ', ' ', ' ');
        assertThat(runs.bytes(4)).isEmpty(); // <turn>
    }
}
