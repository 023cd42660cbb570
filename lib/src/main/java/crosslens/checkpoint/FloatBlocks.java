package crosslens.checkpoint;

/** Numbers stored one by one, little endian: "blocks" of one value. */
final class FloatBlocks {
    private static final float HALF_SUBNORMAL_UNIT = 0x1p-24f;

    private FloatBlocks() {}

    static void f32(byte[] in, int from, float[] out, int to) {
        out[to] = Float.intBitsToFloat(uint16(in, from) | uint16(in, from + 2) << 16);
    }

    /** Rounded to the nearest float32, ties to even. */
    static void f64(byte[] in, int from, float[] out, int to) {
        long low = uint16(in, from) | (long) uint16(in, from + 2) << 16;
        long high = uint16(in, from + 4) | (long) uint16(in, from + 6) << 16;
        out[to] = (float) Double.longBitsToDouble(high << 32 | low);
    }

    static void f16(byte[] in, int from, float[] out, int to) {
        out[to] = half(in, from);
    }

    static void bf16(byte[] in, int from, float[] out, int to) {
        out[to] = Float.intBitsToFloat(uint16(in, from) << 16);
    }

    /** The IEEE half-precision number at {@code in[from]}; exact, subnormal numbers and infinities included. */
    static float half(byte[] in, int from) {
        int bits = uint16(in, from);
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) {
            float size = fraction * HALF_SUBNORMAL_UNIT;
            return sign == 0 ? size : -size;
        }
        int wideExponent = exponent == 0x1F ? 0xFF : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
    }

    private static int uint16(byte[] in, int from) {
        return in[from] & 0xFF | (in[from + 1] & 0xFF) << 8;
    }
}
