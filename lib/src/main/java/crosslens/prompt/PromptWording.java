package crosslens.prompt;

import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fixed texts of a prompt format and the order they stand in. {@code {language}} in the opening, the instructions and the start line gives way to
 * the English name of the answer's language; every other brace stays as it is.
 *
 * @param name {@code v1}, {@code v2} or a user's own; letters, digits, point, dash and underscore
 * @param opening may be empty, and is then left out
 * @param instructions one line each
 * @param start the line that announces the item itself
 * @param layout groups with an empty line between them; what stands in one group stands on lines of its own
 */
public record PromptWording(
        String name,
        int version,
        String contextLabel,
        String questionLabel,
        String answerLabel,
        String opening,
        List<String> instructions,
        String start,
        List<List<Section>> layout) {

    /** What a layout is made of. Demonstrations are a group of their own and vanish at zero shots. */
    public enum Section {
        OPENING,
        INSTRUCTIONS,
        DEMONSTRATIONS,
        START,
        CONTEXT,
        QUESTION
    }

    /** The formats that come with the kit. */
    public static final List<String> BUILT_IN = List.of("v1", "v2");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final String LANGUAGE = "{language}";

    public PromptWording {
        instructions = List.copyOf(instructions);
        layout = layout.stream().map(List::copyOf).toList();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name '" + name
                            + "' of a wording must be 1 to 40 letters, digits, points, dashes or underscores, the first a letter or digit");
        }
        if (version < 1) {
            throw new IllegalArgumentException("the version of a wording must be at least 1, not " + version);
        }
        for (String label : List.of(contextLabel, questionLabel, answerLabel)) {
            if (label.isBlank() || label.contains("\n")) {
                throw new IllegalArgumentException("a label must be one line of text, not '" + label + "'");
            }
        }
        requireLayout(layout);
    }

    private static void requireLayout(List<List<Section>> layout) {
        List<Section> all = layout.stream().flatMap(List::stream).toList();
        if (all.stream().distinct().count() != all.size()) {
            throw new IllegalArgumentException("a section stands twice in the layout " + layout);
        }
        for (Section needed : List.of(Section.DEMONSTRATIONS, Section.CONTEXT, Section.QUESTION)) {
            if (!all.contains(needed)) {
                throw new IllegalArgumentException(
                        "the layout lacks '" + needed.name().toLowerCase(java.util.Locale.ROOT) + "'");
            }
        }
        for (List<Section> group : layout) {
            if (group.isEmpty() || group.contains(Section.DEMONSTRATIONS) && group.size() > 1) {
                throw new IllegalArgumentException(
                        "a group of the layout is empty, or holds more than the demonstrations: " + layout);
            }
        }
    }

    /**
     * A format that comes with the kit.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PromptWording builtIn(String name) {
        if (!BUILT_IN.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no built-in prompt format '" + name + "'; there are " + BUILT_IN);
        }
        try (InputStream in = PromptWording.class.getResourceAsStream(name + ".json")) {
            return WordingFile.parse(name + ".json", in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the kit's own file " + name + ".json cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A user's own format, a JSON file with the keys of the built-in ones.
     *
     * @throws IOException if the file is not there, is no JSON, lacks a key, has an unknown one, or takes a built-in format's name; with file and place
     */
    public static PromptWording load(Path file) throws IOException {
        PromptWording wording = WordingFile.parse(file.toString(), Files.readAllBytes(file));
        if (BUILT_IN.contains(wording.name) && !wording.equals(builtIn(wording.name))) {
            throw new IOException(file + ": name: '" + wording.name
                    + "' is a built-in format; give your own wording another name, so that results can be told apart");
        }
        return wording;
    }

    /** The opening in the words for an answer in a language. */
    public String opening(Language answer) {
        return opening.replace(LANGUAGE, answer.englishName());
    }

    /** The instructions in the words for an answer in a language. */
    public List<String> instructions(Language answer) {
        return instructions.stream()
                .map(line -> line.replace(LANGUAGE, answer.englishName()))
                .toList();
    }

    /** The start line in the words for an answer in a language. */
    public String start(Language answer) {
        return start.replace(LANGUAGE, answer.englishName());
    }

    /** SHA-256 of the content in a fixed writing, lower-case hex: equal for equal texts, however the file is laid out. */
    public String sha256() {
        return Sha256.of(WordingFile.canonical(this));
    }
}
