package crosslens.token;

import com.ibm.icu.text.UnicodeSet;
import java.util.function.IntPredicate;

/**
 * The patterns by which tokenizers cut a text before merging, each as a function from a place to the end of the match that begins there.
 *
 * <p>Written out rather than as regular expressions, because the classes ({@link CharacterClasses}) must not depend on the Java version.
 */
final class Splits {
    private Splits() {}

    /** One pattern. */
    @FunctionalInterface
    interface Split {
        /** The unit after the match that begins at {@code from}, or {@code from} if none begins there; looks no further than {@code to}. */
        int end(String text, int from, int to);
    }

    /** A single character of a class. */
    static Split one(IntPredicate kind) {
        return (text, from, to) -> {
            int codePoint = text.codePointAt(from);
            return kind.test(codePoint) ? from + Character.charCount(codePoint) : from;
        };
    }

    /** A run of a class. */
    static Split run(UnicodeSet kind) {
        return (text, from, to) -> runEnd(text, from, to, kind::contains);
    }

    /** A run of a class, with one character of white space before it if there is any. */
    static Split spacedRun(UnicodeSet kind) {
        return (text, from, to) -> {
            int codePoint = text.codePointAt(from);
            if (CharacterClasses.isSpace(codePoint)) {
                int after = from + Character.charCount(codePoint);
                int end = runEnd(text, after, to, kind::contains);
                if (end > after) {
                    return end;
                }
            }
            return runEnd(text, from, to, kind::contains);
        };
    }

    /** White space up to the very end. */
    static int closingSpace(String text, int from, int to) {
        return runEnd(text, from, to, CharacterClasses::isSpace) == to ? to : from;
    }

    /** GPT-2's words: English contractions; letters, numbers or signs with one space before them; white space, the last of it left to the next word. */
    static int gpt2(String text, int from, int to) {
        int contraction = contractionEnd(text, from, to, false);
        if (contraction > from) {
            return contraction;
        }
        int word = text.charAt(from) == ' ' && from + 1 < to ? from + 1 : from;
        int codePoint = text.codePointAt(word);
        if (CharacterClasses.isLetter(codePoint)) {
            return runEnd(text, word, to, CharacterClasses::isLetter);
        }
        if (CharacterClasses.isNumber(codePoint)) {
            return runEnd(text, word, to, CharacterClasses::isNumber);
        }
        if (CharacterClasses.isOther(codePoint)) {
            return runEnd(text, word, to, CharacterClasses::isOther);
        }
        return spaceEnd(text, from, to);
    }

    /**
     * The words of Llama 3 and Qwen 2: contractions in either case; letters with any one sign before them; up to {@code digits} numbers; signs with a
     * space before and line ends after them; white space up to its last line end, or else as GPT-2 has it.
     */
    static Split llama3(int digits) {
        return (text, from, to) -> {
            int contraction = contractionEnd(text, from, to, true);
            if (contraction > from) {
                return contraction;
            }
            int first = text.codePointAt(from);
            int second = from + Character.charCount(first);
            boolean leads = !CharacterClasses.isLineEnd(first) && !CharacterClasses.isNumber(first);
            if (leads && !CharacterClasses.isLetter(first)) {
                int word = runEnd(text, second, to, CharacterClasses::isLetter);
                if (word > second) {
                    return word;
                }
            }
            if (CharacterClasses.isLetter(first)) {
                return runEnd(text, from, to, CharacterClasses::isLetter);
            }
            if (CharacterClasses.isNumber(first)) {
                return numbersEnd(text, from, to, digits);
            }
            int signs = first == ' ' ? second : from;
            int signsEnd = runEnd(text, signs, to, CharacterClasses::isOther);
            if (signsEnd > signs) {
                return runEnd(text, signsEnd, to, CharacterClasses::isLineEnd);
            }
            int lines = lastLineEnd(text, from, runEnd(text, from, to, CharacterClasses::isSpace));
            return lines > from ? lines : spaceEnd(text, from, to);
        };
    }

    private static int runEnd(String text, int from, int to, IntPredicate kind) {
        int at = from;
        while (at < to) {
            int codePoint = text.codePointAt(at);
            if (!kind.test(codePoint)) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static int numbersEnd(String text, int from, int to, int most) {
        int at = from;
        for (int i = 0; i < most && at < to && CharacterClasses.isNumber(text.codePointAt(at)); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    /** White space as a whole if it ends the text or is a single character; else without its last character. */
    private static int spaceEnd(String text, int from, int to) {
        int end = runEnd(text, from, to, CharacterClasses::isSpace);
        return end == to || end == from + 1 ? end : end - 1; // no white space lies outside the basic plane
    }

    private static int lastLineEnd(String text, int from, int to) {
        int at = to;
        while (at > from && !CharacterClasses.isLineEnd(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int contractionEnd(String text, int from, int to, boolean anyCase) {
        if (text.charAt(from) != '\'' || from + 1 >= to) {
            return from;
        }
        int first = letter(text, from + 1, anyCase);
        if (first == 's' || first == 't' || first == 'm' || first == 'd') {
            return from + 2;
        }
        if (from + 2 < to) {
            int second = letter(text, from + 2, anyCase);
            if ((first == 'r' || first == 'v') && second == 'e' || first == 'l' && second == 'l') {
                return from + 3;
            }
        }
        return from;
    }

    private static int letter(String text, int at, boolean anyCase) {
        char letter = text.charAt(at);
        if (!anyCase) {
            return letter;
        }
        return letter == 'ſ' ? 's' : letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }
}
