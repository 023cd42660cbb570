package crosslens.token;

import com.ibm.icu.text.Normalizer2;

/**
 * A stretch of text in composed form (NFC), with the way back to the original's places.
 *
 * @param starts for each UTF-16 unit of {@code text}, where the characters it was composed from start in the original
 * @param ends the unit after their last
 */
record ComposedText(String text, int[] starts, int[] ends) {
    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    /** Whether {@code text[from, to)} is in composed form already. */
    static boolean isComposed(String text, int from, int to) {
        return NFC.isNormalized(text.substring(from, to));
    }

    static ComposedText of(String original, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int[] starts = new int[3 * (to - from)]; // no character grows more than threefold under NFC
        int[] ends = new int[3 * (to - from)];
        for (int start = from; start < to; ) {
            int end = start;
            do {
                end += Character.charCount(original.codePointAt(end));
            } while (end < to && !NFC.hasBoundaryBefore(original.codePointAt(end)));
            String cluster = original.substring(start, end);
            boolean same = NFC.isNormalized(cluster);
            String composed = same ? cluster : NFC.normalize(cluster);
            for (int i = 0; i < composed.length(); i++) {
                starts[text.length() + i] = same ? start + i : start;
                ends[text.length() + i] = same ? start + i + 1 : end;
            }
            text.append(composed);
            start = end;
        }
        return new ComposedText(text.toString(), starts, ends);
    }

    /** Where a stretch of {@link #text} that starts at {@code unit} starts in the original. */
    int originalStart(int unit) {
        return starts[unit];
    }

    /** Where a stretch of {@link #text} that ends before {@code unit} ends in the original. */
    int originalEnd(int unit) {
        return ends[unit - 1];
    }
}
