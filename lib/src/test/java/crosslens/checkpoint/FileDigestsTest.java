package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
    // printf abc | sha256sum; printf xyz | sha256sum
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OF_XYZ = "3608bca1e44ea6c4d268eb6db02260269892c0b42b86bbf1e77a6fa16c3c9282";

    @TempDir
    private Path folder;

    private Path file;
    private Path cache;

    @BeforeEach
    void writeAFile() throws IOException {
        file = Files.writeString(folder.resolve("model.gguf"), "abc");
        cache = folder.resolve("new").resolve("digests.json");
    }

    @Test
    void digestsAFile() throws IOException {
        assertThat(FileDigests.uncached().sha256(file)).isEqualTo(OF_ABC);
        assertThat(FileDigests.cachedIn(cache).sha256(file)).isEqualTo(OF_ABC);
        assertThat(Files.readString(cache)).contains(OF_ABC, "\"size\" : 3");
    }

    @Test
    void remembersADigestWhileSizeAndTimeAreTheSame() throws IOException {
        FileDigests digests = FileDigests.cachedIn(cache);
        digests.sha256(file);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, time);
        assertThat(digests.sha256(file)).isEqualTo(OF_ABC); // not read again: nothing shows the change
        assertThat(digests.recompute(file)).isEqualTo(OF_XYZ);
        assertThat(FileDigests.cachedIn(cache).sha256(file)).isEqualTo(OF_XYZ);
    }

    @Test
    void readsAgainWhenTheTimeOrTheSizeChanged() throws IOException {
        FileDigests digests = FileDigests.cachedIn(cache);
        digests.sha256(file);
        Files.writeString(file, "xyz");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(digests.sha256(file)).isEqualTo(OF_XYZ);
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(digests.sha256(file)).startsWith("e3b0c44298fc1c14"); // SHA-256 of nothing
    }

    @Test
    void takesADamagedCacheForEmpty() throws IOException {
        Files.createDirectories(cache.getParent());
        for (String content : new String[] {"", "{\"a\":", "null", "[1]", "{\"a\": {\"size\": \"x\"}}"}) {
            Files.writeString(cache, content);
            assertThat(FileDigests.cachedIn(cache).sha256(file)).isEqualTo(OF_ABC);
        }
        assertThat(Files.list(cache.getParent())).containsExactly(cache); // no draft is left behind
    }

    @Test
    void makesOneFingerprintOfSeveralFilesInOrderOfName() {
        // printf 'a 1\nb 2\n' | sha256sum
        assertThat(FileDigests.fingerprint(Map.of("b", "2", "a", "1")))
                .isEqualTo("2951835de33689a441bfa61bc7af99b1f0305ca8ec0ab4dd508f14f57b27ca23");
    }

    @Test
    void givesARenamedModelTheSameFingerprint() throws IOException {
        Path one = GgufBytes.header(0, 0).write(folder);
        Path two = Files.copy(one, folder.resolve("copy.gguf"));
        try (GgufFile first = GgufFile.open(one);
                GgufFile second = GgufFile.open(two, FileDigests.cachedIn(cache))) {
            assertThat(first.fingerprint()).isEqualTo(second.fingerprint()).hasSize(64);
        }
    }
}
