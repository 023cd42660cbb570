package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.attribute.Segmentation;
import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.lm.StopReason;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.text.Language;
import crosslens.token.Encoding;
import crosslens.walk.MaskedScoring.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class OracleItemTest {
    private static final OracleAnswer ANSWER = new OracleAnswer(false, " x", new int[] {1}, StopReason.EOS);

    private static OracleItem item(String context) {
        CrossItem item = new CrossItem(
                "q", 0, Language.EN, Language.EN, context, "Who?", List.of(new Gold(context.substring(0, 1), 0)));
        return new OracleItem(item, ANSWER, Segmentation.SENTENCES.split(context, Language.EN));
    }

    @Test
    void aSentenceGoesWithTheWhiteSpaceAfterIt() {
        OracleItem item = item("One is here.  Two are there. Three.");
        assertThat(item.segments()).hasSize(3);
        assertThat(item.variant(0).context()).isEqualTo("One is here.  Two are there. Three.");
        assertThat(item.variant(1).context()).isEqualTo("Two are there. Three.");
        assertThat(item.variant(2).context()).isEqualTo("One is here.  Three.");
        assertThat(item.variant(3).context()).isEqualTo("One is here.  Two are there.");
        assertThat(item.variant(3).question()).isEqualTo("Who?");
    }

    @Test
    void theOnlySentenceLeavesAnEmptyContext() {
        assertThat(item("All there is.").variant(1).context()).isEmpty();
    }

    @Test
    void aTokenWithOneCharacterOfASentenceBelongsToItAndSpaceBetweenToTheNext() {
        OracleItem item = item("Red sky. Cold day.");
        Prompt prompt = new Prompt("C: Red sky. Cold day.\n", List.of(new Part(PartKind.CONTEXT, 3, 21)));
        // Tokens: "C", ":", " Red", " sky", ".", " Cold", " day", ".\n"
        Encoding tokens = new Encoding(
                new int[8], new int[] {0, 1, 2, 6, 10, 11, 16, 20}, new int[] {1, 2, 6, 10, 11, 16, 20, 22});
        assertThat(item.stretches(prompt, tokens)).containsExactly(new Stretch(2, 5), new Stretch(5, 8));
    }
}
