package crosslens.run;

import java.io.Closeable;
import java.io.IOException;

/** Appends whole lines: one that cannot be written whole is taken back, or nothing more is written. */
final class LineWriter implements Closeable {
    private final Storage.Appender out;
    private long size;
    private boolean torn;

    /** @param size of the part, all of it whole lines; the appender is closed with this */
    LineWriter(Storage.Appender out, long size) {
        this.out = out;
        this.size = size;
    }

    /** Writes a line, its newline included. */
    void write(byte[] line) throws IOException {
        if (torn) {
            throw new IOException("an earlier write failed half-way: open the run again");
        }
        try {
            out.append(line);
            size += line.length;
        } catch (IOException e) {
            try {
                out.cut(size);
            } catch (IOException cut) {
                torn = true;
                e.addSuppressed(cut);
            }
            throw e;
        }
    }

    void sync() throws IOException {
        out.sync();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
