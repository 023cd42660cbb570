package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.GenerationSettings;
import crosslens.lm.ModelCard;
import crosslens.lm.StopRule;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.text.Language;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSpecTest {
    private static final String KEY12 = Samples.SPEC.key().substring(0, 12);

    @Test
    void theKeyIsTheHashPythonGives() throws IOException {
        JsonNode recorded = JsonTextTest.recorded().get(5);
        assertThat(recorded.get("name").asText()).isEqualTo("spec");
        assertThat(Samples.SPEC.key()).isEqualTo(recorded.get("sha256").asText());
    }

    @Test
    void everySettingIsInTheKey() {
        Set<String> keys = new HashSet<>(Set.of(Samples.SPEC.key()));
        ObjectNode json = Samples.SPEC.toJson();
        String[][] changes = {
            {"fingerprint", "other"},
            {"contextData", "2c".repeat(32)},
            {"questionData", "2c".repeat(32)},
            {"wording", "w1"},
            {"answerPrefix", ""},
            {"stop", "eos"},
            {"dtype", "f64"}
        };
        for (String[] change : changes) {
            keys.add(RunSpec.fromJson(json.deepCopy().put(change[0], change[1])).key());
        }
        keys.add(RunSpec.fromJson(json.deepCopy().put("maxTokens", 65)).key());
        keys.add(RunSpec.fromJson(json.deepCopy().put("resultsVersion", 2)).key());
        String[][] cells = {{"context", "de"}, {"question", "en"}, {"format", "v2"}, {"style", "chat"}};
        for (String[] change : cells) {
            ObjectNode changed = json.deepCopy();
            ((ObjectNode) changed.get("cell")).put(change[0], change[1]);
            keys.add(RunSpec.fromJson(changed).key());
        }
        ObjectNode zeroShots = json.deepCopy();
        ((ObjectNode) zeroShots.get("cell")).put("shots", 0);
        keys.add(RunSpec.fromJson(zeroShots).key());
        ObjectNode thinking = json.deepCopy();
        ((ObjectNode) thinking.get("templateArguments")).put("enable_thinking", "false");
        keys.add(RunSpec.fromJson(thinking).key());
        ObjectNode otherDemonstrations = json.deepCopy();
        otherDemonstrations.putArray("demonstrations").add("d1").add("d2");
        keys.add(RunSpec.fromJson(otherDemonstrations).key());
        // 1 unchanged + 7 texts + 2 numbers + 4 of the cell + shots + a text in place of a boolean + the order of
        // demonstrations
        assertThat(keys).hasSize(17);
    }

    @Test
    void survivesItsJson() {
        assertThat(RunSpec.fromJson(Samples.SPEC.toJson())).isEqualTo(Samples.SPEC);
    }

    @Test
    void comesFromModelAndSettings() {
        ModelCard model = new ModelCard("m", "f", "llama", 0, 8, "bf16", false);
        Cell cell = new Cell(Language.EN, Language.EN, 0, "v2", Style.RAW);
        String sha = "3d".repeat(32);
        RunSpec spec = RunSpec.of(model, GenerationSettings.of(Style.RAW), cell, sha, sha, List.of(), "w", Map.of());
        assertThat(spec)
                .isEqualTo(new RunSpec(
                        "f",
                        sha,
                        sha,
                        cell,
                        List.of(),
                        "w",
                        Map.of(),
                        "",
                        StopRule.NEWLINE,
                        64,
                        "bf16",
                        RunSpec.RESULTS_VERSION));
        assertThatThrownBy(() ->
                        RunSpec.of(model, GenerationSettings.of(Style.CHAT), cell, sha, sha, List.of(), "w", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CHAT");
    }

    @Test
    void refusesAnUnknownOrMissingSetting() {
        assertThatThrownBy(() -> RunSpec.fromJson(Samples.SPEC.toJson().put("temperature", 1)))
                .hasMessageContaining("\"temperature\" of the spec is unknown");
        ObjectNode json = Samples.SPEC.toJson();
        json.remove("dtype");
        assertThatThrownBy(() -> RunSpec.fromJson(json)).hasMessageContaining("'dtype' of the spec is missing");
        assertThatThrownBy(() -> RunSpec.fromJson(Samples.SPEC.toJson().put("contextData", "xquad.en.json")))
                .hasMessageContaining("contextData");
        assertThatThrownBy(() -> RunSpec.fromJson(Samples.SPEC.toJson().put("stop", "\u001B")))
                .hasMessageContaining("\\u001b");
    }

    @ParameterizedTest
    @CsvSource({
        "v1, smollm2, en-de-2shot-v1-raw-smollm2-",
        "v1, org/Name-7B@main, en-de-2shot-v1-raw-org-name-7b-",
        "v1, openai:gpt@https://user@host/v1, en-de-2shot-v1-raw-openai-gpt-",
        "../../etc, ../../x, en-de-2shot-etc-raw-x-",
        "東京, '/', en-de-2shot-format-raw-model-",
        "'..', 'a..b', en-de-2shot-format-raw-a.b-",
    })
    void foldersHavePlainNamesWhateverTheWordsHold(String format, String model, String words) {
        RunInfo info = RunInfo.of(model, "sample", Samples.INFO.created());
        assertThat(RunName.of(Samples.spec(format), info)).matches(words.replace(".", "\\.") + "[0-9a-f]{12}");
    }

    @Test
    void aFolderIsFoundByTheKeyAlone() {
        assertThat(RunName.of(Samples.SPEC, Samples.INFO)).isEqualTo("en-de-2shot-v1-raw-smollm2-" + KEY12);
        assertThat(RunName.fits("renamed-" + KEY12, Samples.SPEC)).isTrue();
        assertThat(RunName.fits("en-de-2shot-v1-raw-smollm2-000000000000", Samples.SPEC))
                .isFalse();
    }
}
