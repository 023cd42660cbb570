package crosslens.data;

/** Hears how far a download is; called on the downloading thread. */
@FunctionalInterface
public interface DownloadProgress {
    /** Hears nothing. */
    DownloadProgress SILENT = (file, bytes, total) -> {};

    /**
     * Some bytes have arrived.
     *
     * @param file name of the file under way
     * @param bytes of it that are on disk, those of earlier attempts included
     * @param total of the file
     */
    void progress(String file, long bytes, long total);
}
