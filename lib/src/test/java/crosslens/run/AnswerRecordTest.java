package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.lm.Generation;
import crosslens.lm.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerRecordTest {
    private static AnswerRecord throughALine(AnswerRecord answer) {
        byte[] line = answer.toLine();
        return AnswerRecord.fromJson(Lines.parse(Arrays.copyOf(line, line.length - 1)));
    }

    @Test
    void isWrittenInTheDocumentedFields() {
        Generation answer = new Generation("q1", "ab".repeat(32), 12, List.of(3, 4), "Köln\n", StopReason.NEWLINE, 0.5);
        assertThat(new String(AnswerRecord.of(answer, List.of("d1")).toLine(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"id\":\"q1\",\"demos\":[\"d1\"],\"promptSha\":\"" + "ab".repeat(32)
                                + "\",\"promptTokens\":12,\"tokens\":[3,4],\"raw\":\"Köln\\n\",\"stop\":\"newline\",\"margin\":0.5}\n");
    }

    @Test
    void anyTextComesBackAsItWas() {
        Random random = new Random(3);
        StopReason[] stops = StopReason.values();
        for (int i = 0; i < 1000; i++) {
            AnswerRecord answer = new AnswerRecord(
                    "i" + Samples.anyText(random, 8),
                    List.of(Samples.anyText(random, 3)),
                    Samples.anyText(random, 5),
                    random.nextInt(Integer.MAX_VALUE),
                    List.of(random.nextInt(), random.nextInt()),
                    Samples.anyText(random, random.nextInt(200)),
                    stops[i % stops.length],
                    i % 3 == 0 ? Double.NaN : random.nextDouble() * Math.pow(10, random.nextInt(40) - 20),
                    i % 2 == 0 ? "" : Samples.anyText(random, 50));
            assertThat(throughALine(answer)).isEqualTo(answer);
        }
    }

    @Test
    void aLineOfMegabytesComesBack() {
        AnswerRecord answer = Samples.answer("q", Samples.anyText(new Random(4), 1 << 20));
        assertThat(throughALine(answer)).isEqualTo(answer);
    }

    @Test
    void anUnknownMarginIsNull() {
        for (double margin : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            AnswerRecord answer =
                    AnswerRecord.of(new Generation("q", "", 0, List.of(), "", StopReason.TOO_LONG, margin), List.of());
            assertThat(new String(answer.toLine(), StandardCharsets.US_ASCII))
                    .contains("\"margin\":null")
                    .contains("\"stop\":\"too_long\"");
            assertThat(throughALine(answer).margin()).isNaN();
        }
    }

    @Test
    void anEndpointsReplyIsKept() {
        Generation generation =
                new Generation("q", "ab", 12, List.of(), "x", StopReason.EOS, Double.NaN, "{\"usage\":{}}");
        AnswerRecord answer = AnswerRecord.of(generation.withId("p"), List.of());
        assertThat(throughALine(answer).reply()).isEqualTo("{\"usage\":{}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\":\"q\"         | \"id\":7            | 'id' of an answer must be a text",
                "\"promptTokens\":17  | \"promptTokens\":1.5 | 'promptTokens' of an answer must be a whole number",
                "\"promptTokens\":17  | \"promptTokens\":-1 | -1 prompt tokens",
                "\"tokens\":[5,6,0]   | \"tokens\":[5,null] | 'tokens' of an answer must be a list of whole numbers",
                "\"stop\":\"newline\" | \"stop\":\"tired\"  | \"tired\" is no StopReason",
                "\"margin\":0.25      | \"margin\":\"0.25\" | 'margin' of an answer must be a number or null",
                "\"margin\":0.25      | \"seconds\":0.25    | 'margin' of an answer is missing",
                "\"raw\":\"x\",       | ``                  | 'raw' of an answer is missing",
                "{\"id\"              | {\"at\":1,\"id\"    | \"at\" of an answer is unknown",
                "{\"id\":\"q\",       | {\"id\":\"\",       | needs the id",
            })
    void refusesALineThatSaysSomethingElse(String right, String wrong, String message) {
        String line = new String(Samples.answer("q", "x").toLine(), StandardCharsets.UTF_8).strip();
        assertThat(line).contains(right);
        assertThatThrownBy(() -> AnswerRecord.fromJson(Lines.parse(Samples.utf8(line.replace(right, wrong)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> Lines.parse(new byte[] {'"', (byte) 0xC3, '"'}))
                .hasMessageContaining("not UTF-8");
    }
}
