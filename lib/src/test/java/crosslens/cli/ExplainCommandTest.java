package crosslens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain} on a folder of configuration and weights without a tokenizer, against the numbers recorded beside it. */
@Tag("engine")
class ExplainCommandTest extends CommandTest {
    /** As a share of a layer's largest value; what remains is LXT's division by x + 1e-10. */
    private static final double TOLERANCE = 1e-6;

    @Test
    void printsTheRelevanceOfEveryLayerAsTheReferenceHasIt() throws IOException {
        JsonNode expected = read("relevance");
        assertThat(explain("--ids", ids(), "--dtype", "f64", "--json", "--layers"))
                .isZero();
        JsonNode found = new ObjectMapper().readTree(printed());
        assertThat(names(found)).containsExactly("ids", "tokens", "target", "logit", "relevance");
        assertThat(found.get("target")).isEqualTo(expected.get("target"));
        assertThat(found.get("tokens").get(0).textValue())
                .isEqualTo(read("expected").get("ids").get(0).asText());
        assertThat(found.get("relevance")).hasSameSizeAs(expected.get("relevance"));
        for (int layer = 0; layer < expected.get("relevance").size(); layer++) {
            JsonNode row = expected.get("relevance").get(layer);
            double largest = StreamSupport.stream(row.spliterator(), false)
                    .mapToDouble(value -> Math.abs(value.doubleValue()))
                    .max()
                    .orElseThrow();
            for (int t = 0; t < row.size(); t++) {
                double apart = Math.abs(found.get("relevance").get(layer).get(t).doubleValue()
                        - row.get(t).doubleValue());
                assertThat(apart).isLessThanOrEqualTo(TOLERANCE * largest);
            }
        }
    }

    @Test
    void printsTheEmbeddingsAloneUnlessAskedForLayers() throws IOException {
        assertThat(explain("--ids", "1,2,3", "--target", "5", "--json")).isZero();
        JsonNode found = new ObjectMapper().readTree(printed());
        assertThat(found.get("target").intValue()).isEqualTo(5);
        assertThat(found.get("relevance")).hasSize(3).allMatch(JsonNode::isNumber);
    }

    @Test
    void printsATableAndWritesPictures() throws IOException {
        for (String name : List.of("heat.html", "heat.svg", "heat.png", "heat.csv")) {
            assertThat(explain("--ids", "1,2,3", "--out", folder.resolve(name).toString()))
                    .isZero();
        }
        assertThat(explain(
                        "--ids",
                        "1,2,3",
                        "--layers",
                        "--out",
                        folder.resolve("11.svg").toString()))
                .isZero();
        assertThat(printed()).contains("after token 2").contains("all");
        assertThat(folder.resolve("heat.html"))
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("background:rgba(");
        assertThat(folder.resolve("heat.svg")).content().contains("<metadata>").contains("AttnLRP");
        assertThat(Files.readAllBytes(folder.resolve("heat.png"))).startsWith(0x89, 'P', 'N', 'G');
        // Three tokens at the embeddings and at the outputs of all layers but the last.
        int layers = read("relevance").get("relevance").size() - 1;
        assertThat(folder.resolve("11.svg")).content().contains("Layers across");
        assertThat(explain(
                        "--ids",
                        "1,2,3",
                        "--layers",
                        "--out",
                        folder.resolve("11.csv").toString()))
                .isZero();
        assertThat(Files.readAllLines(folder.resolve("11.csv"))).hasSize(2 + 1 + 3 * layers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--ids 1,2,999 | token id 999 is not in 0..",
                "--ids 1,2 --target 999 | target token id 999 is not in 0..",
                "--ids 1,2 --target Paris | has no tokenizer files",
                "--text Hello | tokenizer",
                "--ids 1,2 --position 2 | position 2 is not in 0..1",
                "--ids 1,2 --target 3 --against 3 | the two tokens differ",
                "--ids 1,2 --out heat.gif | name a file that ends in .html, .svg, .png or .csv",
                "--ids 1,2 --layers --out heat.html | comes as .svg, .png or .csv",
            })
    void namesWhatIsWrong(String line, String message) {
        assertThat(explain(line.strip().split(" "))).isNotZero();
        assertThat(complained()).contains(message);
        assertThat(printed()).isEmpty();
    }

    private int explain(String... words) {
        List<String> all = new ArrayList<>(
                List.of("explain", "--model", model().toString(), "--offline", "--threads", "2", "--kv-memory", "16m"));
        all.addAll(List.of(words));
        return execute(all.toArray(String[]::new));
    }

    private static String ids() throws IOException {
        return StreamSupport.stream(read("expected").get("ids").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(model().resolve(name + ".json").toFile());
    }

    private static Path model() {
        try {
            return Path.of(Objects.requireNonNull(ExplainCommandTest.class.getResource("/decoder/qwen3"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
