package crosslens.checkpoint;

import java.util.Optional;

/** The ways in which a GGUF file stores numbers, as far as they can be read here. A row of a tensor is a whole number of blocks. */
enum GgufType {
    F32(0, 1, 4, FloatBlocks::f32),
    F16(1, 1, 2, FloatBlocks::f16),
    BF16(30, 1, 2, FloatBlocks::bf16),
    Q4_0(2, 32, 18, SmallBlocks::q4Centred),
    Q4_1(3, 32, 20, SmallBlocks::q4Shifted),
    Q5_0(6, 32, 22, SmallBlocks::q5Centred),
    Q5_1(7, 32, 24, SmallBlocks::q5Shifted),
    Q8_0(8, 32, 34, SmallBlocks::q8),
    Q4_K(12, 256, 144, SuperBlocks::q4),
    Q5_K(13, 256, 176, SuperBlocks::q5),
    Q6_K(14, 256, 210, SuperBlocks::q6);

    /** Turns the one block that starts at {@code in[from]} into float32 values from {@code out[to]} on. Pure. */
    @FunctionalInterface
    interface Block {
        void read(byte[] in, int from, float[] out, int to);
    }

    private final int code;
    private final int blockValues;
    private final int blockBytes;
    private final Block block;

    GgufType(int code, int blockValues, int blockBytes, Block block) {
        this.code = code;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
        this.block = block;
    }

    /** The type with a file's number for it; empty if it cannot be read here. */
    static Optional<GgufType> of(int code) {
        for (GgufType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Values in a block. */
    int blockValues() {
        return blockValues;
    }

    /** Bytes a block takes in the file. */
    int blockBytes() {
        return blockBytes;
    }

    /** Reads {@code count} blocks that follow one another; {@code in} and {@code out} start with the first. */
    void read(byte[] in, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            block.read(in, i * blockBytes, out, i * blockValues);
        }
    }
}
