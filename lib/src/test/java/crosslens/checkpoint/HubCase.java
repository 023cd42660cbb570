package crosslens.checkpoint;

import crosslens.data.BearerToken;
import crosslens.data.WebClient;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A hub against {@link HubServer}, a real server that answers as the hub does and fails as networks do. */
abstract class HubCase {
    static final HubName MODEL = HubName.parse(HubServer.ID).orElseThrow();
    static final String SECRET = "hf_verySecretIndeed";
    static final String SHARD_1 = "model-00001-of-00002.safetensors";
    static final String SHARD_2 = "model-00002-of-00002.safetensors";
    static final String INDEX =
            "{\"weight_map\":{\"a\":\"" + SHARD_1 + "\",\"b\":\"" + SHARD_2 + "\",\"c\":\"" + SHARD_2 + "\"}}";

    @TempDir
    Path cache;

    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    HubServer server;

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

    HubSettings settings(boolean token) {
        return new HubSettings(
                cache,
                server.address(),
                token ? Optional.of(new BearerToken(server.address(), SECRET)) : Optional.empty(),
                false);
    }

    WebClient web() {
        return new WebClient(ProxySelector.of(null), Duration.ofSeconds(20), pauses::add);
    }

    final HubListener listener = new HubListener() {
        long done;

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

    Hub hub() {
        return hub(false);
    }

    Hub hub(boolean token) {
        return new Hub(settings(token), web(), listener);
    }

    Path repository() {
        return cache.resolve("models--some-org--tiny.model-1");
    }

    Path snapshot() {
        return repository().resolve("snapshots").resolve(HubServer.COMMIT);
    }

    Path part(String file) {
        return repository().resolve("blobs").resolve(server.etag(file) + ".crosslens.incomplete");
    }

    void shard() {
        server.files.remove("model.safetensors");
        server.with(HubSelection.INDEX, INDEX).with(SHARD_1, 100_000).with(SHARD_2, 50_000);
    }
}
