package crosslens.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The vocabulary and the recorded values come from the reference, sentencepiece ({@code make_pieces.py}). */
class SentencePieceTokenizerTest {
    private static JsonNode golden;
    private static Vocabulary vocabulary;
    private static List<Double> scores;

    @BeforeAll
    static void readTheVocabulary() throws IOException {
        golden = Golden.read("pieces.json");
        vocabulary = vocabulary(false);
        scores = new ArrayList<>();
        golden.get("scores").forEach(score -> scores.add(score.asDouble()));
    }

    private static Vocabulary vocabulary(boolean addBos) {
        List<Vocabulary.Kind> kinds = new ArrayList<>();
        golden.get("kinds").forEach(kind -> kinds.add(Vocabulary.Kind.values()[kind.asInt() - 1]));
        return new Vocabulary(Golden.strings(golden.get("symbols")), kinds, OptionalInt.of(1), addBos, Set.of(2));
    }

    private static SentencePieceTokenizer tokenizer() {
        return new SentencePieceTokenizer(vocabulary, scores, SpacePrefix.EVERY);
    }

    @Test
    void givesTheReferencesIdsAndPlaces() {
        SentencePieceTokenizer tokenizer = tokenizer();
        assertThat(golden.get("texts").size()).isGreaterThan(100);
        for (JsonNode row : golden.get("texts")) {
            String text = row.get("text").asText();
            Encoding encoding = tokenizer.encode(Prompt.plain(text));
            assertThat(encoding.ids()).as(text).containsExactly(Golden.ints(row.get("ids")));
            for (int t = 0; t < encoding.size(); t++) {
                assertThat(encoding.ends()[t])
                        .as("end of token " + t + " of: " + text)
                        .isGreaterThanOrEqualTo(row.get("ends").get(t).asInt());
                if (vocabulary.kinds().get(encoding.ids()[t]) != Vocabulary.Kind.BYTE) {
                    assertThat(encoding.ends()[t])
                            .isEqualTo(row.get("ends").get(t).asInt());
                    assertThat(encoding.starts()[t])
                            .isEqualTo(row.get("starts").get(t).asInt());
                }
            }
        }
    }

    @Test
    void decodesWhatItEncoded() {
        SentencePieceTokenizer tokenizer = tokenizer();
        for (JsonNode row : golden.get("texts")) {
            String text = row.get("text").asText();
            assertThat(tokenizer.decode(tokenizer.encode(Prompt.plain(text)).ids()))
                    .isEqualTo(text);
        }
    }

    @Test
    void givesTheBytesOfACharacterOneSpan() {
        Encoding encoding = tokenizer().encode(Prompt.plain("\u0bb5")); // Tamil, not in the vocabulary: E0 AE B5
        int prefix = encoding.size() - 3;
        assertThat(encoding.span(prefix)).isEqualTo(new Span(0, 1));
        assertThat(encoding.span(prefix + 2)).isEqualTo(new Span(0, 1));
        assertThat(tokenizer().symbol(encoding.ids()[prefix])).isEqualTo("<0xE0>");
        assertThat(tokenizer().symbol(encoding.ids()[prefix + 2])).isEqualTo("<0xB5>");
    }

    @Test
    void recognisesControlTokensOfTheTemplateOnly() {
        SentencePieceTokenizer tokenizer = tokenizer();
        String text = "<s>a<s>";
        Encoding encoding = tokenizer.encode(new Prompt(text, List.of(new Part(PartKind.TEMPLATE, 0, 3))));
        assertThat(encoding.ids()[0]).isEqualTo(1);
        assertThat(encoding.span(0)).isEqualTo(new Span(0, 3));
        assertThat(encoding.ids()).containsOnlyOnce(1);
        assertThat(tokenizer.decode(encoding.ids())).isEqualTo("a<s>");
    }

    @Test
    void putsABeginTokenInFrontUnlessTheTemplateHasOne() {
        SentencePieceTokenizer tokenizer = new SentencePieceTokenizer(vocabulary(true), scores, SpacePrefix.EVERY);
        assertThat(tokenizer.encode(Prompt.control("<s>a")).ids()).startsWith(1).containsOnlyOnce(1);
        Encoding looksLikeOne = tokenizer.encode(Prompt.plain("<s>a"));
        assertThat(looksLikeOne.ids()).startsWith(1).containsOnlyOnce(1);
        assertThat(looksLikeOne.span(0)).isEqualTo(new Span(0, 0));
        assertThat(tokenizer.encode(Prompt.plain("")).ids()).containsExactly(1);
    }

    @Test
    void putsNoSpaceInFrontWhereTheModelWantsNone() {
        SentencePieceTokenizer bare = new SentencePieceTokenizer(vocabulary, scores, SpacePrefix.NONE);
        Encoding encoding = bare.encode(Prompt.plain("a"));
        assertThat(bare.symbol(encoding.ids()[0])).isEqualTo("a");
        assertThat(bare.decode(bare.encode(Prompt.plain(" a")).ids())).isEqualTo(" a");
    }

    @Test
    void putsTheSpaceAtTheBeginningAloneWhereTheModelWantsItThere() {
        SentencePieceTokenizer first = new SentencePieceTokenizer(vocabulary, scores, SpacePrefix.FIRST);
        Prompt prompt = new Prompt("a<s>a", List.of(new Part(PartKind.TEMPLATE, 1, 4)));
        assertThat(symbols(first, prompt)).containsExactly("▁a", "<s>", "a");
        assertThat(symbols(tokenizer(), prompt)).containsExactly("▁a", "<s>", "▁a");
    }

    private static List<String> symbols(Tokenizer tokenizer, Prompt prompt) {
        List<String> symbols = new ArrayList<>();
        for (int id : tokenizer.encode(prompt).ids()) {
            symbols.add(tokenizer.symbol(id));
        }
        return symbols;
    }

    @Test
    void refusesAVocabularyWithoutAllBytes() {
        Vocabulary letters =
                new Vocabulary(List.of("a"), List.of(Vocabulary.Kind.NORMAL), OptionalInt.empty(), false, Set.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SentencePieceTokenizer(letters, List.of(0.0), SpacePrefix.EVERY))
                .withMessageContaining("no token <0x00>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SentencePieceTokenizer(letters, List.of(), SpacePrefix.EVERY))
                .withMessageContaining("each of the 1 symbols, not 0");
    }
}
