package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.text.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PublishedTest {
    private static final List<Language> OTHERS =
            Language.STUDY.stream().filter(x -> !x.equals(Language.EN)).toList();

    private final Published published = Published.load();

    PublishedTest() throws IOException {}

    @Test
    void holdsEveryLineOfTheFiles() {
        assertThat(published.values()).hasSize(2176); // lines of results.csv without its header
        assertThat(published.summaries()).hasSize(18);
    }

    @Test
    void findsAPrintedValue() {
        assertThat(published.value("6a", "GPT-4o", Language.DE)).hasValue(78.31);
        assertThat(published.value("5a", "LLaMA-3.1-8B", Language.EN)).hasValue(28.49);
        assertThat(published.value("6a", "GPT-4o", Language.of("ja"))).isEmpty();
        assertThat(published.value("6b", "GPT-4o", Language.EN)).isEmpty();
        assertThat(published.value("6a", "smollm2", Language.DE)).isEmpty();
    }

    @Test
    void takesTheTunedModelFromTableTen() {
        assertThat(published.value(TableId.T6A, "LLaMA-3.1-Tuned-8B", Language.DE))
                .hasValue(74.07);
        assertThat(published.value(TableId.T5B, "LLaMA-3.1-Tuned-8B", Language.DE))
                .isEmpty();
    }

    @Test
    void meansOverTheElevenLanguagesAreThoseOfTableTwo() {
        for (Published.Summary row : published.summaries()) {
            if (!row.model().equals("DeepSeek-V3")) { // printed in Table 2 alone
                assertThat(published.mean(TableId.T6A, row.model(), OTHERS).orElseThrow())
                        .as(row.model())
                        .isCloseTo(row.meanEnX(), within(0.0101));
                assertThat(published.mean(TableId.T6B, row.model(), OTHERS).orElseThrow())
                        .as(row.model())
                        .isCloseTo(row.meanXX(), within(0.0101));
            }
        }
        assertThat(published.mean(TableId.T6A, "DeepSeek-V3", OTHERS)).isEmpty();
    }

    @Test
    void givesATableAsPrinted() {
        var table = published.table("6b");
        assertThat(table.columnNames())
                .containsExactly("Model", "de", "es", "vi", "zh", "hi", "ar", "el", "ro", "ru", "th", "tr");
        assertThat(table.rowCount()).isEqualTo(16);
        assertThat(table.column("Model").get(0)).isEqualTo("LLaMA-3.1-8B");
        assertThat(table.column("de").getString(0)).isEqualTo("71.67");
    }

    @Test
    void refusesATableThatIsNotThere() {
        assertThatThrownBy(() -> published.table("11"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'11'")
                .hasMessageContaining("6a");
    }

    @Test
    void namesFileLineAndCauseOfAMalformedNumber() throws IOException {
        var file = read("model,value\na,1.5\nb,1.5x\n");
        assertThat(file.rows().get(0).number("value")).isEqualTo(1.5);
        assertThatThrownBy(() -> file.rows().get(1).number("value"))
                .isInstanceOf(IOException.class)
                .hasMessage("published/x.csv, line 3: '1.5x' in column value is not a number");
    }

    @Test
    void namesFileAndLineOfAMalformedRowOrHeader() {
        assertThatThrownBy(() -> read("model,value\na\n")).hasMessage("published/x.csv, line 2: 1 fields, not 2");
        assertThatThrownBy(() -> read("model\na\n"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("model,value");
    }

    private static PublishedFile read(String text) throws IOException {
        return PublishedFile.read(
                "x.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "model", "value");
    }

    @Test
    void mapsHubIdsWithAndWithoutRevisionToTheStudysNames() throws IOException {
        ModelNames names = ModelNames.load();
        assertThat(names.studyName("meta-llama/Llama-3.1-8B")).hasValue("LLaMA-3.1-8B");
        assertThat(names.studyName("qwen/qwen2.5-7b-instruct@main")).hasValue("Qwen-2.5-Instruct-7B");
        assertThat(names.studyName("openai:gpt-4o@https://example.org/v1")).hasValue("GPT-4o");
        assertThat(names.studyName("gpt-4o-mini")).isEmpty();
        assertThat(names.studyName("smollm2")).isEmpty();
    }

    @Test
    void everyModelOfTheStudyButItsOwnTunedOneHasAName() throws IOException {
        Set<String> study = new TreeSet<>();
        published.values().forEach(value -> study.add(value.model()));
        published.summaries().forEach(row -> study.add(row.model()));
        Set<String> named =
                new TreeSet<>(new ArrayList<>(ModelNames.load().all().values()));
        assertThat(study).containsAll(named);
        study.removeAll(named);
        assertThat(study).containsExactly("LLaMA-3.1-Tuned-8B");
    }
}
