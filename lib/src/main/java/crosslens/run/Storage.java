package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Where runs are kept: folders of named parts, each part either written whole once or grown by appending.
 *
 * <p>{@link FileStorage} is the one in use; an object store can stand behind the same calls by keeping every synced append as a part of its own and
 * reading them joined. Names are plain: a letter or digit, then letters, digits, dots, hyphens and underscores; everything else is refused with an
 * {@link IllegalArgumentException}. Every failure is an {@link IOException} that names the place and what to do. Safe for use by several threads;
 * nothing here fails because the calling thread was interrupted.
 */
public interface Storage {
    /** Names of the folders there are, sorted; a storage not yet made has none. */
    List<String> folders() throws IOException;

    /** The parts of a folder, sorted by name; none if there is no such folder. */
    List<Part> parts(String folder) throws IOException;

    /** A part from its beginning; the caller closes it. */
    InputStream read(String folder, String part) throws IOException;

    /** Writes a part whole, in place of an older one: afterwards it is there durably, or, on failure, as it was. The caller closes the content. */
    void write(String folder, String part, InputStream content) throws IOException;

    /** Opens a part for appending at its end and makes it where it is new. The caller holds the part's lock, and closes the appender first. */
    Appender append(String folder, String part) throws IOException;

    /** Removes a part; with the last part the folder goes. A part that is not there is no failure. */
    void delete(String folder, String part) throws IOException;

    /**
     * Takes the one lock of a part, which need not exist yet, until the result is closed or the process ends, in whatever way.
     *
     * @throws IOException naming the holder, if this or another process holds it
     */
    Closeable lock(String folder, String part) throws IOException;

    /** @param bytes its size */
    record Part(String name, long bytes) {}

    /** The growing end of a part. Not for use by several threads at once. */
    interface Appender extends Closeable {
        /** Cuts the part to its first bytes. */
        void cut(long size) throws IOException;

        /** Writes the bytes at the end, handed to the operating system when this returns; on failure some of them may have been written. */
        void append(byte[] bytes) throws IOException;

        /** Returns when everything appended would outlast a loss of power. */
        void sync() throws IOException;
    }
}
