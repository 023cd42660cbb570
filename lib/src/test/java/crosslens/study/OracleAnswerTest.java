package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.run.AnswerRecord;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OracleAnswerTest {
    private static final List<String> PIECES =
            List.of("\n", "Answer", ":", " Köln", " is", ": K", "öln", " ", " Answer", "");

    /** Ids are places in the list of pieces. */
    private static final Tokenizer TOKENIZER = new Tokenizer() {
        @Override
        public Encoding encode(Prompt prompt) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String decode(int[] ids) {
            return IntStream.of(ids).mapToObj(PIECES::get).reduce("", String::concat);
        }

        @Override
        public byte[] bytes(int id) {
            return PIECES.get(id).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String symbol(int id) {
            return PIECES.get(id);
        }

        @Override
        public int vocabularySize() {
            return PIECES.size();
        }

        @Override
        public Set<Integer> endIds() {
            return Set.of(9);
        }
    };

    private static AnswerRecord record(StopReason stop, Integer... ids) {
        String raw = String.join("", List.of(ids).stream().map(PIECES::get).toList());
        return new AnswerRecord("q", List.of(), "sha", 9, List.of(ids), raw, stop, 1, "");
    }

    private static Optional<OracleAnswer> own(StopReason stop, Integer... ids) {
        return OracleAnswer.own(record(stop, ids), "Answer:", StopRule.NEWLINE, Optional.of(TOKENIZER));
    }

    @Test
    void beginsAfterItsOwnLabelAndEndsBeforeTheStopToken() {
        OracleAnswer answer = own(StopReason.NEWLINE, 1, 2, 3, 4, 0).orElseThrow();
        assertThat(answer.ids()).containsExactly(3, 4);
        assertThat(answer.text()).isEqualTo(" Köln is");
        assertThat(answer.prefixed()).isFalse();
        assertThat(own(StopReason.EOS, 1, 2, 3, 9).orElseThrow().ids()).containsExactly(3);
        assertThat(own(StopReason.LENGTH, 1, 2, 3, 4).orElseThrow().ids()).containsExactly(3, 4);
    }

    @Test
    void whiteSpaceBeforeTheLabelIsNoHindrance() {
        assertThat(own(StopReason.EOS, 0, 1, 2, 3, 9).orElseThrow().ids()).containsExactly(3);
        assertThat(own(StopReason.EOS, 8, 2, 3, 9).orElseThrow().ids()).containsExactly(3);
    }

    @Test
    void hasNoOwnLabelWithoutOneOrIfATokenLiesAcrossItsEnd() {
        assertThat(own(StopReason.EOS, 3, 4, 9)).isEmpty();
        assertThat(own(StopReason.EOS, 1, 5, 6, 9)).isEmpty();
        assertThat(own(StopReason.EOS, 1)).isEmpty();
        assertThat(own(StopReason.TOO_LONG)).isEmpty();
    }

    @Test
    void isBlankWhereNothingFollows() {
        assertThat(own(StopReason.EOS, 1, 2, 9).orElseThrow().isBlank()).isTrue();
        assertThat(own(StopReason.NEWLINE, 1, 2, 7, 0).orElseThrow().isBlank()).isTrue();
        assertThat(own(StopReason.EOS, 1, 2, 3, 9).orElseThrow().isBlank()).isFalse();
    }

    @Test
    void aTextWithoutTokensIsCutAtTheNewlineThatEndsIt() {
        AnswerRecord remote =
                new AnswerRecord("q", List.of(), "sha", 9, List.of(), "answer: Köln\nmore", StopReason.NEWLINE, 1, "");
        OracleAnswer answer = OracleAnswer.own(remote, "Answer:", StopRule.NEWLINE, Optional.empty())
                .orElseThrow();
        assertThat(answer.text()).isEqualTo(" Köln");
        assertThat(answer.ids()).isEmpty();
        assertThat(OracleAnswer.prefixed(remote, StopRule.EOS, Optional.empty()).text())
                .isEqualTo("answer: Köln\nmore");
    }
}
