package crosslens.run;

import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Runs and answers for the tests of this package. */
final class Samples {
    static final RunSpec SPEC = spec("v1");
    static final RunInfo INFO = RunInfo.of("smollm2", "sample", Instant.parse("2026-01-02T03:04:05Z"));

    private Samples() {}

    static RunSpec spec(String format) {
        return new RunSpec(
                "5f1d".repeat(16),
                "0a".repeat(32),
                "1b".repeat(32),
                new Cell(Language.EN, Language.DE, 2, format, Style.RAW),
                List.of("d2", "d1"),
                "w0",
                Map.of("enable_thinking", false, "date_string", "26 Jul 2024", "level", 3),
                "Answer:",
                StopRule.NEWLINE,
                64,
                "f32",
                1);
    }

    static RunInfo shard(int index, int count) {
        return INFO.withItems(0, new Shard(index, count));
    }

    static AnswerRecord answer(String id, String raw) {
        return new AnswerRecord(
                id,
                List.of("d2", "d1"),
                Sha256.of("prompt " + id),
                17,
                List.of(5, 6, 0),
                raw,
                StopReason.NEWLINE,
                0.25,
                "");
    }

    /** The same answer for the same number in every process: letters of several scripts, controls, half a surrogate pair; some are long. */
    static AnswerRecord answer(int number) {
        String raw = number + " Zürich 東京 ไทย \uD83D\uDE00 \uD83D \u001B[31m \u2028 \"\\\n";
        return answer(id(number), number % 10 == 9 ? raw.repeat(4000) : raw);
    }

    static String id(int number) {
        return String.format("id-%05d", number);
    }

    static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(Samples::id).toList();
    }

    /** Answers what is missing of the first items. */
    static void fill(Run run, int count) throws IOException {
        for (String id : run.missing(ids(count))) {
            run.append(answer(Integer.parseInt(id.substring(3))));
        }
    }

    /** A text of any UTF-16 units, half of them from where mistakes are likely. */
    static String anyText(Random random, int length) {
        String edges =
                "\u0000\u0007\b\t\n\u000B\f\r\u001B\"\\/\u007F\u0080\u009B\u00A0\u2028\u2029\uD800\uDBFF\uDC00\uDFFF\uFEFF\uFFFD\uFFFF{}[],:";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextBoolean()
                            ? edges.charAt(random.nextInt(edges.length()))
                            : (char) random.nextInt(0x10000));
        }
        return text.toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
