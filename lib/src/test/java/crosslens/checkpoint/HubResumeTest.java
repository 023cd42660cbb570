package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Downloads that were cut, killed, spoiled or interrupted. */
@Timeout(120)
class HubResumeTest extends HubCase {
    @Test
    void completesASnapshotThatLacksAShard() throws IOException, InterruptedException {
        shard();
        hub().fetch(MODEL);
        Files.delete(snapshot().resolve(SHARD_2));
        Files.delete(repository().resolve("blobs").resolve(server.etag(SHARD_2)));
        server.branches.put("main", "f".repeat(40)); // the branch has moved on; the snapshot belongs to its commit
        hub().locate(MODEL);
        assertThat(snapshot().resolve(SHARD_2)).exists();
        assertThat(server.contents(SHARD_1)).isEqualTo(1);
        assertThat(heard).anyMatch(line -> line.contains("lacks " + SHARD_2));
    }

    @Test
    void goesOnAfterACut() throws IOException, InterruptedException {
        server.cuts.set(2);
        hub().fetch(MODEL);
        assertThat(Files.readAllBytes(snapshot().resolve("model.safetensors")))
                .isEqualTo(server.files.get("model.safetensors"));
        // half, half of the rest, and the rest
        assertThat(server.seen)
                .filteredOn(s -> s.server().equals("store"))
                .extracting(HubServer.Seen::range)
                .containsExactly(null, "bytes=150000-", "bytes=225000-");
    }

    @Test
    void goesOnWhereAKilledProcessStopped() throws IOException, InterruptedException {
        byte[] half = Arrays.copyOf(server.files.get("model.safetensors"), 123_456);
        Files.createDirectories(part("model.safetensors").getParent());
        Files.write(part("model.safetensors"), half);
        hub().fetch(MODEL);
        assertThat(server.seen).extracting(HubServer.Seen::range).contains("bytes=123456-");
        assertThat(heard.get(0)).endsWith("from 123456");
        assertThat(part("model.safetensors")).doesNotExist();
        assertThat(Files.readAllBytes(snapshot().resolve("model.safetensors")))
                .isEqualTo(server.files.get("model.safetensors"));
    }

    @Test
    void fetchesAWrongContentOnceMore() throws IOException, InterruptedException {
        server.wrongBytes.set(1);
        hub().fetch(MODEL);
        assertThat(Files.readAllBytes(snapshot().resolve("model.safetensors")))
                .isEqualTo(server.files.get("model.safetensors"));
    }

    @Test
    void refusesAContentThatStaysWrong() {
        server.wrongBytes.set(100);
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("not the expected file (SHA-256 " + server.etag("model.safetensors"));
        assertThat(snapshot()).doesNotExist();
        assertThat(server.contents("model.safetensors")).isEqualTo(2);
    }

    @Test
    void twoAtOnceFetchEveryContentOnce() throws Exception {
        List<CompletableFuture<Path>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Hub hub = new Hub(settings(false), web(), HubListener.NONE);
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return hub.fetch(MODEL);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (CompletableFuture<Path> one : both) {
            assertThat(one.get()).isEqualTo(snapshot());
        }
        assertThat(server.contents("model.safetensors")).isEqualTo(1);
    }

    @Test
    void anInterruptKeepsWhatArrived() throws Exception {
        server.stalled = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch halfway = new CountDownLatch(1);
        server.files.remove("pytorch_model.bin");
        server.files.remove("photo of a cat.png");
        int small = server.files.values().stream()
                .mapToInt(content -> content.length)
                .filter(length -> length < 300_000)
                .sum();
        HubListener waiting = new HubListener() {
            private long done;

            @Override
            public void begin(String label, long bytes, long there) {}

            @Override
            public void advance(long bytes) {
                done += bytes;
                if (done >= 150_000 + small) {
                    halfway.countDown();
                }
            }

            @Override
            public void say(String line) {}

            @Override
            public void end() {}
        };
        Thread fetching = new Thread(() -> {
            try {
                new Hub(settings(false), web(), waiting).fetch(MODEL);
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        fetching.start();
        halfway.await();
        fetching.interrupt();
        fetching.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(Files.readAllBytes(part("model.safetensors")))
                .isEqualTo(Arrays.copyOf(server.files.get("model.safetensors"), 150_000));
        assertThat(snapshot()).doesNotExist();
        server.stalled = null;
        hub().fetch(MODEL);
        assertThat(server.seen).extracting(HubServer.Seen::range).contains("bytes=150000-");
    }
}
