package crosslens.checkpoint;

/**
 * Blocks of 32 small integers q under one scale d: "centred" kinds stand for d · (q − half their range), "shifted" ones for d · q + m.
 *
 * <p>d and m are half-precision numbers and stand first. Of the nibbles, the low ones are values 0..15, the high ones 16..31; a fifth bit comes from a
 * 32-bit word, bit i for value i.
 */
final class SmallBlocks {
    private static final int HALF = 16;

    private SmallBlocks() {}

    static void q4Centred(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 2 + i];
            out[to + i] = d * ((pair & 0xF) - 8);
            out[to + i + HALF] = d * ((pair >> 4 & 0xF) - 8);
        }
    }

    static void q4Shifted(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        float m = FloatBlocks.half(in, from + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 4 + i];
            out[to + i] = d * (pair & 0xF) + m;
            out[to + i + HALF] = d * (pair >> 4 & 0xF) + m;
        }
    }

    static void q5Centred(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        int fifth = word(in, from + 2);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 6 + i];
            out[to + i] = d * ((pair & 0xF | (fifth >> i & 1) << 4) - 16);
            out[to + i + HALF] = d * ((pair >> 4 & 0xF | (fifth >> i + HALF & 1) << 4) - 16);
        }
    }

    static void q5Shifted(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        float m = FloatBlocks.half(in, from + 2);
        int fifth = word(in, from + 4);
        for (int i = 0; i < HALF; i++) {
            int pair = in[from + 8 + i];
            out[to + i] = d * (pair & 0xF | (fifth >> i & 1) << 4) + m;
            out[to + i + HALF] = d * (pair >> 4 & 0xF | (fifth >> i + HALF & 1) << 4) + m;
        }
    }

    static void q8(byte[] in, int from, float[] out, int to) {
        float d = FloatBlocks.half(in, from);
        for (int i = 0; i < 2 * HALF; i++) {
            out[to + i] = d * in[from + 2 + i];
        }
    }

    private static int word(byte[] in, int from) {
        return in[from] & 0xFF | (in[from + 1] & 0xFF) << 8 | (in[from + 2] & 0xFF) << 16 | (in[from + 3] & 0xFF) << 24;
    }
}
