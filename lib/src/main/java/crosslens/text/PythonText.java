package crosslens.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The string operations of Python that the published scorers rest on, code point by code point as Python 3.11 does them.
 *
 * <p>Java's own differ in white space (U+00A0, U+0085, U+001C …), in what a word is (combining marks) and in the final sigma. Characters come from
 * Unicode 14.0, Python 3.11's version: a character that came later is no letter and has no lower case, whatever the library at hand knows of it.
 * A lone surrogate is a character of its own. All methods are pure.
 */
public final class PythonText {
    private static final VersionInfo UNICODE = VersionInfo.getInstance(14, 0);
    /** Whether a character is of {@link #UNICODE} or older, 1 or -1, 0 where nobody asked yet: to ask the library costs an object. */
    private static final byte[] AGES = new byte[0x10000];

    private static final int CAPITAL_SIGMA = 0x3A3;
    private static final int SMALL_SIGMA = 0x3C3;
    private static final int FINAL_SIGMA = 0x3C2;
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    private PythonText() {}

    /** True for the 29 code points that {@code str.isspace} accepts; U+FEFF and U+200B are not among them. */
    public static boolean isWhitespace(int codePoint) {
        return (codePoint >= 0x09 && codePoint <= 0x0D)
                || (codePoint >= 0x1C && codePoint <= 0x20)
                || codePoint == 0x85
                || codePoint == 0xA0
                || codePoint == 0x1680
                || (codePoint >= 0x2000 && codePoint <= 0x200A)
                || codePoint == 0x2028
                || codePoint == 0x2029
                || codePoint == 0x202F
                || codePoint == 0x205F
                || codePoint == 0x3000;
    }

    /** True for what {@code \w} matches in a Python pattern: letters, numbers of every kind and the underscore, but no combining mark. */
    public static boolean isWord(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == '_'
                    || (codePoint >= '0' && codePoint <= '9')
                    || (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= 'A' && codePoint <= 'Z');
        }
        return isKnown(codePoint)
                && (UCharacter.isLetter(codePoint)
                        || UCharacter.getIntPropertyValue(codePoint, UProperty.NUMERIC_TYPE)
                                != UCharacter.NumericType.NONE);
    }

    /** The text without white space at both ends, as {@code str.strip()}. */
    public static String strip(String text) {
        int start = leadingSpace(text);
        int end = text.length();
        while (end > start && isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Number of UTF-16 units of white space at the start: how far offsets move when the text is stripped. */
    public static int leadingSpace(String text) {
        int start = 0;
        while (start < text.length() && isWhitespace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** The stretches between white space, none of them empty, as {@code str.split()}. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); i++) {
            if (isWhitespace(text.charAt(i))) {
                if (start >= 0) {
                    words.add(text.substring(start, i));
                    start = -1;
                }
            } else if (start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return Collections.unmodifiableList(words);
    }

    /** The text in lower case, as {@code str.lower()}: no language's own rules, and a capital sigma at the end of a word becomes ς. */
    public static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (codePoint == CAPITAL_SIGMA) {
                lower.appendCodePoint(isFinal(text, i) ? FINAL_SIGMA : SMALL_SIGMA);
            } else if (codePoint == CAPITAL_I_WITH_DOT) {
                lower.append("i\u0307");
            } else if (codePoint < 0x80) {
                lower.append((char) (codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint));
            } else {
                lower.appendCodePoint(isKnown(codePoint) ? UCharacter.toLowerCase(codePoint) : codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return lower.toString();
    }

    /**
     * The text with every whole word of a set replaced by one space, as {@code re.sub(r"\b(a|an|the)\b", " ", text)}.
     *
     * @param words made of {@link #isWord word characters} only
     */
    public static String removeWords(String text, Set<String> words) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int end = wordEnd(text, i);
            if (end == i) {
                int next = text.offsetByCodePoints(i, 1);
                kept.append(text, i, next);
                i = next;
            } else {
                String word = text.substring(i, end);
                kept.append(words.contains(word) ? " " : word);
                i = end;
            }
        }
        return kept.toString();
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isWord(text.codePointAt(end))) {
            end = text.offsetByCodePoints(end, 1);
        }
        return end;
    }

    private static boolean isKnown(int codePoint) {
        if (codePoint >= AGES.length) {
            return UCharacter.getAge(codePoint).compareTo(UNICODE) <= 0;
        }
        if (AGES[codePoint] == 0) {
            AGES[codePoint] = (byte) (UCharacter.getAge(codePoint).compareTo(UNICODE) <= 0 ? 1 : -1);
        }
        return AGES[codePoint] > 0;
    }

    /** Whether the sigma at a place ends a word: a cased letter before it, none after it, case-ignorable characters passed over. */
    private static boolean isFinal(String text, int sigma) {
        int before = sigma;
        while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
            before = text.offsetByCodePoints(before, -1);
        }
        if (before == 0 || !isCased(text.codePointBefore(before))) {
            return false;
        }
        int after = sigma + 1;
        while (after < text.length() && isCaseIgnorable(text.codePointAt(after))) {
            after = text.offsetByCodePoints(after, 1);
        }
        return after == text.length() || !isCased(text.codePointAt(after));
    }

    // U+1171E and U+0295 changed their kind after Unicode 14.0
    private static boolean isCaseIgnorable(int codePoint) {
        return codePoint == 0x1171E
                || (isKnown(codePoint) && UCharacter.hasBinaryProperty(codePoint, UProperty.CASE_IGNORABLE));
    }

    private static boolean isCased(int codePoint) {
        return codePoint == 0x295 || (isKnown(codePoint) && UCharacter.hasBinaryProperty(codePoint, UProperty.CASED));
    }
}
