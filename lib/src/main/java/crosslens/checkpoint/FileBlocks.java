package crosslens.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.util.stream.LongStream;

/**
 * How a stretch of a file becomes float32 values: block after block, a chunk at a time, so that nothing of the file stays in memory.
 *
 * @param blockValues values in a block
 * @param blockBytes bytes a block takes in the file
 * @param reading turns blocks into values
 */
record FileBlocks(int blockValues, int blockBytes, Reading reading) {
    /** Values that one thread reads at a time. */
    private static final int CHUNK_VALUES = 1 << 16;

    /** Turns {@code count} blocks that follow one another into values; both arrays start with the first. Pure. */
    @FunctionalInterface
    interface Reading {
        void read(byte[] in, float[] out, int count);
    }

    FileBlocks {
        if (blockValues < 1 || blockValues > CHUNK_VALUES || blockBytes < 1) {
            throw new IllegalArgumentException(
                    "no block of " + blockValues + " values in " + blockBytes + " bytes can be read");
        }
    }

    /**
     * Writes the values at the buffer's position and moves it; the result does not depend on the number of threads that share the work.
     *
     * @param start byte of the file where the first block begins
     * @param into has room for all values
     * @throws EOFException if the file ends before the last block does
     */
    void read(FileChannel channel, long start, long blocks, FloatBuffer into) throws IOException {
        FloatBuffer out = into.slice(into.position(), Math.toIntExact(blocks * blockValues));
        int chunk = CHUNK_VALUES / blockValues;
        LongStream chunks = LongStream.range(0, (blocks + chunk - 1) / chunk);
        try {
            (blocks > chunk ? chunks.parallel() : chunks).forEach(c -> {
                long first = c * chunk;
                int count = (int) Math.min(chunk, blocks - first);
                float[] values = new float[count * blockValues];
                reading.read(bytes(channel, start + first * blockBytes, count * blockBytes), values, count);
                out.put((int) (first * blockValues), values);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        into.position(into.position() + out.capacity());
    }

    private static byte[] bytes(FileChannel channel, long start, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        try {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, start + bytes.position()) < 0) {
                    throw new EOFException(
                            "the file ended at byte " + (start + bytes.position()) + " while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.array();
    }
}
