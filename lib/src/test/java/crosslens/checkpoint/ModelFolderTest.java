package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeConfig() throws IOException {
        write("config.json", "{\"model_type\":\"llama\"}");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void single() throws IOException {
        new SafetensorsBytes().f32("w", "[2]", 1f, 2f).write(folder.resolve("model.safetensors"));
    }

    /** Shard 1 holds a, shard 2 holds b and c. */
    private void shards(String weightMap) throws IOException {
        new SafetensorsBytes().f32("a", "[1]", 1f).write(folder.resolve("s-1.safetensors"));
        new SafetensorsBytes().f32("b", "[1]", 2f).f32("c", "[1]", 3f).write(folder.resolve("s-2.safetensors"));
        write(INDEX, "{\"metadata\":{\"total_size\":12},\"weight_map\":{" + weightMap.replace('\'', '"') + "}}");
    }

    private ModelFolder open() throws IOException {
        return ModelFolder.open(folder, FileDigests.uncached());
    }

    private void refused(String... messages) {
        assertThatIOException()
                .isThrownBy(() -> open().close())
                .withMessageContaining(folder.toString())
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    @Test
    void givesTheConfigurationAsMetadata() throws IOException {
        single();
        write("config.json", """
                {"layers": 30, "theta": 1e6, "one": 1.0, "big": 1000000000000000019884624838656, "name": "zwölf",
                 "tied": true, "scaling": null, "rope": {"factor": 8, "kinds": ["a", 2, 0.5, [], {}]}}""");
        try (ModelFolder model = open()) {
            assertThat(model.format()).isEqualTo(Checkpoint.Format.TRANSFORMERS);
            assertThat(model.metadata())
                    .containsEntry("layers", 30L)
                    .containsEntry("theta", 1e6)
                    .containsEntry("one", 1.0)
                    .containsEntry("big", 1e30)
                    .containsEntry("name", "zwölf")
                    .containsEntry("tied", true)
                    .containsEntry("scaling", null)
                    .containsEntry("rope", Map.of("factor", 8L, "kinds", List.of("a", 2L, 0.5, List.of(), Map.of())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "{'a':NaN}, not valid JSON",
        "{'a':-Infinity}, not valid JSON",
        "{'a':1e999}, the number is too large",
        "'{''a'':1,''a'':2}', Duplicate field 'a'",
        "[], it does not hold a JSON object",
        "'', it does not hold a JSON object",
        "{'a':1, not valid JSON",
        "{} {}, more after the end",
    })
    void refusesAConfigurationThatCannotBeTrusted(String json, String message) throws IOException {
        single();
        write("config.json", json.replace('\'', '"'));
        refused("config.json", message.replace('"', '\''));
    }

    @Test
    void refusesAConfigurationThatIsNestedTooDeepOrTooLarge() throws IOException {
        single();
        write("config.json", "{\"a\":" + "[".repeat(100_000));
        refused("config.json", "nesting depth");
        write("config.json", " ".repeat((1 << 22) + 1));
        refused("config.json has 4194305 bytes; at most 4194304 are read");
    }

    @Test
    void readsTensorsOfOneFile() throws IOException {
        single();
        try (Checkpoint model = Checkpoint.open(folder, FileDigests.uncached())) {
            assertThat(model).isInstanceOf(ModelFolder.class);
            assertThat(model.path()).isEqualTo(folder);
            assertThat(model.tensors()).containsExactly(new TensorInfo("w", List.of(2L), "F32"));
            FloatBuffer values = FloatBuffer.allocate(2);
            model.read("w", values);
            assertThat(values.array()).containsExactly(1f, 2f);
            assertThatIOException().isThrownBy(() -> model.read("v", values)).withMessage("No tensor v in " + folder);
            assertThat(model.stored("v")).isEmpty();
        }
    }

    @Test
    void readsTensorsOfSeveralFiles() throws IOException {
        shards("'c':'s-2.safetensors','a':'s-1.safetensors','b':'s-2.safetensors'");
        try (ModelFolder model = open()) {
            assertThat(model.tensors()).extracting(TensorInfo::name).containsExactly("a", "b", "c");
            FloatBuffer values = FloatBuffer.allocate(3);
            for (String name : List.of("c", "a", "b")) {
                model.read(name, values);
            }
            assertThat(values.array()).containsExactly(3f, 1f, 2f);
            assertThat(model.files()).containsOnlyKeys("config.json", "s-1.safetensors", "s-2.safetensors");
        }
    }

    @Test
    void prefersASingleFileToAnIndex() throws IOException {
        shards("'gone':'s-3.safetensors'");
        single();
        try (ModelFolder model = open()) {
            assertThat(model.tensors()).extracting(TensorInfo::name).containsExactly("w");
        }
    }

    @Test
    void listsAllThatIsWrongAtOnce() throws IOException {
        shards("'a':'s-2.safetensors','b':'s-2.safetensors','d':'s-1.safetensors','e':'s-3.safetensors'");
        write("config.json", "{");
        refused(
                "- Damaged file " + folder.resolve("config.json"),
                "- No such model file: " + folder.resolve("s-3.safetensors"),
                "- tensor \"a\" is in s-1.safetensors, but " + INDEX + " says it is in \"s-2.safetensors\"",
                "- tensor \"c\" is in s-2.safetensors, but " + INDEX + " does not name it",
                "- tensor \"a\" is not in s-2.safetensors, where " + INDEX + " says it is",
                "- tensor \"d\" is not in s-1.safetensors, where " + INDEX + " says it is");
    }

    @Test
    void listsNoMoreProblemsThanCanBeRead() throws IOException {
        StringBuilder map = new StringBuilder("'a':'s-1.safetensors','b':'s-2.safetensors','c':'s-2.safetensors'");
        for (int i = 0; i < 30; i++) {
            map.append(",'x").append(i).append("':'s-1.safetensors'");
        }
        shards(map.toString());
        refused("- tensor \"x19\" is not in", "- and 10 more"); // 20 of 30
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../s-1.safetensors",
                "/s-1.safetensors",
                "sub/s-1.safetensors",
                "sub\\\\s-1.safetensors",
                "..",
                "",
                ".safetensors",
                "s-1.bin",
                "s\\u0000.safetensors",
                "C:s-1.safetensors",
            })
    void refusesNamesOfShardsThatCouldLeadElsewhere(String name) throws IOException {
        shards("'a':'" + name + "','b':'s-2.safetensors','c':'s-2.safetensors'");
        refused(INDEX + " names the file \"", "a file must lie in the folder itself and end in .safetensors");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"metadata\":{}}', it has no weight_map",
        "'{\"weight_map\":[]}', weight_map must be an object",
        "'{\"weight_map\":{\"a\":1}}', the file of tensor \"a\" must be a string",
        "'{\"weight_map\":{\"a\":\"s\",\"a\":\"s\"}}', Duplicate field",
    })
    void refusesADamagedIndex(String json, String message) throws IOException {
        write(INDEX, json);
        refused(folder.resolve(INDEX).toString(), message);
    }

    @ParameterizedTest
    @CsvSource({
        "pytorch_model.bin, pickles are not read",
        "consolidated.00.pth, save_pretrained(NEW_FOLDER, safe_serialization=True)",
        "weights.pt, pickles are not read",
        "model-00001-of-00002.safetensors, fetch the index",
        "model.Q4_1.gguf, name that file instead of the folder",
        "adapter_config.json, merge it into its base model",
        "README.md, it has neither model.safetensors nor model.safetensors.index.json",
    })
    void saysWhatToDoWithAFolderOfOtherWeights(String file, String message) throws IOException {
        write(file, "");
        refused(message);
    }

    @Test
    void refusesAFolderWithoutConfigurationAndAPlaceWithoutFolder() throws IOException {
        single();
        Files.delete(folder.resolve("config.json"));
        refused("it has no config.json");
        Path gone = folder.resolve("gone");
        assertThatIOException()
                .isThrownBy(() -> ModelFolder.open(gone, FileDigests.uncached()))
                .withMessage("No such model folder: " + gone);
    }

    @Test
    void servesTensorsWithoutATokenizerAndSaysThenWhichFilesAreMissing() throws IOException {
        single();
        try (ModelFolder model = open()) {
            assertThat(model.tensors()).hasSize(1);
            assertThat(model.chatTemplate()).isEmpty();
            assertThatIOException()
                    .isThrownBy(model::tokenizer)
                    .withMessage("No tokenizer in " + folder
                            + ": it has neither tokenizer.json nor tokenizer.model nor vocab.json with merges.txt");
        }
    }

    @Test
    void namesTheFolderToThoseWhoNameItsWeights() throws IOException {
        single();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checkpoint.open(folder.resolve("model.safetensors"), FileDigests.uncached()))
                .withMessageContaining("name its folder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "generation_config.json",
                "tokenizer.model",
                "special_tokens_map.json",
                "added_tokens.json",
                "chat_template.jinja",
            })
    void hasAnotherFingerprintIfAFileThatMattersChanges(String name) throws IOException {
        single();
        String without = fingerprint();
        write("README.md", "not part of the model");
        assertThat(fingerprint()).isEqualTo(without);
        write(name, "{}");
        assertThat(fingerprint()).isNotEqualTo(without);
    }

    private String fingerprint() throws IOException {
        try (ModelFolder model = open()) {
            return model.fingerprint();
        }
    }

    @Test
    void makesTheFingerprintOfNamesAndDigests() throws IOException {
        single();
        String config = Sha256.of(Files.readAllBytes(folder.resolve("config.json")));
        String weights = Sha256.of(Files.readAllBytes(folder.resolve("model.safetensors")));
        assertThat(fingerprint())
                .isEqualTo(Sha256.of("config.json " + config + "\nmodel.safetensors " + weights + "\n"));
    }

    @Test
    void takesTheHubsOwnNameOfABlobForItsDigest() throws IOException {
        String named = "ab".repeat(32);
        Path blob = folder.resolve("blobs").resolve(named);
        Files.createDirectories(blob.getParent());
        new SafetensorsBytes().f32("w", "[1]", 1f).write(blob);
        Files.createSymbolicLink(folder.resolve("model.safetensors"), Path.of("blobs", named));
        String config = Sha256.of(Files.readAllBytes(folder.resolve("config.json")));
        assertThat(fingerprint()).isEqualTo(Sha256.of("config.json " + config + "\nmodel.safetensors " + named + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", INDEX})
    void neverFailsOtherwiseThanByIOExceptionOnRandomDamage(String name) throws IOException {
        shards("'a':'s-1.safetensors','b':'s-2.safetensors','c':'s-2.safetensors'");
        write("config.json", "{\"layers\":30,\"theta\":1e6,\"rope\":{\"factor\":8.5,\"kinds\":[\"a\",null,true]}}");
        byte[] whole = Files.readAllBytes(folder.resolve(name));
        Random random = new Random(5);
        int opened = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] bytes = whole.clone();
            for (int hit = random.nextInt(2); hit >= 0; hit--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(folder.resolve(name), bytes);
            try (ModelFolder model = open()) {
                assertThat(model.tensors()).hasSize(3);
                opened++;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(folder.toString());
            }
        }
        assertThat(opened).isBetween(1, 999);
    }
}
