package crosslens.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An answer whose class a person has given.
 *
 * @param answer its id is the language's code, a dash and a number, e.g. {@code de-07}
 * @param type the right class
 */
public record LabelledAnswer(JudgedAnswer answer, Language language, FailureType type) {
    private static final String FILE = "labels.jsonl";

    /** The half of the labelled set that an answer belongs to. */
    public enum Half {
        /** To be looked at while a prompt is worked on: odd numbers. */
        WORKING,
        /** Not to be looked at until the prompt stands: even numbers. */
        UNSEEN
    }

    /** The half, by the number at the end of the id. */
    public Half half() {
        String id = answer.id();
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)) % 2 == 0 ? Half.UNSEEN : Half.WORKING;
    }

    /**
     * The labelled set that comes with the kit: twelve languages, the four classes.
     *
     * @throws IOException naming the line that is malformed
     */
    public static List<LabelledAnswer> builtIn() throws IOException {
        String[] lines = new String(bytes(), StandardCharsets.UTF_8).split("\n");
        List<LabelledAnswer> answers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < lines.length; i++) {
            try {
                JsonNode line = json.readTree(lines[i]);
                String id = line.required("id").asText();
                answers.add(new LabelledAnswer(
                        new JudgedAnswer(
                                id,
                                line.required("question").asText(),
                                line.required("answer").asText()),
                        Language.of(line.required("language").asText()),
                        FailureType.of(line.required("label").asText())));
                if (!ids.add(id)) {
                    throw new IllegalArgumentException("the id " + id + " is there twice");
                }
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException("judge/" + FILE + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(answers);
    }

    /** SHA-256 of the built-in set's file: validations on other labels are not mixed with these. */
    public static String sha256() throws IOException {
        return Sha256.of(new String(bytes(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = LabelledAnswer.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("the kit's own judge/" + FILE + " is missing");
            }
            return in.readAllBytes();
        }
    }
}
