package crosslens.text;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sentences of scripts without a full stop, by a rule of thumb: in Thai and Lao a space parts clauses, but also stands around numbers, names and listed words.
 *
 * <p>A space ends a sentence if a letter of the script follows and the sentence so far is long enough: {@link #BEFORE_OPENING} units where a word follows
 * that often opens a Thai sentence, {@link #BEFORE_OTHERS} where another one does that does not carry the sentence on. The two lengths were chosen on XQuAD,
 * whose Thai paragraphs then have 4.8 such sentences on average beside 4.9 in English; a single boundary is no more than plausible.
 */
final class SpacedClauses {
    /** Shortest sentence, in UTF-16 units, before a word that opens one; also the shortest rest of a text. */
    static final int BEFORE_OPENING = 60;
    /** Shortest sentence, in UTF-16 units, before any other word. */
    static final int BEFORE_OTHERS = 180;

    private static final Set<UnicodeScript> SCRIPTS = Set.of(UnicodeScript.THAI, UnicodeScript.LAO);
    private static final char REPETITION = 'ๆ';

    private static final Pattern OPENING = anyOf(
            "นอกจากนี้",
            "นอกจากนั้น",
            "นอกเหนือ",
            "อย่างไรก็",
            "ดังนั้น",
            "ด้วยเหตุนี้",
            "ทั้งนี้",
            "ต่อมา",
            "หลังจาก",
            "ภายหลัง",
            "เนื่องจาก",
            "เมื่อ",
            "แม้",
            "หาก",
            "ถ้า",
            "ในปี",
            "ในช่วง",
            "ในเดือน",
            "ในขณะที่",
            "ในทาง",
            "ในที่สุด",
            "ในเวลา",
            "ในสมัย",
            "ในศตวรรษ",
            "ในประเทศ",
            "ใน ค.ศ.",
            "ตัวอย่าง",
            "ตาม",
            "สำหรับ",
            "พวกเขา",
            "เขา",
            "เธอ",
            "มัน",
            "สิ่งนี้",
            "สิ่งเหล่านี้",
            "นี่",
            "การ",
            "ความ",
            "อีก",
            "ปัจจุบัน",
            "จากนั้น",
            "จนกระทั่ง",
            "กระนั้น",
            "กล่าวคือ",
            "โดยทั่วไป",
            "โดยปกติ",
            "แต่",
            "มี",
            "บาง",
            "ทั้งสอง",
            "ผู้",
            "ก่อน",
            "ระหว่าง",
            "ต่าง",
            "ส่วน",
            "เช่นเดียวกัน",
            "แทนที่",
            "ด้วย");
    private static final Pattern CARRYING_ON = anyOf(
            "และ", "หรือ", "ที่", "ซึ่ง", "โดย", "เพื่อ", "รวม", "เช่น", "ได้แก่", "จาก", "ของ", "ใน", "กับ", "คือ",
            "เป็น", "อัน", "ก็", "จึง", "ว่า", "ทำให้", "จน", "แล้ว", "ตั้งแต่", "ถึง", "ไป", "ไม่", "ได้", "ให้");

    private SpacedClauses() {}

    /**
     * Where the sentences end, the last at the end of the text.
     *
     * @param certain boundaries that hold in any case
     */
    static List<Integer> ends(String text, Collection<Integer> certain) {
        Set<Integer> given = new HashSet<>(certain);
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || given.contains(i) || isBoundary(text, start, i)) {
                ends.add(i);
                start = i;
            }
        }
        return ends;
    }

    private static boolean isBoundary(String text, int start, int next) {
        if (!isSpace(text.charAt(next - 1))
                || !isOwn(text.charAt(next))
                || next - start < BEFORE_OPENING
                || text.length() - next < BEFORE_OPENING) {
            return false;
        }
        int before = next - 1;
        while (before > start && isSpace(text.charAt(before))) {
            before--;
        }
        if (text.charAt(before) == REPETITION) {
            return false;
        }
        return begins(OPENING, text, next)
                || next - start >= BEFORE_OTHERS && isOwn(text.charAt(before)) && !begins(CARRYING_ON, text, next);
    }

    private static boolean begins(Pattern words, String text, int at) {
        return words.matcher(text).region(at, text.length()).lookingAt();
    }

    private static boolean isOwn(char c) {
        return SCRIPTS.contains(UnicodeScript.of(c));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static Pattern anyOf(String... words) {
        return Pattern.compile(String.join("|", words));
    }
}
