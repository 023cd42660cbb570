package crosslens.run;

import crosslens.run.FindingRecord.Block;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Matrices in a binary file, one block after the other: a header of 24 bytes (four letters, type, rows, columns, CRC-32C of the numbers, CRC-32C of the header so
 * far), then the numbers row by row. Everything is little-endian. A block counts only if a record names it.
 */
final class Blocks {
    private static final int MAGIC = 0x31424c58; // "XLB1"

    private Blocks() {}

    /** Name of the file of a shard's blocks. */
    static String part(Shard shard) {
        return shard.recordsPart().replace("records", "values").replace(".jsonl", ".bin");
    }

    static byte[] encode(Block block, double[][] rows) {
        ByteBuffer bytes = ByteBuffer.allocate(Block.HEADER + block.payload()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(Block.HEADER);
        for (double[] row : rows) {
            for (double value : row) {
                if (block.type() == Block.Type.F32) {
                    bytes.putFloat((float) value);
                } else {
                    bytes.putDouble(value);
                }
            }
        }
        header(bytes, block, checksum(bytes, Block.HEADER, block.payload()));
        return bytes.array();
    }

    /**
     * The numbers of a block.
     *
     * @throws IOException naming the file and the place, if the block is not there whole and undamaged
     */
    static ByteBuffer read(Storage storage, String folder, String part, Block block) throws IOException {
        return ByteBuffer.wrap(bytes(storage, folder, part, block))
                .position(Block.HEADER)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A block as it is stored, its header included; the errors are those of {@link #read}. */
    static byte[] bytes(Storage storage, String folder, String part, Block block) throws IOException {
        String where = folder + "/" + part + " at byte " + block.offset();
        try (InputStream in = storage.read(folder, part)) {
            in.skipNBytes(block.offset());
            return next(in, where, block);
        } catch (EOFException e) {
            throw new IOException(where + ": the file ends before the block; open the findings again to mend them", e);
        }
    }

    /** The block that a stream has come to. */
    static byte[] next(InputStream in, String where, Block block) throws IOException {
        byte[] array = in.readNBytes(Block.HEADER + block.payload());
        if (array.length < Block.HEADER + block.payload()) {
            throw new IOException(where + ": the file ends within the block; open the findings again to mend them");
        }
        ByteBuffer bytes = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer expected = ByteBuffer.allocate(Block.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header(expected, block, checksum(bytes, Block.HEADER, block.payload()));
        if (!bytes.slice(0, Block.HEADER).equals(expected.rewind())) {
            throw new IOException(where + ": the block is damaged or is not the one its record describes ("
                    + block.rows() + " x " + block.columns() + "): delete the findings and make them again");
        }
        return array;
    }

    private static void header(ByteBuffer bytes, Block block, int checksum) {
        bytes.putInt(0, MAGIC)
                .putInt(4, block.type().bytes())
                .putInt(8, block.rows())
                .putInt(12, block.columns())
                .putInt(16, checksum);
        bytes.putInt(20, checksum(bytes, 0, 20));
    }

    private static int checksum(ByteBuffer bytes, int from, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(from, length));
        return (int) checksum.getValue();
    }
}
