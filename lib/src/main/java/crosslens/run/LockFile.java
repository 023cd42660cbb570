package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock on a file of its own, which names its holder. The operating system frees it when the process ends.
 *
 * <p>The files stay when a lock is given back: removing one would let two processes lock two files of one name. Within this process the set of held
 * locks is asked before the file is opened, because on POSIX systems closing any handle of a file frees every lock the process has on it.
 */
final class LockFile implements Closeable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    /** The locked byte lies far behind the text, so that others can read the text where locks bar reading. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int LONGEST_NOTE = 200;

    private final Path key;
    private final RandomAccessFile file;

    private LockFile(Path key, RandomAccessFile file) {
        this.key = key;
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @param folder there already
     * @param what is locked, for messages
     * @throws Taken naming the holder, if the lock is held
     */
    static LockFile take(Path folder, String name, String what) throws IOException {
        Path key = folder.toRealPath().resolve(name);
        if (!HELD.add(key)) {
            throw new Taken(what + " is already open in this process: close it there first");
        }
        RandomAccessFile file = null;
        boolean taken = false;
        try {
            file = new RandomAccessFile(key.toFile(), "rw");
            taken = lock(file);
            if (!taken) {
                throw new Taken(what + " is in use by " + note(file) + ": wait for it or stop it, then try again");
            }
            return new LockFile(key, file);
        } finally {
            if (!taken) {
                if (file != null) {
                    file.close();
                }
                HELD.remove(key);
            }
        }
    }

    private static boolean lock(RandomAccessFile file) throws IOException {
        try {
            if (file.getChannel().tryLock(LOCKED_BYTE, 1, false) == null) {
                return false;
            }
        } catch (OverlappingFileLockException e) {
            return false; // held through a class of this name from another class loader
        }
        file.setLength(0);
        file.write(holder().getBytes(StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void close() throws IOException {
        if (file.getChannel().isOpen()) {
            try (file) {
                file.setLength(0);
            } finally {
                HELD.remove(key);
            }
        }
    }

    private static String note(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[LONGEST_NOTE];
        int read = file.read(bytes);
        return read <= 0
                ? "another process"
                : JsonText.quote(new String(bytes, 0, read, StandardCharsets.UTF_8).strip());
    }

    private static String holder() {
        return "process " + ProcessHandle.current().pid() + " on " + host();
    }

    private static String host() {
        try {
            // Asking the network for one's own name can take seconds where there is none.
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "an unnamed machine";
            }
        }
    }

    /** Somebody else holds the lock. */
    static final class Taken extends IOException {
        private static final long serialVersionUID = 1;

        Taken(String message) {
            super(message);
        }
    }
}
