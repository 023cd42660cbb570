package crosslens.tensor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs method definitions into the archive that libtorch's loader compiles.
 *
 * <p>Such an archive is a ZIP without compression that holds a pickled module and its code. The module here has no
 * parameters: one pickled object of class {@code __torch__.M} whose only attribute is {@code training = False}.
 */
final class TorchScriptArchive {
    /** With an older number the loader applies older operator schemas (gelu without {@code approximate}). */
    private static final String FORMAT_VERSION = "10\n";

    private static final String CLASS_HEADER =
            "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    private TorchScriptArchive() {}

    static byte[] of(String methods) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "m/data.pkl", pickledModule());
            put(zip, "m/code/__torch__.py", (CLASS_HEADER + methods).getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", pickledEmptyTuple());
            put(zip, "m/version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    // Pickle protocol 2: GLOBAL __torch__.M, (), NEWOBJ, {}, MARK "training" False SETITEMS, BUILD, STOP.
    private static byte[] pickledModule() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2});
        pickle.write("c__torch__\nM\n)".getBytes(StandardCharsets.US_ASCII));
        pickle.write((byte) 0x81);
        pickle.write("}(X".getBytes(StandardCharsets.US_ASCII));
        pickle.write(new byte[] {8, 0, 0, 0});
        pickle.write("training".getBytes(StandardCharsets.US_ASCII));
        pickle.write((byte) 0x89);
        pickle.write("ub.".getBytes(StandardCharsets.US_ASCII));
        return pickle.toByteArray();
    }

    private static byte[] pickledEmptyTuple() {
        return new byte[] {(byte) 0x80, 2, ')', '.'};
    }

    private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(data);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(data.length);
        entry.setCompressedSize(data.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }
}
