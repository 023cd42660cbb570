package crosslens.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recorded cuts come from the reference tokenizers ({@code make_splits.py}). */
class PreTokenizerTest {
    private static List<String> pieces(PreTokenizer preTokenizer, String text) {
        List<String> pieces = new ArrayList<>();
        preTokenizer.split(text, 0, text.length(), (from, to) -> pieces.add(text.substring(from, to)));
        return pieces;
    }

    @ParameterizedTest
    @EnumSource
    void cutsWhereTheReferenceDoes(PreTokenizer preTokenizer) throws IOException {
        JsonNode golden = Golden.read("splits.json");
        List<String> texts = Golden.strings(golden.get("texts"));
        assertThat(texts).hasSizeGreaterThan(300);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            List<Integer> ends = new ArrayList<>();
            preTokenizer.split(text, 0, text.length(), (from, to) -> ends.add(to));
            assertThat(ends.stream().mapToInt(Integer::intValue).toArray())
                    .as("ends of the pieces of: " + text)
                    .containsExactly(Golden.ints(golden.get(preTokenizer.name()).get(i)));
        }
    }

    @Test
    void cutsWithinTheGivenStretchOnly() {
        List<String> pieces = new ArrayList<>();
        String text = "abc  def";
        PreTokenizer.GPT2.split(text, 1, 5, (from, to) -> pieces.add(text.substring(from, to)));
        assertThat(pieces).containsExactly("bc", "  "); // the space run ends the stretch, so it stays whole
    }

    @Test
    void takesDigitsAsTheModelDoes() {
        assertThat(pieces(PreTokenizer.GPT2, "x 1234")).containsExactly("x", " 1234");
        assertThat(pieces(PreTokenizer.SMOLLM, "x 1234")).containsExactly("x", " ", "1", "2", "3", "4");
        assertThat(pieces(PreTokenizer.LLAMA3, "x 1234")).containsExactly("x", " ", "123", "4");
        assertThat(pieces(PreTokenizer.QWEN2, "x 1234")).containsExactly("x", " ", "1", "2", "3", "4");
    }

    @Test
    void isFoundByTheNamesOfModelFiles() {
        assertThat(PreTokenizer.named("smollm")).contains(PreTokenizer.SMOLLM);
        assertThat(PreTokenizer.named("llama-bpe")).contains(PreTokenizer.LLAMA3);
        assertThat(PreTokenizer.named("gpt-3")).isEmpty();
        assertThat(PreTokenizer.knownNames()).contains("gpt-2, default, smollm, llama-bpe");
    }
}
