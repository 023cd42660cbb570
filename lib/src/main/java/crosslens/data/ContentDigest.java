package crosslens.data;

import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * A file's checksum as its source names it.
 *
 * @param hex lower-case; empty for {@link Kind#NONE}
 */
public record ContentDigest(Kind kind, String hex) {
    /** The source names no checksum: every content is taken. */
    public static final ContentDigest NONE = new ContentDigest(Kind.NONE, "");

    private static final int BUFFER = 1 << 16;

    /** What is summed up, and how. */
    public enum Kind {
        /** SHA-256 of the content. */
        SHA256("SHA-256"),
        /** SHA-1 as git names a file's content: of {@code "blob "}, the length in decimal digits, a zero byte, the content. */
        GIT_BLOB("git blob"),
        NONE("size");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    public ContentDigest {
        Objects.requireNonNull(kind);
        int digits = kind == Kind.SHA256 ? 64 : kind == Kind.GIT_BLOB ? 40 : 0;
        if (!hex.matches("[0-9a-f]{" + digits + "}")) {
            throw new IllegalArgumentException("a checksum of kind " + kind.label + " has " + digits
                    + " lower-case hex digits, not '" + hex + "'");
        }
    }

    public static ContentDigest sha256(String hex) {
        return new ContentDigest(Kind.SHA256, hex);
    }

    /** The checksum that a hex text of its length stands for: 64 digits SHA-256, 40 digits a git blob, anything else none. */
    public static ContentDigest ofName(String name) {
        if (Sha256.looksRight(name)) {
            return sha256(name);
        }
        return name.matches("[0-9a-f]{40}") ? new ContentDigest(Kind.GIT_BLOB, name) : NONE;
    }

    /** The checksum of this kind that a file really has. */
    public ContentDigest of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return of(channel);
        }
    }

    ContentDigest of(FileChannel file) throws IOException {
        if (kind == Kind.NONE) {
            return NONE;
        }
        MessageDigest digest = kind == Kind.SHA256 ? Sha256.digest() : gitDigest(file.size());
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long at = 0; at < file.size(); ) {
            at += file.read(buffer.clear(), at);
            digest.update(buffer.flip());
        }
        return new ContentDigest(kind, Sha256.hex(digest.digest()));
    }

    private static MessageDigest gitDigest(long length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + length + "\0").getBytes(StandardCharsets.US_ASCII));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return (kind.label + " " + hex).strip();
    }
}
