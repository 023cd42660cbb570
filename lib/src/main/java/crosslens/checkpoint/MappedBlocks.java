package crosslens.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.stream.LongStream;

/**
 * How a stretch of a file becomes float32 values: block after block, piece by piece, large pieces mapped.
 *
 * @param blockValues values in a block
 * @param blockBytes bytes a block takes in the file
 * @param reading turns blocks into values
 * @param pieceBytes the most bytes that are taken at a time
 */
record MappedBlocks(int blockValues, int blockBytes, Reading reading, long pieceBytes) {
    /** The most bytes that are mapped at a time; a buffer cannot take more than 2 GiB. */
    static final long MAPPED_BYTES = 1L << 30;

    private static final int LEAST_MAPPED_BYTES = 1 << 16;

    /** Values that one thread reads at a time. */
    private static final int CHUNK_VALUES = 1 << 16;

    /** Turns {@code count} blocks that follow one another into values; both arrays start with the first. Pure. */
    @FunctionalInterface
    interface Reading {
        void read(byte[] in, float[] out, int count);
    }

    MappedBlocks {
        if (blockValues < 1 || blockValues > CHUNK_VALUES || blockBytes < 1 || pieceBytes < blockBytes) {
            throw new IllegalArgumentException("no block of " + blockValues + " values in " + blockBytes
                    + " bytes can be read in pieces of " + pieceBytes + " bytes");
        }
    }

    MappedBlocks(int blockValues, int blockBytes, Reading reading) {
        this(blockValues, blockBytes, reading, MAPPED_BYTES);
    }

    /**
     * Writes the values at the buffer's position and moves it; the result does not depend on the number of threads that share the work.
     *
     * @param start byte of the file where the first block begins; all blocks lie inside the file
     * @param into has room for all values
     */
    void read(FileChannel channel, long start, long blocks, FloatBuffer into) throws IOException {
        long pieceBlocks = pieceBytes / blockBytes;
        for (long first = 0; first < blocks; first += pieceBlocks) {
            int count = (int) Math.min(pieceBlocks, blocks - first);
            ByteBuffer bytes = bytes(channel, start + first * blockBytes, (long) count * blockBytes);
            int values = Math.multiplyExact(count, blockValues);
            readPiece(bytes, into.slice(into.position(), values), count);
            into.position(into.position() + values);
        }
    }

    /** Mapped, or read where that is little: a process can have only so many maps, and they end when the collector finds them. */
    private static ByteBuffer bytes(FileChannel channel, long start, long count) throws IOException {
        if (count > LEAST_MAPPED_BYTES) {
            return channel.map(FileChannel.MapMode.READ_ONLY, start, count);
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, start + bytes.position()) < 0) {
                throw new EOFException("the file ended at byte " + (start + bytes.position()) + " while it was read");
            }
        }
        return bytes;
    }

    private void readPiece(ByteBuffer bytes, FloatBuffer out, int blocks) {
        int chunk = CHUNK_VALUES / blockValues;
        LongStream chunks = LongStream.range(0, ((long) blocks + chunk - 1) / chunk);
        (blocks > chunk ? chunks.parallel() : chunks).forEach(c -> {
            int first = (int) (c * chunk);
            int count = Math.min(chunk, blocks - first);
            byte[] in = new byte[count * blockBytes];
            float[] values = new float[count * blockValues];
            bytes.get(first * blockBytes, in);
            reading.read(in, values, count);
            out.put(first * blockValues, values);
        });
    }
}
