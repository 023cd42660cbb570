package crosslens.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.lm.Generation;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    private static final int END = 0;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // pieces, one token each (N stands for a newline), | tokens taken | why it ended
                "'Paris/N/more' | 2 | NEWLINE",
                "'N/N/Paris.N/more' | 3 | NEWLINE", // newlines before visible text do not count
                "' N/ /xN' | 3 | NEWLINE",
                "'aNbN/more' | 1 | NEWLINE",
                "'NbN/more' | 1 | NEWLINE", // the second newline of one token
                "'a/b/c/d/e/f' | 5 | LENGTH",
                "'N/N/N/N/N/N' | 5 | LENGTH",
                "'a/END/more' | 2 | EOS",
            })
    void endsAtTheFirstNewlineAfterVisibleText(String row, int taken, StopReason stop) {
        String[] pieces = row.split("/");
        assertThat(run(StopRule.NEWLINE, pieces).tokens()).hasSize(taken);
        assertThat(run(StopRule.NEWLINE, pieces).stop()).isEqualTo(stop);
    }

    @Test
    void goesOnPastNewlinesIfToldTo() {
        assertThat(run(StopRule.EOS, "aN", "b", "END", "c").text()).isEqualTo("a\nb");
    }

    @Test
    void keepsTheStoppingTokenWhole() {
        assertThat(run(StopRule.NEWLINE, "Par", "isN rest", "x").text()).isEqualTo("Paris\n rest");
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,  0.24,   0.75, 0.2", // the smallest, to one decimal: what packing cannot move but at a boundary
        "0.5,  0.0004, 0.75, 0.0004", // decided alone, so exact
    })
    void reportsTheSmallestLead(float first, float second, float third, double expected) {
        Answer answer = answer(StopRule.EOS, "a", "b");
        answer.accept(1, first);
        answer.accept(2, second);
        answer.accept(END, third);
        assertThat(answer.generations().get(0).margin()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void endsWithAnErrorWhereTheModelComputesNoNumbers() {
        Answer answer = answer(StopRule.EOS, "a");
        assertThat(answer.accept(1, 1f)).isTrue();
        assertThat(answer.accept(1, Float.NaN)).isFalse();
        Generation generation = answer.generations().get(0);
        assertThat(generation.stop()).isEqualTo(StopReason.ERROR);
        assertThat(generation.tokens()).containsExactly(1);
    }

    @Test
    void aListenerHearsTheTextGrowAndMayEndIt() {
        List<String> heard = new ArrayList<>();
        Answer answer = answer(StopRule.EOS, "Pa", "ris", "!", "?");
        for (int token = 1;
                answer.accept(token, 1, (id, text) -> heard.add(id + ":" + text) && !text.endsWith("!")); ) {
            token++;
        }
        assertThat(heard).containsExactly("a:Pa", "a:Paris", "a:Paris!");
        assertThat(answer.generations().get(0).text()).isEqualTo("Paris!");
        assertThat(answer.generations().get(0).stop()).isEqualTo(StopReason.LENGTH);
    }

    @Test
    void anAnswerAskedForTwiceGoesOnUntilBothHaveHeardEnough() {
        List<String> heard = new ArrayList<>();
        List<Answer.Asked> both = List.of(new Answer.Asked("a", "sha"), new Answer.Asked("b", "sha"));
        Answer answer = new Answer(both, 3, 5, StopRule.EOS, new Pieces("x", "y", "z", "END"));
        for (int token = 1;
                answer.accept(
                        token, 1, (id, text) -> heard.add(id + text) && !text.equals(id.equals("a") ? "x" : "xyz")); ) {
            token++;
        }
        assertThat(heard).containsExactly("ax", "bx", "bxy", "bxyz");
        assertThat(answer.generations()).extracting(Generation::text).containsExactly("xyz", "xyz");
    }

    @Test
    void whatEndsAnywayEndsForItsOwnReason() {
        Answer answer = answer(StopRule.NEWLINE, "aN");
        assertThat(answer.accept(1, 1, (id, text) -> false)).isFalse();
        assertThat(answer.generations().get(0).stop()).isEqualTo(StopReason.NEWLINE);
    }

    private static Generation run(StopRule rule, String... pieces) {
        Answer answer = answer(rule, pieces);
        for (int i = 0; answer.accept(pieces[i].equals("END") ? END : i + 1, 1); i++) {
            assertThat(i).isLessThan(pieces.length - 1);
        }
        return answer.generations().get(0);
    }

    private static Answer answer(StopRule rule, String... pieces) {
        return new Answer(List.of(new Answer.Asked("a", "sha")), 3, 5, rule, new Pieces(pieces));
    }

    /** Token i + 1 is the i-th piece; token 0 is the end. */
    private record Pieces(String... pieces) implements Tokenizer {
        @Override
        public Encoding encode(Prompt prompt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String decode(int[] ids) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int id : ids) {
                all.writeBytes(bytes(id));
            }
            return all.toString(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] bytes(int id) {
            return id == END ? new byte[0] : symbol(id).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String symbol(int id) {
            return pieces[id - 1].replace('N', '\n');
        }

        @Override
        public int vocabularySize() {
            return pieces.length + 1;
        }

        @Override
        public Set<Integer> endIds() {
            return Set.of(END);
        }
    }
}
