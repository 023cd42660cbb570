package crosslens.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, where Java's own message is nothing but its name. */
public final class FileReason {
    private FileReason() {}

    /** In plain words, without the file's name. */
    public static String of(IOException problem) {
        if (problem instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (problem instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "already exists";
        }
        return problem instanceof FileSystemException ? "cannot be used" : problem.getMessage();
    }
}
