package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void anAppendThatFailsLeavesNothingBehindAndCanBeTriedAgain() throws IOException {
        FullDisk disk = new FullDisk(new FileStorage(folder));
        try (Run run = new RunStore(disk).open(Samples.SPEC, Samples.INFO)) {
            run.append(Samples.answer(0));
            disk.free = 10;
            assertThatThrownBy(() -> run.append(Samples.answer(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("1 answers of " + run.name() + " so far are kept");
            assertThat(run.has("id-00001")).isFalse();
            assertThat(Files.readAllBytes(folder.resolve(run.name()).resolve("records.jsonl")))
                    .isEqualTo(Samples.answer(0).toLine());
            disk.free = Long.MAX_VALUE;
            run.append(Samples.answer(1));
            assertThat(run.records()).containsExactly(Samples.answer(0), Samples.answer(1));
        }
    }

    @Test
    void whatCannotBeTakenBackIsMendedByTheNextOpening() throws IOException {
        FullDisk disk = new FullDisk(new FileStorage(folder));
        try (Run run = new RunStore(disk).open(Samples.SPEC, Samples.INFO)) {
            run.append(Samples.answer(0));
            disk.free = 10;
            disk.cutsFail = true;
            assertThatThrownBy(() -> run.append(Samples.answer(1))).hasMessageContaining("No space left on device");
            disk.free = Long.MAX_VALUE;
            assertThatThrownBy(() -> run.append(Samples.answer(2))).hasMessageContaining("open the run again");
        }
        try (Run run = new RunStore(folder).open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.notices()).hasSize(1);
            assertThat(run.notices().get(0)).contains("of 10 bytes");
            Samples.fill(run, 3);
            assertThat(run.records()).containsExactly(Samples.answer(0), Samples.answer(1), Samples.answer(2));
        }
    }

    @Test
    void aRunThatCannotBeOpenedForLackOfSpaceCanBeOpenedLater(@TempDir Path roomy) throws IOException {
        new RunStore(roomy).open(Samples.SPEC, Samples.INFO).close();
        long described =
                Files.size(roomy.resolve(RunName.of(Samples.SPEC, Samples.INFO)).resolve("run.json"));
        FullDisk disk = new FullDisk(new FileStorage(folder));
        // once the description stands, it is the log's first line, longer than 100 bytes, that does not fit
        for (long free : new long[] {0, 1, described - 1, described, 100}) {
            disk.free = free;
            assertThatThrownBy(() -> new RunStore(disk).open(Samples.SPEC, Samples.INFO))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device");
        }
        try (Run run = new RunStore(folder).open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.notices()).isEmpty();
            Samples.fill(run, 2);
            assertThat(run.records()).hasSize(2);
        }
    }

    /** Files on a disk with so many bytes left; a write that does not fit is done in part, as the operating system does it. */
    private static final class FullDisk implements Storage {
        private final Storage files;
        private long free = Long.MAX_VALUE;
        private boolean cutsFail;

        FullDisk(Storage files) {
            this.files = files;
        }

        @Override
        public Appender append(String folder, String part) throws IOException {
            Appender appender = files.append(folder, part);
            return new Appender() {
                @Override
                public void cut(long size) throws IOException {
                    if (cutsFail) {
                        throw new IOException("Input/output error");
                    }
                    appender.cut(size);
                }

                @Override
                public void append(byte[] bytes) throws IOException {
                    int fitting = (int) Math.min(free, bytes.length);
                    appender.append(Arrays.copyOf(bytes, fitting));
                    take(fitting, bytes.length);
                }

                @Override
                public void sync() throws IOException {
                    appender.sync();
                }

                @Override
                public void close() throws IOException {
                    appender.close();
                }
            };
        }

        @Override
        public void write(String folder, String part, InputStream content) throws IOException {
            byte[] bytes = content.readAllBytes();
            take((int) Math.min(free, bytes.length), bytes.length);
            files.write(folder, part, new ByteArrayInputStream(bytes));
        }

        private void take(int fitting, int wanted) throws IOException {
            free -= fitting;
            if (fitting < wanted) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public List<String> folders() throws IOException {
            return files.folders();
        }

        @Override
        public List<Part> parts(String folder) throws IOException {
            return files.parts(folder);
        }

        @Override
        public InputStream read(String folder, String part) throws IOException {
            return files.read(folder, part);
        }

        @Override
        public void delete(String folder, String part) throws IOException {
            files.delete(folder, part);
        }

        @Override
        public Closeable lock(String folder, String part) throws IOException {
            return files.lock(folder, part);
        }
    }
}
