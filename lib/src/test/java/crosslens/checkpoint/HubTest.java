package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is fetched, where it lies, and what is taken from the cache. */
@Timeout(120)
class HubTest extends HubCase {
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
