package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.EOFException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlocksTest {
    private static final int BLOCKS = 100_000;

    @TempDir
    private Path folder;

    /** Blocks of three bytes for two values: the first byte, and the sum of the others. */
    private static FileBlocks blocks() {
        return new FileBlocks(2, 3, (in, out, count) -> {
            for (int i = 0; i < count; i++) {
                out[2 * i] = in[3 * i];
                out[2 * i + 1] = in[3 * i + 1] + in[3 * i + 2];
            }
        });
    }

    @Test
    void readsManyChunksFromAnyByte() throws IOException {
        byte[] bytes = new byte[5 + 3 * BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            bytes[5 + 3 * i] = (byte) (i % 100);
            bytes[5 + 3 * i + 1] = (byte) (i / 1000);
            bytes[5 + 3 * i + 2] = 1;
        }
        Path file = Files.write(folder.resolve("blocks"), bytes);
        FloatBuffer into = FloatBuffer.allocate(2 * BLOCKS + 1).position(1);
        try (FileChannel channel = FileChannel.open(file)) {
            blocks().read(channel, 5, BLOCKS, into);
        }
        assertThat(into.remaining()).isZero();
        for (int i = 0; i < BLOCKS; i++) {
            assertThat(into.get(1 + 2 * i)).isEqualTo(i % 100);
            assertThat(into.get(2 + 2 * i)).isEqualTo(i / 1000 + 1);
        }
    }

    @Test
    void saysWhereAFileEndedThatBecameShorterWhileItWasOpen() throws IOException {
        Path file = Files.write(folder.resolve("blocks"), new byte[10]);
        try (FileChannel channel = FileChannel.open(file)) {
            assertThatIOException()
                    .isThrownBy(() -> blocks().read(channel, 4, 3, FloatBuffer.allocate(6)))
                    .isInstanceOf(EOFException.class)
                    .withMessageContaining("ended at byte 10");
        }
    }
}
