package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.FileDigests;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tiny checkpoints of every family against what the reference computed for them; see {@code decoder/make_families.py}. */
@Tag("engine")
class FamilyParityTest {
    /** A few hundred float32 roundings; the reference's own float32 is up to 5e-6 from its float64. */
    private static final double SINGLE = 1e-4;
    /** Both sides compute in float64; the recording has 13 digits. */
    private static final double DOUBLE = 1e-9;
    /** GGUF keeps facts such as an epsilon or rotary divisors, and norms of Gemma plus 1, as float32. */
    private static final double DOUBLE_FROM_GGUF = 1e-6;
    /** Peaky tiny models magnify roundings to 8 bits; a wrong operation leaves no correlation. */
    private static final double LOW = 0.9;
    /** Logits come back as float32 even from float64 arithmetic. */
    private static final double NARROWED = 1e-7;

    /** The checkpoints: folders with a configuration, and GGUF files. */
    static Stream<Model> models() throws IOException {
        List<Model> models = new ArrayList<>();
        try (Stream<Path> folders = Files.list(resources())) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                if (Files.exists(folder.resolve("config.json"))) {
                    models.add(new Model(folder, folder));
                }
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".gguf"))
                            .sorted()
                            .forEach(file -> models.add(new Model(folder, file)));
                }
            }
        }
        assertThat(models).hasSizeGreaterThan(25);
        return models.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void followsTheReferenceInFloat32(Model model) throws IOException {
        compare(model, FloatType.F32, SINGLE, SINGLE);
    }

    @ParameterizedTest
    @MethodSource("models")
    void followsTheReferenceInFloat64(Model model) throws IOException {
        double tolerance = model.gguf() ? DOUBLE_FROM_GGUF : DOUBLE;
        compare(model, FloatType.F64, tolerance, Math.max(tolerance, NARROWED));
    }

    @ParameterizedTest
    @MethodSource("models")
    void staysNearInLowerTypes(Model model) throws IOException {
        JsonNode all = model.expected();
        int[] ids = ints(all.get("ids"));
        double[] expected = doubles(all.get("float32").get("logits"));
        for (FloatType type : List.of(FloatType.BF16, FloatType.F16)) {
            try (Checkpoint checkpoint = model.open();
                    Decoder decoder = Decoder.open(checkpoint, type, Products.PLAIN, 0);
                    TensorScope pass = decoder.scope()) {
                NDArray last = decoder.forward(pass, Pack.Tree.single(ids), null, LayerTap.NONE);
                float[] logits = decoder.logits(pass, last, ids.length - 1);
                double[] wide = new double[logits.length];
                Arrays.setAll(wide, i -> logits[i]);
                assertThat(correlation(wide, expected)).as(type.label()).isGreaterThan(LOW);
            }
        }
    }

    private static double correlation(double[] a, double[] b) {
        return new PearsonsCorrelation().correlation(a, b);
    }

    @ParameterizedTest
    @MethodSource("models")
    void continuesAsTheReferenceDoes(Model model) throws IOException {
        JsonNode expected = model.expected();
        int[] continuation = ints(expected.get("continuation"));
        int[] ids = ints(expected.get("ids"));
        try (Checkpoint checkpoint = model.open();
                Decoder decoder = Decoder.open(checkpoint, FloatType.F32, Products.PLAIN, 0)) {
            for (int token : continuation) {
                try (TensorScope pass = decoder.scope()) {
                    NDArray last = decoder.forward(pass, Pack.Tree.single(ids), null, LayerTap.NONE);
                    assertThat(decoder.best(pass, last, ids.length - 1).ids()).containsExactly(token);
                }
                ids = Arrays.copyOf(ids, ids.length + 1);
                ids[ids.length - 1] = token;
            }
        }
    }

    private static void compare(Model model, FloatType type, double hiddenTolerance, double logitTolerance)
            throws IOException {
        JsonNode all = model.expected();
        JsonNode expected = all.get(type == FloatType.F32 ? "float32" : "float64");
        int[] ids = ints(all.get("ids"));
        List<double[]> hidden = new ArrayList<>();
        try (Checkpoint checkpoint = model.open();
                Decoder decoder = Decoder.open(checkpoint, type, Products.PLAIN, 0);
                TensorScope pass = decoder.scope()) {
            NDArray last =
                    decoder.forward(pass, Pack.Tree.single(ids), null, (layer, h) -> hidden.add(values(type, h)));
            expected.get("hidden").properties().forEach(position -> {
                assertThat(hidden).hasSize(position.getValue().size());
                int row = Integer.parseInt(position.getKey());
                for (int layer = 0; layer < hidden.size(); layer++) {
                    double[] vector = doubles(position.getValue().get(layer));
                    double[] found =
                            Arrays.copyOfRange(hidden.get(layer), row * vector.length, (row + 1) * vector.length);
                    assertClose(model + ": h_" + layer + " at position " + row, found, vector, hiddenTolerance);
                }
            });
            float[] logits = decoder.logits(pass, last, ids.length - 1);
            double[] wide = new double[logits.length];
            Arrays.setAll(wide, i -> logits[i]);
            assertClose(model + ": logits", wide, doubles(expected.get("logits")), logitTolerance);
            assertThat(decoder.best(pass, last, rows(ids.length)).ids()).containsExactly(ints(all.get("top")));
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

    private static double[] values(FloatType type, NDArray tensor) {
        if (type == FloatType.F64) {
            return tensor.toDoubleArray();
        }
        float[] narrow = tensor.toFloatArray();
        double[] wide = new double[narrow.length];
        Arrays.setAll(wide, i -> narrow[i]);
        return wide;
    }

    private static int[] rows(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static Path resources() {
        try {
            return Path.of(Objects.requireNonNull(FamilyParityTest.class.getResource("/decoder"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A checkpoint, and the folder that says what to expect of it. */
    record Model(Path folder, Path checkpoint) {
        boolean gguf() {
            return !checkpoint.equals(folder);
        }

        Checkpoint open() throws IOException {
            return Checkpoint.open(checkpoint, FileDigests.uncached());
        }

        JsonNode expected() throws IOException {
            return new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
        }

        @Override
        public String toString() {
            return folder.getFileName() + (gguf() ? "/" + checkpoint.getFileName() : "");
        }
    }
}
