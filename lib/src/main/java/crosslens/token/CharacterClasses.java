package crosslens.token;

import com.ibm.icu.text.UnicodeSet;

/**
 * Letters, numbers and white space as the patterns of published tokenizers mean them: {@code \p{L}}, {@code \p{N}}, {@code \s} of Unicode 16.0, the
 * version of the reference tokenizers 0.22. Java's own classes differ, and from one Java version to the next.
 */
final class CharacterClasses {
    private static final byte LETTER = 1;
    private static final byte NUMBER = 2;
    private static final byte SPACE = 4;
    private static final byte[] CLASSES = new byte[Character.MAX_CODE_POINT + 1];

    static {
        mark("[[:L:]&[:age=16.0:]]", LETTER);
        mark("[[:N:]&[:age=16.0:]]", NUMBER);
        mark("[:White_Space:]", SPACE);
    }

    private CharacterClasses() {}

    static boolean isLetter(int codePoint) {
        return (CLASSES[codePoint] & LETTER) != 0;
    }

    static boolean isNumber(int codePoint) {
        return (CLASSES[codePoint] & NUMBER) != 0;
    }

    static boolean isSpace(int codePoint) {
        return (CLASSES[codePoint] & SPACE) != 0;
    }

    /** True for what is neither letter nor number nor white space. */
    static boolean isOther(int codePoint) {
        return CLASSES[codePoint] == 0;
    }

    static boolean isLineEnd(int codePoint) {
        return codePoint == '\n' || codePoint == '\r';
    }

    private static void mark(String pattern, byte kind) {
        for (UnicodeSet.EntryRange range : new UnicodeSet(pattern).ranges()) {
            for (int codePoint = range.codepoint; codePoint <= range.codepointEnd; codePoint++) {
                CLASSES[codePoint] |= kind;
            }
        }
    }
}
