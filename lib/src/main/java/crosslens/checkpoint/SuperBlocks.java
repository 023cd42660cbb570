package crosslens.checkpoint;

/**
 * Blocks of 256 small integers whose scales are small integers themselves ("K" types).
 *
 * <p>Q4_K and Q5_K: eight groups of 32; a value is (d · s) · q − (e · m), with d and e half-precision numbers at the start and the 6-bit s and m of
 * the groups packed into the 12 bytes after them. Q6_K: sixteen groups of 16; a value is (d · s) · (q − 32), with signed 8-bit s, and d at the end.
 */
final class SuperBlocks {
    private static final int GROUPS = 8;
    private static final int GROUP = 32;
    private static final int SCALES = 4;
    private static final int AFTER_SCALES = 16;

    private SuperBlocks() {}

    static void q4(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        float e = FloatBlocks.half(in, from + 2);
        for (int g = 0; g < GROUPS; g++) {
            float scale = d * scale(in, from + SCALES, g);
            float shift = e * minimum(in, from + SCALES, g);
            int nibbles = from + AFTER_SCALES + g / 2 * GROUP;
            int high = 4 * (g & 1);
            for (int i = 0; i < GROUP; i++) {
                out[to + g * GROUP + i] = scale * (in[nibbles + i] >> high & 0xF) - shift;
            }
        }
    }

    static void q5(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        float e = FloatBlocks.half(in, from + 2);
        int fifths = from + AFTER_SCALES; // bit g of byte i belongs to value i of group g
        for (int g = 0; g < GROUPS; g++) {
            float scale = d * scale(in, from + SCALES, g);
            float shift = e * minimum(in, from + SCALES, g);
            int nibbles = fifths + GROUP + g / 2 * GROUP;
            int high = 4 * (g & 1);
            for (int i = 0; i < GROUP; i++) {
                int q = in[nibbles + i] >> high & 0xF | (in[fifths + i] >> g & 1) << 4;
                out[to + g * GROUP + i] = scale * q - shift;
            }
        }
    }

    static void q6(byte[] in, int from, float[] out, int to) {
        int uppers = from + 128;
        int scales = from + 192;
        float d = FloatBlocks.half(in, from + 208);
        for (int i = 0; i < 256; i++) {
            int half = i / 128;
            int row = i / GROUP
                    % 4; // rows 0 and 1 of a half are low nibbles, rows 2 and 3 the high ones of the same bytes
            int column = i % GROUP;
            int low = in[from + half * 64 + row % 2 * GROUP + column] >> 4 * (row / 2) & 0xF;
            int upper = in[uppers + half * GROUP + column] >> 2 * row & 3;
            out[to + i] = d * in[scales + i / 16] * ((low | upper << 4) - 32);
        }
    }

    private static int scale(byte[] in, int at, int group) {
        return group < 4 ? in[at + group] & 0x3F : in[at + group + 4] & 0xF | in[at + group - 4] >> 2 & 0x30;
    }

    private static int minimum(byte[] in, int at, int group) {
        return group < 4 ? in[at + group + 4] & 0x3F : in[at + group + 4] >> 4 & 0xF | in[at + group] >> 2 & 0x30;
    }
}
