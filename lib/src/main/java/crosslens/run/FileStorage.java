package crosslens.run;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Runs in a folder of the file system, made when it is first written to.
 *
 * <p>Streams of {@code java.io} are used throughout: those of {@code java.nio} close themselves when the thread is interrupted, and an interrupted run
 * must still store the answer it holds.
 */
public final class FileStorage implements Storage {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final String LOCK = ".lock";
    private static final String UNFINISHED = ".tmp";

    private final Path root;

    public FileStorage(Path root) {
        this.root = root;
    }

    @Override
    public List<String> folders() throws IOException {
        return entries(root).stream()
                .filter(name -> NAME.matcher(name).matches() && Files.isDirectory(root.resolve(name)))
                .toList();
    }

    @Override
    public List<Part> parts(String folder) throws IOException {
        List<Part> parts = new ArrayList<>();
        Path home = home(folder);
        for (String name : entries(home)) {
            if (isPart(name) && Files.isRegularFile(home.resolve(name))) {
                parts.add(new Part(name, Files.size(home.resolve(name))));
            }
        }
        return parts;
    }

    @Override
    public InputStream read(String folder, String part) throws IOException {
        return new FileInputStream(path(folder, part).toFile());
    }

    @Override
    public void write(String folder, String part, InputStream content) throws IOException {
        Path target = path(folder, part);
        makeFolder(home(folder));
        Path unfinished = target.resolveSibling(part + "." + UUID.randomUUID() + UNFINISHED);
        try {
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
                content.transferTo(out);
                out.getFD().sync();
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(home(folder));
        } catch (IOException e) {
            throw new IOException("cannot write " + target + ": " + reason(e), e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public Appender append(String folder, String part) throws IOException {
        Path target = path(folder, part);
        makeFolder(home(folder));
        try {
            boolean isNew = !Files.exists(target);
            RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw");
            file.seek(file.length());
            if (isNew) {
                syncFolder(home(folder));
            }
            return new FileAppender(target, file);
        } catch (IOException e) {
            throw new IOException("cannot append to " + target + ": " + reason(e), e);
        }
    }

    @Override
    public void delete(String folder, String part) throws IOException {
        Path target = path(folder, part);
        try {
            Files.deleteIfExists(target);
            List<String> rest = entries(home(folder));
            if (rest.stream().noneMatch(FileStorage::isPart)) {
                for (String name : rest) {
                    if (isBookkeeping(name)) {
                        Files.delete(home(folder).resolve(name));
                    }
                }
                Files.deleteIfExists(home(folder));
            }
        } catch (IOException e) {
            throw new IOException("cannot delete " + target + ": " + reason(e), e);
        }
    }

    @Override
    public Closeable lock(String folder, String part) throws IOException {
        Path target = path(folder, part);
        makeFolder(home(folder));
        try {
            return LockFile.take(home(folder), part + LOCK, target.toString());
        } catch (LockFile.Taken e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot lock " + target + ": " + reason(e), e);
        }
    }

    private Path path(String folder, String part) {
        if (isBookkeeping(part)) {
            throw new IllegalArgumentException("no part may be called " + JsonText.quote(part));
        }
        return home(folder).resolve(checked(part));
    }

    private Path home(String folder) {
        return root.resolve(checked(folder));
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name in a run store: " + JsonText.quote(name));
        }
        return name;
    }

    private static boolean isPart(String name) {
        return NAME.matcher(name).matches() && !isBookkeeping(name);
    }

    private static boolean isBookkeeping(String name) {
        return name.endsWith(LOCK) || name.endsWith(UNFINISHED);
    }

    /** Names in a folder, sorted; none if there is no such folder. */
    private static List<String> entries(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            List<String> entries = new ArrayList<>();
            stream.forEach(path -> entries.add(path.toFile().getName()));
            entries.sort(Comparator.naturalOrder());
            return entries;
        } catch (IOException e) {
            throw new IOException("cannot list " + folder + ": " + reason(e), e);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(
                    "cannot make the folder " + folder + ": " + reason(e) + "; give another folder for the runs", e);
        }
    }

    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot open a folder. The file is there all the same; only a loss of power could take its
            // name away again.
            return;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a folder";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof DirectoryNotEmptyException rest) {
            return rest.getFile() + " holds files that belong to no run";
        }
        if (e instanceof NotDirectoryException file) {
            return file.getFile() + " is a file, not a folder";
        }
        return e.getMessage();
    }

    private record FileAppender(Path path, RandomAccessFile file) implements Appender {
        @Override
        public void cut(long size) throws IOException {
            file.setLength(size);
            file.seek(size);
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            try {
                file.write(bytes);
            } catch (IOException e) {
                throw new IOException("cannot append to " + path + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void sync() throws IOException {
            try {
                file.getFD().sync();
            } catch (IOException e) {
                throw new IOException("cannot sync " + path + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
