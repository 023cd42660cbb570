package crosslens.judge;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.prompt.Prompt;
import crosslens.text.Quote;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a judge is told: an opening, one line for each class, a warning that the answer is data, and the closing line that asks for the digit.
 *
 * <p>Question and answer stand in it as quoted text on one line each, with control and format characters, quotes and backslashes escaped: no answer can end its quotation, begin a line
 * of its own or hold a control token.
 *
 * @param opening says what is judged
 * @param classes the criterion of each class, in the order of the digits
 * @param warning says that what is quoted is data
 * @param closing asks for the digit
 */
public record JudgePrompt(String opening, List<String> classes, String warning, String closing) {
    private static final int LONGEST_ANSWER = 1200;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public JudgePrompt {
        classes = List.copyOf(classes);
        if (classes.size() != FailureType.values().length) {
            throw new IllegalArgumentException("a judge needs a criterion for each of the "
                    + FailureType.values().length + " classes, not " + classes.size());
        }
    }

    /** The prompt that comes with the kit. */
    public static JudgePrompt builtIn() {
        try (InputStream in = JudgePrompt.class.getResourceAsStream("prompt.json")) {
            return parse("prompt.json", in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("the kit's own judge prompt cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A user's own prompt: a JSON file with the keys of the built-in one.
     *
     * @throws IOException naming file and key if it is not there or not such a file
     */
    public static JudgePrompt load(Path file) throws IOException {
        return parse(file.toString(), Files.readAllBytes(file));
    }

    private static JudgePrompt parse(String name, byte[] bytes) throws IOException {
        JsonNode json = JSON.readTree(bytes);
        List<String> classes = new ArrayList<>();
        json.path("classes").forEach(line -> classes.add(line.asText()));
        try {
            return new JudgePrompt(text(json, "opening"), classes, text(json, "warning"), text(json, "closing"));
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String key) {
        if (!json.path(key).isTextual()) {
            throw new IllegalArgumentException("the key '" + key + "' with a text is missing");
        }
        return json.get(key).textValue();
    }

    /**
     * The message about one answer.
     *
     * @param turn the vote's number from 0: the classes keep their digits but are listed from another one on, so that the votes of a judge that always picks by place differ
     */
    public Prompt build(JudgedAnswer answer, int turn) {
        StringBuilder text = new StringBuilder(opening).append('\n');
        for (int i = 0; i < classes.size(); i++) {
            int digit = (i + turn) % classes.size();
            text.append(digit).append(": ").append(classes.get(digit)).append('\n');
        }
        text.append(warning).append("\n\nQuestion: ").append(quoted(answer.question()));
        text.append("\nAnswer: ").append(quoted(answer.raw().strip()));
        return Prompt.plain(text.append("\n\n").append(closing).toString());
    }

    /** One line in double quotes; what is longer than any answer of the study is cut in the middle. */
    static String quoted(String text) {
        int length = text.codePointCount(0, text.length());
        String shown = text;
        if (length > LONGEST_ANSWER) {
            int half = LONGEST_ANSWER / 2;
            shown = text.substring(0, text.offsetByCodePoints(0, half)) + " […] "
                    + text.substring(text.offsetByCodePoints(0, length - half));
        }
        return '"' + Quote.escape(shown.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
    }

    /** SHA-256 of all the texts, lower-case hex. */
    public String sha256() {
        return Sha256.of(
                opening + "\n" + String.join("\n", classes) + "\n" + warning + "\n" + closing + "\n" + LONGEST_ANSWER);
    }
}
