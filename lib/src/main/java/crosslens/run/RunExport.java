package crosslens.run;

import crosslens.run.Storage.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the folder of a run, or of findings, into a zip file. One that is being appended to is packed up to its last whole lines; parts go in the order of their
 * names, so that the matrices, which are written first, are there for every line.
 */
final class RunExport {
    /** The earliest time a zip file can state: the same run gives the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private RunExport() {}

    static void pack(Storage storage, String folder, Path zip) throws IOException {
        if (Files.exists(zip)) {
            throw new IOException(zip + " is there already: give another name or remove it");
        }
        Path unfinished = zip.resolveSibling(zip.toFile().getName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(unfinished))) {
                for (Part part : storage.parts(folder)) {
                    ZipEntry entry = new ZipEntry(folder + "/" + part.name());
                    entry.setTimeLocal(NO_TIME);
                    out.putNextEntry(entry);
                    copy(storage, folder, part, out);
                    out.closeEntry();
                }
            }
            Files.move(unfinished, zip, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("cannot write " + zip + ": " + FileReason.of(e), e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void copy(Storage storage, String folder, Part part, OutputStream out) throws IOException {
        try (InputStream in = storage.read(folder, part.name())) {
            if (part.name().endsWith(".jsonl")) {
                Lines.scan(in, folder + "/" + part.name(), (number, bytes) -> {
                    out.write(bytes);
                    out.write('\n');
                });
            } else {
                in.transferTo(out);
            }
        }
    }
}
