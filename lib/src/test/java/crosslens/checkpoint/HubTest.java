package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.data.BearerToken;
import crosslens.data.WebClient;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link HubServer}, a real server that answers as the hub does and fails as networks do. */
@Timeout(120)
class HubTest {
    private static final HubName MODEL = HubName.parse(HubServer.ID).orElseThrow();
    private static final String SECRET = "hf_verySecretIndeed";
    private static final String SHARD_1 = "model-00001-of-00002.safetensors";
    private static final String SHARD_2 = "model-00002-of-00002.safetensors";
    private static final String INDEX =
            "{\"weight_map\":{\"a\":\"" + SHARD_1 + "\",\"b\":\"" + SHARD_2 + "\",\"c\":\"" + SHARD_2 + "\"}}";

    @TempDir
    Path cache;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private HubServer server;

    @BeforeEach
    void start() throws IOException {
        server = new HubServer()
                .with("config.json", "{\"model_type\":\"llama\"}")
                .with("tokenizer.json", "{}")
                .with("tokenizer_config.json", "{\"chat_template\":\"x\"}")
                .with("README.md", "---\nlicense: mit\n---\n")
                .with("model.safetensors", 300_000)
                .with("pytorch_model.bin", "pickle")
                .with("photo of a cat.png", "cat");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HubSettings settings(boolean token) {
        return new HubSettings(
                cache,
                server.address(),
                token ? Optional.of(new BearerToken(server.address(), SECRET)) : Optional.empty(),
                false);
    }

    private WebClient web() {
        return new WebClient(ProxySelector.of(null), Duration.ofSeconds(20), pauses::add);
    }

    private final HubListener listener = new HubListener() {
        private long done;

        @Override
        public void begin(String label, long bytes, long there) {
            done = there;
            heard.add("begin " + bytes + " from " + there);
        }

        @Override
        public void advance(long bytes) {
            done += bytes;
        }

        @Override
        public void say(String line) {
            heard.add(line);
        }

        @Override
        public void end() {
            heard.add("end " + done);
        }
    };

    private Hub hub() {
        return hub(false);
    }

    private Hub hub(boolean token) {
        return new Hub(settings(token), web(), listener);
    }

    private Path repository() {
        return cache.resolve("models--some-org--tiny.model-1");
    }

    private Path snapshot() {
        return repository().resolve("snapshots").resolve(HubServer.COMMIT);
    }

    private Path part(String file) {
        return repository().resolve("blobs").resolve(server.etag(file) + ".crosslens.incomplete");
    }

    private void shard() {
        server.files.remove("model.safetensors");
        server.with(HubSelection.INDEX, INDEX).with(SHARD_1, 100_000).with(SHARD_2, 50_000);
    }

    @Test
    void fetchesWhatIsNeededInTheStandardLayout() throws IOException, InterruptedException {
        assertThat(hub().locate(MODEL)).isEqualTo(snapshot());
        assertThat(snapshot().toFile().list())
                .containsExactlyInAnyOrder(
                        "config.json", "tokenizer.json", "tokenizer_config.json", "README.md", "model.safetensors");
        for (String file : List.of("config.json", "model.safetensors")) {
            assertThat(Files.readAllBytes(snapshot().resolve(file))).isEqualTo(server.files.get(file));
            assertThat(Files.readSymbolicLink(snapshot().resolve(file)))
                    .isEqualTo(Path.of("../../blobs").resolve(server.etag(file)));
        }
        assertThat(repository().resolve("refs/main")).hasContent(HubServer.COMMIT);
        long total =
                List.of("config.json", "tokenizer.json", "tokenizer_config.json", "README.md", "model.safetensors")
                        .stream()
                        .mapToLong(f -> server.files.get(f).length)
                        .sum();
        assertThat(heard).containsExactly("begin " + total + " from 0", "end " + total);
    }

    @Test
    void usesTheCacheWithTheServerDown() throws IOException, InterruptedException {
        hub().fetch(MODEL);
        server.stop();
        assertThat(hub().locate(MODEL)).isEqualTo(snapshot());
        assertThat(hub().locate(MODEL.at(HubServer.COMMIT))).isEqualTo(snapshot());
        assertThatIOException()
                .isThrownBy(() -> hub().locate(MODEL.at("v2")))
                .withMessageContaining("cannot reach localhost");
    }

    @Test
    void fetchesTheShardsOfAnIndex() throws IOException, InterruptedException {
        shard();
        hub().locate(MODEL);
        assertThat(Files.readAllBytes(snapshot().resolve(SHARD_2))).isEqualTo(server.files.get(SHARD_2));
        assertThat(snapshot().resolve(SHARD_1)).exists();
    }

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
    void sendsTheTokenToTheHubAlone() throws IOException, InterruptedException {
        server.secret = SECRET;
        hub(true).fetch(MODEL);
        assertThat(server.seen).filteredOn(s -> s.server().equals("hub")).allMatch(HubServer.Seen::token);
        assertThat(server.seen)
                .filteredOn(s -> s.server().equals("store"))
                .isNotEmpty()
                .noneMatch(HubServer.Seen::token);
    }

    @Test
    void neverShowsTheToken() {
        server.secret = "another";
        assertThatIOException()
                .isThrownBy(() -> hub(true).locate(MODEL))
                .withMessageContaining("does not accept the token that is set")
                .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
        assertThat(settings(true).toString()).doesNotContain(SECRET);
    }

    private static String trace(Throwable problem) {
        java.io.StringWriter text = new java.io.StringWriter();
        problem.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | GatedRepo | accept its licence at",
                "403 | GatedRepo | is gated: accept its licence at",
                "404 | RepoNotFound | the hub has no model some-org/tiny.model-1",
                "404 | RevisionNotFound | has no revision 'main'",
                "418 | '' | answered 418",
            })
    void saysWhatToDoAboutARefusal(int status, String code, String message) {
        server.refusal = new HubServer.Refusal(status, Map.of("X-Error-Code", code), "");
        server.refusals.set(1);
        assertThatIOException().isThrownBy(() -> hub().locate(MODEL)).withMessageContaining(message);
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsAsLongAsABusyServerSays() throws IOException, InterruptedException {
        server.refusal = new HubServer.Refusal(429, Map.of("Retry-After", "7"), "");
        server.refusals.set(2);
        hub().fetch(MODEL);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void doesNotWaitForAnHour() {
        server.refusal = new HubServer.Refusal(429, Map.of("Retry-After", "3600"), "");
        server.refusals.set(1);
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("too many requests")
                .withMessageContaining("in 3600 seconds");
    }

    @Test
    void triesAServerInTroubleFiveTimes() {
        server.refusal = new HubServer.Refusal(503, Map.of(), "");
        server.refusals.set(100);
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("answered 503 again");
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void recognisesAPageInsteadOfData() {
        server.refusal = new HubServer.Refusal(200, Map.of("Content-Type", "text/html"), "<html>log in</html>");
        server.refusals.set(1);
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("answered with a web page instead of data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a\\\\b", "C:evil", "a/../../b", "", "a//b", "."})
    void refusesAFileNameThatLeavesItsFolder(String name) {
        server.refusal = new HubServer.Refusal(
                200,
                Map.of(),
                "{\"sha\":\"" + HubServer.COMMIT + "\",\"siblings\":[{\"rfilename\":\"" + name + "\"}]}");
        server.refusals.set(1);
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("is refused");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void refusesAnIndexThatNamesAFileElsewhere() {
        server.files.remove("model.safetensors");
        server.with(HubSelection.INDEX, "{\"weight_map\":{\"a\":\"../../x.safetensors\"}}");
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("is no name of a shard");
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

    @Test
    void copiesWhereLinksAreImpossible() throws IOException, InterruptedException {
        HubCache copying = new HubCache(cache, (link, target) -> {
            throw new UnsupportedOperationException("no links here");
        });
        new Hub(settings(false), copying, web(), listener).fetch(MODEL);
        assertThat(snapshot().resolve("model.safetensors")).isRegularFile();
        assertThat(Files.isSymbolicLink(snapshot().resolve("model.safetensors")))
                .isFalse();
        assertThat(Files.readAllBytes(snapshot().resolve("model.safetensors")))
                .isEqualTo(server.files.get("model.safetensors"));
    }

    @Test
    void listsTheGgufFilesOfAModelThatHasNothingElse() throws IOException, InterruptedException {
        server.files.clear();
        server.with("tiny.Q4_0.gguf", 1000).with("sub/tiny.Q8_0.gguf", 2000);
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("name one of them")
                .withMessageContaining(HubServer.ID + "/sub/tiny.Q8_0.gguf, " + HubServer.ID + "/tiny.Q4_0.gguf");
        HubName one = HubName.parse(HubServer.ID + "/sub/tiny.Q8_0.gguf").orElseThrow();
        Path file = hub().locate(one);
        assertThat(file).isEqualTo(snapshot().resolve("sub/tiny.Q8_0.gguf"));
        assertThat(Files.readAllBytes(file)).isEqualTo(server.files.get("sub/tiny.Q8_0.gguf"));
        assertThat(server.contents("tiny.Q4_0.gguf")).isZero();
    }

    @Test
    void refusesPicklesAndSaysHowToConvertThem() {
        server.files.remove("model.safetensors");
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("safe_serialization=True");
    }

    @Test
    void offlineAsksNoOne() {
        Hub hub = new Hub(settings(false).withOffline(true), web(), listener);
        assertThatIOException()
                .isThrownBy(() -> hub.locate(MODEL))
                .withMessageContaining("is not whole in the cache")
                .withMessageContaining("HF_HUB_OFFLINE");
        assertThat(server.seen).isEmpty();
    }

    @Test
    void saysHowMuchSpaceIsNeededBeforeItBegins() {
        server.claimed = 900_000_000_000_000_000L;
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("no space for " + HubServer.ID + ": 900000000.00 GB are needed")
                .withMessageContaining("HF_HUB_CACHE");
        assertThat(server.contents("model.safetensors")).isZero();
        assertThat(heard).isEmpty();
    }

    @Test
    void findsWhatIsInTheCache() throws IOException, InterruptedException {
        hub().fetch(MODEL);
        assertThat(hub().cached()).containsExactly(MODEL);
        assertThat(hub().snapshot(MODEL)).contains(snapshot());
        assertThat(HubCache.expected(snapshot().resolve("config.json")).hex()).isEqualTo(server.etag("config.json"));
        assertThat(new Hub(
                                new HubSettings(
                                        cache.resolve("none"), URI.create("http://localhost"), Optional.empty(), true),
                                web(),
                                listener)
                        .cached())
                .isEmpty();
    }
}
