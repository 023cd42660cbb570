package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.TokenReader.Likely;
import crosslens.lm.TokenReader.Placed;
import crosslens.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogProbsJsonTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Likely likely(double logProb, int... bytes) {
        byte[] narrow = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            narrow[i] = (byte) bytes[i];
        }
        return new Likely(narrow, logProb);
    }

    private static Placed placed(int start, int end, Likely token, Likely... others) {
        return new Placed(token, new Span(start, end), List.of(others));
    }

    private static String completion(LogProbsJson json, Placed... tokens) {
        ObjectNode node = JSON.createObjectNode();
        json.completion(node, List.of(tokens));
        return node.toString();
    }

    @Test
    void anEchoedTextHasItsTokensWhereTheyStandInCodePoints() {
        // 😀 is two UTF-16 units and one code point, here two tokens; the tokenizer's space before the first word is no
        // part of the text.
        String json = completion(
                new LogProbsJson("Hi😀!", "", 1),
                placed(0, 0, likely(Double.NaN)),
                placed(0, 2, likely(-1.5, ' ', 'H', 'i'), likely(-0.5, 'a')),
                placed(2, 4, likely(-2, 0xF0, 0x9F), likely(-2, 0xF0, 0x9F)),
                placed(2, 4, likely(-3, 0x98, 0x80), likely(-1, 'b')),
                placed(4, 5, likely(-4, '!'), likely(-1, 'c')));
        assertThat(json)
                .isEqualTo("{\"tokens\":[\"\",\"Hi\",\"bytes:\\\\xf0\\\\x9f\",\"bytes:\\\\x98\\\\x80\",\"!\"],"
                        + "\"token_logprobs\":[null,-1.5,-2.0,-3.0,-4.0],"
                        + "\"text_offset\":[0,0,2,2,3],"
                        + "\"top_logprobs\":[null,{\"Hi\":-1.5,\"a\":-0.5},{\"bytes:\\\\xf0\\\\x9f\":-2.0},"
                        + "{\"bytes:\\\\x98\\\\x80\":-3.0,\"b\":-1.0},{\"!\":-4.0,\"c\":-1.0}]}");
    }

    @Test
    void anAnswersTokensFollowFromTheirBytesUpToWhereItIsCut() {
        // The answer is "né" and was cut before the newline; its last token, a control token, has no bytes.
        Placed[] tokens = {
            placed(0, 0, likely(-1, 'n')),
            placed(0, 0, likely(-2, 0xC3)),
            placed(0, 0, likely(-3, 0xA9)),
            placed(0, 0, likely(-4, '\n', 'x')),
            placed(0, 0, likely(-5))
        };
        assertThat(completion(new LogProbsJson("", "né", 0), tokens))
                .isEqualTo(
                        "{\"tokens\":[\"n\",\"bytes:\\\\xc3\",\"bytes:\\\\xa9\"],\"token_logprobs\":[-1.0,-2.0,-3.0],"
                                + "\"text_offset\":[0,1,1],\"top_logprobs\":null}");
    }

    @Test
    void aSpaceThatTheAnswerDoesNotHaveIsDropped() {
        assertThat(completion(
                        new LogProbsJson("", "ab", 0),
                        placed(0, 0, likely(-1, ' ', 'a')),
                        placed(0, 0, likely(-2, 'b'))))
                .contains("\"tokens\":[\"a\",\"b\"]", "\"text_offset\":[0,1]");
    }

    @Test
    void aChatAnswerHasBytesAndAlternatives() {
        ObjectNode node = JSON.createObjectNode();
        new LogProbsJson("", "é", 1)
                .chat(node, List.of(placed(0, 0, likely(-1, 0xC3, 0xA9), likely(Double.NEGATIVE_INFINITY, 'e'))));
        assertThat(node.toString())
                .isEqualTo("{\"content\":[{\"token\":\"é\",\"logprob\":-1.0,\"bytes\":[195,169],\"top_logprobs\":"
                        + "[{\"token\":\"e\",\"logprob\":null,\"bytes\":[101]}]}],\"refusal\":null}");
    }
}
