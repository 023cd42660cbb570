package crosslens.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ibm.icu.text.Normalizer2;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A hand-made vocabulary: ids 0..255 are the bytes, then the merges below, then three control tokens, then one added as text. */
class BpeTokenizerTest {
    private static final List<String> MERGES = List.of("b c", "a b", "a bc", "Ġ a", "Ã ©", "1 2", "12 3");
    private static final int BC = 256;
    private static final int AB = 257;
    private static final int ABC = 258;
    private static final int SPACE_A = 259;
    private static final int E_ACUTE = 260;
    private static final int TWELVE = 261;
    private static final int BOS = 263;
    private static final int END = 264;
    private static final int ENDING = 265;
    private static final int TOOL = 266;

    private static Vocabulary vocabulary(boolean addBos) {
        List<String> symbols = new ArrayList<>();
        for (int value = 0; value < 256; value++) {
            symbols.add(String.valueOf(ByteAlphabet.character(value)));
        }
        MERGES.forEach(merge -> symbols.add(merge.replace(" ", "")));
        symbols.addAll(List.of("<bos>", "<end", "<end>", "<tool>"));
        List<Vocabulary.Kind> kinds = new ArrayList<>();
        for (int id = 0; id < symbols.size(); id++) {
            kinds.add(id < BOS ? Vocabulary.Kind.NORMAL : Vocabulary.Kind.CONTROL);
        }
        kinds.set(TOOL, Vocabulary.Kind.USER_DEFINED);
        return new Vocabulary(symbols, kinds, OptionalInt.of(BOS), addBos, Set.of(ENDING));
    }

    private static BpeTokenizer tokenizer(PreTokenizer preTokenizer) {
        return new BpeTokenizer(vocabulary(false), MERGES, preTokenizer);
    }

    private static int[] ids(String text) {
        return tokenizer(PreTokenizer.GPT2).encode(Prompt.plain(text)).ids();
    }

    @Test
    void mergesInTheOrderLearned() {
        assertThat(ids("abc")).containsExactly(ABC); // b c comes before a b, then a bc
        assertThat(ids("ab")).containsExactly(AB);
        assertThat(ids("abab")).containsExactly(AB, AB);
        assertThat(ids("xabcbc")).containsExactly('x', ABC, BC);
        assertThat(ids(" abc")).containsExactly(' ', ABC); // b c, then a bc (rank 2) before Ġ a (rank 3)
        assertThat(ids(" a")).containsExactly(SPACE_A);
    }

    @Test
    void mergesTheLeftmostOfEqualPairsFirst() {
        List<String> merges = List.of("a a");
        List<String> symbols = new ArrayList<>(List.of("a", "aa"));
        List<Vocabulary.Kind> kinds = List.of(Vocabulary.Kind.NORMAL, Vocabulary.Kind.NORMAL);
        Vocabulary small = new Vocabulary(symbols, kinds, OptionalInt.empty(), false, Set.of());
        BpeTokenizer tokenizer = new BpeTokenizer(small, merges, PreTokenizer.GPT2);
        assertThat(tokenizer.encode(Prompt.plain("aaaaa")).ids()).containsExactly(1, 1, 0);
    }

    @Test
    void givesTheBytesOfACharacterItsSpan() {
        Encoding encoding = tokenizer(PreTokenizer.GPT2).encode(Prompt.plain("é🙂x"));
        assertThat(encoding.ids()).containsExactly(E_ACUTE, 0xF0, 0x9F, 0x99, 0x82, 'x');
        assertThat(encoding.starts()).containsExactly(0, 1, 1, 1, 1, 3); // the emoji takes two UTF-16 units
        assertThat(encoding.ends()).containsExactly(1, 3, 3, 3, 3, 4);
    }

    @Test
    void recognisesControlTokensInsideTheTemplateOnlyAndTheLongestFirst() {
        BpeTokenizer tokenizer = tokenizer(PreTokenizer.GPT2);
        String text = "<end>a<end><end<bos>";
        Prompt prompt =
                new Prompt(text, List.of(new Part(PartKind.TEMPLATE, 0, 5), new Part(PartKind.TEMPLATE, 11, 20)));
        assertThat(tokenizer.encode(prompt).ids()).containsExactly(ENDING, 'a', '<', 'e', 'n', 'd', '>', END, BOS);
        assertThat(tokenizer.encode(prompt).span(0)).isEqualTo(new Span(0, 5));
        assertThat(tokenizer.encode(Prompt.plain("<bos>")).ids()).containsExactly('<', 'b', 'o', 's', '>');
    }

    @Test
    void takesTokensAddedAsTextWholeEverywhere() {
        Prompt prompt = new Prompt("a<tool>bc<tool>", List.of(new Part(PartKind.TEMPLATE, 0, 4)));
        Encoding encoding = tokenizer(PreTokenizer.GPT2).encode(prompt);
        assertThat(encoding.ids()).containsExactly('a', TOOL, BC, TOOL);
        assertThat(encoding.starts()).containsExactly(0, 1, 7, 9);
    }

    @Test
    void findsNoControlTokenThatReachesIntoUserText() {
        Prompt prompt =
                new Prompt("<end>", List.of(new Part(PartKind.TEMPLATE, 0, 4), new Part(PartKind.CONTEXT, 4, 5)));
        assertThat(tokenizer(PreTokenizer.GPT2).encode(prompt).ids()).containsExactly(END, '>');
    }

    @Test
    void mergesAcrossTheSeamOfTemplateAndUserText() {
        Prompt prompt = new Prompt("abc", List.of(new Part(PartKind.TEMPLATE, 0, 1), new Part(PartKind.CONTEXT, 1, 3)));
        assertThat(tokenizer(PreTokenizer.GPT2).encode(prompt).ids()).containsExactly(ABC);
    }

    @Test
    void putsABeginTokenInFrontOnceWhereTheModelWantsIt() {
        BpeTokenizer tokenizer = new BpeTokenizer(vocabulary(true), MERGES, PreTokenizer.GPT2);
        assertThat(tokenizer.encode(Prompt.plain("a")).ids()).containsExactly(BOS, 'a');
        assertThat(tokenizer.encode(Prompt.plain("a")).span(0)).isEqualTo(new Span(0, 0));
        assertThat(tokenizer.encode(Prompt.control("<bos>a")).ids()).containsExactly(BOS, 'a');
        assertThat(tokenizer.encode(Prompt.control("a<bos>")).ids()).containsExactly(BOS, 'a', BOS);
        assertThat(tokenizer.encode(Prompt.plain("<bos>")).ids()).containsExactly(BOS, '<', 'b', 'o', 's', '>');
    }

    @Test
    void takesAWholePieceFirstWhereTheModelDoes() {
        List<String> reversed = List.of("2 3", "1 2"); // merging gives 1 23, the vocabulary has 123
        List<String> symbols = List.of("1", "2", "3", "12", "23", "123");
        List<Vocabulary.Kind> kinds = Collections.nCopies(6, Vocabulary.Kind.NORMAL);
        Vocabulary digits = new Vocabulary(symbols, kinds, OptionalInt.empty(), false, Set.of());
        assertThat(new BpeTokenizer(digits, reversed, PreTokenizer.LLAMA3)
                        .encode(Prompt.plain("123"))
                        .ids())
                .containsExactly(5);
        assertThat(new BpeTokenizer(digits, reversed, PreTokenizer.GPT2)
                        .encode(Prompt.plain("123"))
                        .ids())
                .containsExactly(0, 4);
        assertThat(tokenizer(PreTokenizer.GPT2).encode(Prompt.plain("12")).ids())
                .containsExactly(TWELVE);
    }

    @Test
    void composesCharactersWhereTheModelDoes() {
        Encoding encoding = tokenizer(PreTokenizer.QWEN2).encode(Prompt.plain("xe\u0301y")); // e + combining acute
        assertThat(encoding.ids()).containsExactly('x', E_ACUTE, 'y');
        assertThat(encoding.starts()).containsExactly(0, 1, 3);
        assertThat(encoding.ends()).containsExactly(1, 3, 4);
        assertThat(tokenizer(PreTokenizer.GPT2).encode(Prompt.plain("e\u0301")).ids())
                .containsExactly('e', 0xCC, 0x81);
    }

    @Test
    void readsALoneSurrogateAsReplacementCharacter() {
        assertThat(ids("a\ud800b")).containsExactly('a', 0xEF, 0xBF, 0xBD, 'b'); // U+FFFD is EF BF BD
    }

    @Test
    void leavesControlTokensOutOfTextAndMarksBrokenBytes() {
        BpeTokenizer tokenizer = tokenizer(PreTokenizer.GPT2);
        assertThat(tokenizer.decode(new int[] {BOS, ABC, ENDING, 0xC3, 'x'})).isEqualTo("abc\ufffdx");
        assertThat(tokenizer.decode(new int[] {END, TOOL})).isEqualTo("<tool>"); // added as text: no control token
        assertThat(tokenizer.bytes(ENDING)).isEmpty();
        assertThat(tokenizer.bytes(SPACE_A)).containsExactly(' ', 'a');
        assertThat(tokenizer.symbol(SPACE_A)).isEqualTo("Ġa");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokenizer.symbol(267))
                .withMessageContaining("ids go from 0 to 266");
    }

    @Test
    void restoresAnyTextAndCoversItInOrder() {
        Random random = new Random(5);
        for (PreTokenizer preTokenizer : PreTokenizer.values()) {
            BpeTokenizer tokenizer = tokenizer(preTokenizer);
            for (int round = 0; round < 500; round++) {
                String text = randomText(random);
                Encoding encoding = tokenizer.encode(Prompt.plain(text));
                String expected =
                        preTokenizer.composes() ? Normalizer2.getNFCInstance().normalize(text) : text;
                assertThat(tokenizer.decode(encoding.ids())).isEqualTo(expected);
                int covered = 0;
                for (int t = 0; t < encoding.size(); t++) {
                    Span span = encoding.span(t);
                    assertThat(span.length()).isPositive();
                    assertThat(span.start()).isLessThanOrEqualTo(covered); // no gap
                    assertThat(span.end()).isGreaterThanOrEqualTo(covered); // no step back
                    covered = span.end();
                }
                assertThat(covered).isEqualTo(text.length());
            }
        }
    }

    private static String randomText(Random random) {
        int[] limits = {0x80, 0x80, 0x250, 0x3100, 0x10000, 0x110000};
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(30); length > 0; length--) {
            int codePoint = random.nextInt(limits[random.nextInt(limits.length)]);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'a' : codePoint);
        }
        return text.toString();
    }

    @Test
    void refusesMergesThatTheVocabularyDoesNotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BpeTokenizer(vocabulary(false), List.of("b c", "z z"), PreTokenizer.GPT2))
                .withMessageContaining("merge 1 ('z z')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BpeTokenizer(vocabulary(false), List.of("bc"), PreTokenizer.GPT2))
                .withMessageContaining("merge 0 ('bc')");
    }
}
