package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.FileDigests;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AttnLRP of tiny checkpoints of every family against what LXT and the rules beside it gave; see {@code decoder/make_relevance.py}. */
@Tag("engine")
class FamilyRelevanceTest {
    /** Float32 roundings, as a share of a layer's largest relevance; a broken rule moves it by 5 % or more. */
    private static final double SINGLE = 1e-4;
    /** Both sides compute in float64; the recording has 13 digits after sums that partly cancel. */
    private static final double DOUBLE = 1e-9;
    /** LXT divides by x + 1e-10 where the rule has the exact factor. */
    private static final double LXT = 1e-6;

    /** Folders with recorded relevances. */
    static Stream<Path> folders() throws IOException, URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(FamilyRelevanceTest.class.getResource("/decoder"))
                .toURI());
        try (Stream<Path> folders = Files.list(all)) {
            List<Path> recorded = folders.filter(folder -> Files.exists(folder.resolve("relevance.json")))
                    .sorted()
                    .toList();
            assertThat(recorded).hasSizeGreaterThanOrEqualTo(8);
            return recorded.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void followsTheReferenceInFloat64(Path folder) throws IOException {
        compare(
                folder,
                FloatType.F64,
                Products.PLAIN,
                read(folder, "relevance").get("tools").has("lxt") ? LXT : DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void followsTheReferenceInFloat32(Path folder) throws IOException {
        compare(folder, FloatType.F32, Products.PLAIN, SINGLE);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void followsTheReferenceWithOneDnnWhereTheWayBackIsWrittenOut(Path folder) throws IOException {
        compare(folder, FloatType.F32, Products.PLAIN_RECORDED, SINGLE);
    }

    private static void compare(Path folder, FloatType type, Products products, double tolerance) throws IOException {
        JsonNode expected = read(folder, "relevance");
        int[] ids = StreamSupport.stream(read(folder, "expected").get("ids").spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
        Target target = Target.logit(ids.length - 1, expected.get("target").intValue());
        try (Checkpoint checkpoint = Checkpoint.open(folder, FileDigests.uncached());
                Decoder decoder = Decoder.open(checkpoint, type, products, 0)) {
            for (Recording recording : Recording.values()) {
                Relevance found =
                        decoder.relevance(Pack.Tree.single(ids), List.of(target), GradientRule.ATTN_LRP, recording);
                assertClose(
                        "logit",
                        found.targets(),
                        new double[] {expected.get("logit").doubleValue()},
                        tolerance);
                assertThat(found.layers())
                        .hasNumberOfRows(expected.get("relevance").size());
                for (int layer = 0; layer < found.layers().length; layer++) {
                    double[] row = doubles(expected.get("relevance").get(layer));
                    assertClose(recording + ": h_" + layer, found.layers()[layer], row, tolerance);
                }
            }
        }
    }

    /** Within a share of the largest expected value. */
    private static void assertClose(String what, double[] found, double[] expected, double tolerance) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double apart = 0;
        for (int i = 0; i < found.length; i++) {
            apart = Math.max(apart, Double.isNaN(found[i]) ? Double.NaN : Math.abs(found[i] - expected[i]));
        }
        assertThat(apart / largest).as(what).isLessThanOrEqualTo(tolerance);
    }

    private static JsonNode read(Path folder, String name) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
