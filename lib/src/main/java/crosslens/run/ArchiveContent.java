package crosslens.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What the folders of an archive are: runs, or findings. */
interface ArchiveContent {
    /** For errors, e.g. {@code a run}. */
    String name();

    /** Name of the part that describes a folder. */
    String header();

    /**
     * The folder of this store that a description belongs to, one that is there or a new name.
     *
     * @param where for errors
     * @throws IOException if the description cannot be used
     */
    String target(InputStream header, String where) throws IOException;

    /**
     * Checks one shard.
     *
     * @param folder for errors, with a slash at its end
     * @return the ids in it
     * @throws IOException if a line cannot be used, is unfinished, or names a matrix that is not there whole
     */
    List<String> records(Shard shard, String folder, Parts parts) throws IOException;

    /** The parts of the folder in the archive. */
    interface Parts {
        /** Opens a part; the caller closes it. */
        InputStream open(String part) throws IOException;
    }

    /** The error for a file whose end is missing. */
    static void requireWhole(Lines.Extent extent, String where) throws IOException {
        if (extent.torn() > 0) {
            throw new IOException(where + " has an unfinished last line: nothing of it was taken");
        }
    }
}
