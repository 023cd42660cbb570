package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileReasonTest {
    @Test
    void saysInWordsWhatJavaSaysByTheKindOfItsException() {
        assertThat(FileReason.of(new NoSuchFileException("a"))).isEqualTo("no such file or folder");
        assertThat(FileReason.of(new AccessDeniedException("a"))).isEqualTo("permission denied");
        assertThat(FileReason.of(new FileAlreadyExistsException("a"))).isEqualTo("already exists");
        assertThat(FileReason.of(new FileSystemException("a"))).isEqualTo("cannot be used");
    }

    @Test
    void keepsTheSystemsWordsWhereThereAreSome() {
        assertThat(FileReason.of(new FileSystemException("a", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileReason.of(new IOException("torn"))).isEqualTo("torn");
    }
}
