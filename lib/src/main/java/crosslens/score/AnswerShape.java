package crosslens.score;

import crosslens.text.PythonText;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Whether an answer's language can be told at all: numbers, codes and names read the same in many languages. */
public enum AnswerShape {
    /** Ordinary text. */
    WORDS("words"),
    /** No visible character. */
    EMPTY("empty"),
    /** No letter: {@code 1992}, {@code 34.5 %}. */
    NUMBER("number"),
    /** Every word with letters is an abbreviation in capitals or mixes letters and digits: {@code NFL}, {@code PS5}. */
    CODE("code"),
    /** One to four words in Latin letters, each with a capital first: {@code Denver Broncos}. */
    NAME("name");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int LONGEST_ABBREVIATION = 5;
    private static final int LONGEST_NAME = 4;

    private final String label;

    AnswerShape(String label) {
        this.label = label;
    }

    /** As shown in tables. */
    public String label() {
        return label;
    }

    /** Whether a language can be told from such a text. */
    public boolean tellsLanguage() {
        return this == WORDS;
    }

    /**
     * The shape of an answer, by its letters alone.
     *
     * @param capitalNouns whether one of the languages writes every noun with a capital (German): a single capitalised word is then no name
     */
    public static AnswerShape of(String answer, boolean capitalNouns) {
        String text = PythonText.strip(answer);
        if (text.codePoints().allMatch(c -> PythonText.isWhitespace(c) || Character.getType(c) == Character.FORMAT)) {
            return EMPTY;
        }
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(text))
                .filter(word -> word.codePoints().anyMatch(Character::isLetter))
                .toList();
        if (words.isEmpty()) {
            return NUMBER;
        }
        if (words.stream().allMatch(AnswerShape::isCode)) {
            return CODE;
        }
        boolean name = words.size() <= LONGEST_NAME
                && words.size() > (capitalNouns ? 1 : 0)
                && words.stream().allMatch(AnswerShape::isCapitalised);
        return name ? NAME : WORDS;
    }

    private static boolean isCode(String word) {
        boolean digits = word.codePoints().anyMatch(Character::isDigit);
        boolean capitals = word.length() > 1
                && word.length() <= LONGEST_ABBREVIATION
                && word.codePoints().allMatch(Character::isUpperCase);
        return digits || capitals;
    }

    private static boolean isCapitalised(String word) {
        int first = word.codePointAt(0);
        return (Character.isUpperCase(first) || Character.isDigit(first))
                && word.codePoints()
                        .filter(Character::isLetter)
                        .allMatch(c -> UnicodeScript.of(c) == UnicodeScript.LATIN);
    }
}
