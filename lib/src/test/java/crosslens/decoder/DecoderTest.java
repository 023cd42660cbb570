package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import crosslens.tensor.FloatType;
import crosslens.tensor.ProductSpeed;
import crosslens.tensor.TensorScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class DecoderTest {
    /** A few hundred float32 roundings of values up to 10. */
    private static final float SINGLE = 1e-4f;
    /** Logits come back as float32 even from float64 arithmetic. */
    private static final float DOUBLE = 2e-6f;

    @ParameterizedTest
    @CsvSource({
        "F32, PLAIN, SILU, none, 2, false",
        "F32, ONEDNN, SILU, none, 2, false",
        "F64, PLAIN, SILU, none, 2, false",
        "F64, PLAIN, GELU_TANH, linear, 2, false",
        "F32, ONEDNN, GELU_TANH, linear, 4, true",
        "F64, PLAIN, SILU, divisors, 1, true",
        "F32, PLAIN, SILU, window, 2, false",
        "F64, PLAIN, SILU, window, 2, false",
        "F64, PLAIN, SILU, capped, 2, false",
        "F32, PLAIN, SILU, capped, 2, false",
    })
    void followsPlainFloat64Loops(
            FloatType type, Products products, Activation activation, String scaling, int kvHeads, boolean tied)
            throws IOException {
        TinyCheckpoint tiny = new TinyCheckpoint(11, 3, 4, kvHeads, 8, 24, 40, 50, tied);
        DecoderConfig config = config(tiny, activation, scaling);
        ReferenceDecoder reference = new ReferenceDecoder(tiny, config);
        int[] ids = ids(3, 70);
        float tolerance = type == FloatType.F64 ? DOUBLE : SINGLE;
        List<float[]> lengths = new ArrayList<>();
        try (Decoder decoder = Decoder.open(tiny, Architecture.LLAMA, config, type, products, 0);
                TensorScope pass = decoder.scope()) {
            NDArray last = decoder.forward(
                    pass, Pack.Tree.single(ids), null, (layer, h) -> lengths.add(decoder.lengths(pass, h)));
            assertThat(decoder.logits(pass, last, ids.length - 1))
                    .containsExactly(floats(reference.logits(ids)), within(tolerance));
            assertThat(decoder.logits(pass, last, 4, 0))
                    .containsExactly(
                            floats(reference.logits(Arrays.copyOf(ids, 5)), reference.logits(Arrays.copyOf(ids, 1))),
                            within(tolerance));
        }
        double[][][] hidden = reference.hidden(ids);
        assertThat(lengths).hasSize(4);
        for (int layer = 0; layer < 4; layer++) {
            float[] expected = floats(Arrays.stream(hidden[layer])
                    .mapToDouble(
                            row -> Math.sqrt(Arrays.stream(row).map(x -> x * x).sum()))
                    .toArray());
            assertThat(lengths.get(layer)).containsExactly(expected, within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, none", "F64, none", "F32, window", "F64, window", "F64, capped"})
    void readsATreeInOnePackAsItReadsEverySequenceAlone(FloatType type, String variant) throws IOException {
        TinyCheckpoint tiny = TinyCheckpoint.standard(5);
        // Sequences a b, a b c, a d share the run a (slots 3..9), b (slots 9..12); d and c are leaves.
        int[] a = ids(1, 6);
        int[] b = ids(2, 3);
        int[] c = ids(3, 4);
        int[] d = ids(4, 5);
        int[] packed = concat(a, b, c, d);
        int[] positions = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 6, 7, 8, 9, 10};
        int[] slots = {3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 22, 23, 30, 31, 32, 33, 34};
        ReachLevels reaches = new ReachLevels();
        reaches.add(new Reach(6, 18, 3, 9, 0));
        reaches.add(new Reach(9, 13, 9, 12, 6));
        float tolerance = type == FloatType.F64 ? DOUBLE : SINGLE;
        DecoderConfig config = config(tiny, Activation.SILU, variant);
        ReferenceDecoder reference = new ReferenceDecoder(tiny, config);
        try (Decoder decoder = Decoder.open(tiny, Architecture.LLAMA, config, type, Products.PLAIN, 0);
                KvCache cache = decoder.cache(40);
                TensorScope pass = decoder.scope()) {
            NDArray last = decoder.forward(
                    pass,
                    new Pack.Tree(packed, positions, slots, new int[] {0, 6, 9, 13, 18}, reaches),
                    cache,
                    LayerTap.NONE);
            assertThat(decoder.logits(pass, last, 8, 12, 17))
                    .containsExactly(
                            floats(
                                    reference.logits(concat(a, b)),
                                    reference.logits(concat(a, b, c)),
                                    reference.logits(concat(a, d))),
                            within(tolerance));
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, none", "F64, none", "F32, window", "F64, window", "F64, capped"})
    void continuesManySequencesByOneTokenEach(FloatType type, String variant) throws IOException {
        TinyCheckpoint tiny = TinyCheckpoint.standard(6);
        int[] shared = ids(1, 7);
        int[][] own = {ids(2, 2), ids(3, 5)};
        int width = 8;
        float tolerance = type == FloatType.F64 ? DOUBLE : SINGLE;
        DecoderConfig config = config(tiny, Activation.SILU, variant);
        ReferenceDecoder reference = new ReferenceDecoder(tiny, config);
        try (Decoder decoder = Decoder.open(tiny, Architecture.LLAMA, config, type, Products.PLAIN, 0);
                KvCache cache = decoder.cache(40);
                TensorScope pass = decoder.scope()) {
            decoder.clear(cache, 0, 4 * width);
            ReachLevels reaches = new ReachLevels();
            reaches.add(new Reach(7, 14, 32, 39, 0));
            // The first sequence sits in seat 3 and the second in seat 1; seats 0 and 2 stay empty.
            int[] slots = {32, 33, 34, 35, 36, 37, 38, 24, 25, 8, 9, 10, 11, 12};
            int[] positions = {0, 1, 2, 3, 4, 5, 6, 7, 8, 7, 8, 9, 10, 11};
            decoder.forward(
                    pass,
                    new Pack.Tree(concat(shared, own[0], own[1]), positions, slots, new int[] {0, 7, 9, 14}, reaches),
                    cache,
                    LayerTap.NONE);
            ReachLevels both = new ReachLevels();
            both.add(new Reach(0, 2, 32, 39, 0));
            NDArray next = decoder.forward(
                    pass,
                    new Pack.Step(
                            new int[] {40, 41},
                            new int[] {9, 12},
                            new int[] {26, 13},
                            new int[] {3, 1},
                            new int[] {3, 6},
                            width,
                            both),
                    cache,
                    LayerTap.NONE);
            assertThat(decoder.logits(pass, next, 0, 1))
                    .containsExactly(
                            floats(
                                    reference.logits(concat(shared, own[0], new int[] {40})),
                                    reference.logits(concat(shared, own[1], new int[] {41}))),
                            within(tolerance));
        }
    }

    @Test
    void namesTheLikeliestTokenAndItsLead() throws IOException {
        TinyCheckpoint tiny = TinyCheckpoint.standard(8);
        int[] ids = ids(9, 12);
        double[] logits = new ReferenceDecoder(tiny, Architecture.LLAMA.config(tiny)).logits(ids);
        double[] sorted = Arrays.stream(logits).sorted().toArray();
        try (Decoder decoder = Decoder.open(tiny, FloatType.F32, Products.PLAIN, 0);
                TensorScope pass = decoder.scope()) {
            Decoder.Best best = decoder.best(
                    pass, decoder.forward(pass, Pack.Tree.single(ids), null, LayerTap.NONE), ids.length - 1);
            assertThat(logits[best.ids()[0]]).isEqualTo(sorted[sorted.length - 1]);
            assertThat(best.margins()[0])
                    .isCloseTo((float) (sorted[sorted.length - 1] - sorted[sorted.length - 2]), within(SINGLE));
        }
    }

    @Test
    void refusesToKeepTokensWithoutACache() throws IOException {
        Pack kept = new Pack.Tree(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {0, 1}, new ReachLevels());
        try (Decoder decoder = Decoder.open(TinyCheckpoint.standard(1), FloatType.F32, Products.PLAIN, 0);
                TensorScope pass = decoder.scope()) {
            assertThatThrownBy(() -> decoder.forward(pass, kept, null, LayerTap.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs a cache");
        }
    }

    @Test
    void measuresWhatAProductCosts() {
        try (TensorScope scope = TensorScope.open(0)) {
            assertThat(ProductSpeed.measured(scope, FloatType.F32)).isPositive().isFinite();
            assertThat(ProductSpeed.measured(scope, FloatType.BF16))
                    .isPositive()
                    .isFinite();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void refusesWeightsThatAreNoNumbers(float bad) {
        TinyCheckpoint tiny = TinyCheckpoint.standard(1);
        tiny.values("blk.1.attn_k.weight")[7] = bad;
        assertThatThrownBy(() -> Decoder.open(tiny, FloatType.F32, Products.PLAIN, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("NaN or infinite values", "blk.1.attn_k.weight");
    }

    @Test
    void refusesOneDnnForFloat64() {
        assertThatThrownBy(() -> Decoder.open(TinyCheckpoint.standard(1), FloatType.F64, Products.ONEDNN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain products");
    }

    static DecoderConfig config(TinyCheckpoint tiny, Activation activation, String variant) throws IOException {
        DecoderConfig c = Architecture.LLAMA.config(tiny);
        RopeScaling scaling = switch (variant) {
            case "linear" -> new RopeScaling.Linear(4);
            case "divisors" -> new RopeScaling.Divisors(List.of(1f, 2f, 4f, 8f));
            default -> new RopeScaling.None();
        };
        boolean windows = variant.equals("window");
        boolean capped = variant.equals("capped");
        Attention.Grouped a = (Attention.Grouped) c.attention();
        List<DecoderConfig.Layer> layers = IntStream.range(0, c.layers().size())
                .mapToObj(layer -> new DecoderConfig.Layer(
                        windows && layer % 2 == 0 ? 4 : 0,
                        new Rope(10_000, scaling),
                        c.layers().get(layer).feedForward()))
                .toList();
        return new DecoderConfig(
                c.hidden(),
                c.vocabulary(),
                c.contextLength(),
                c.normEpsilon(),
                capped ? 3 : 1,
                capped ? 2 : 0,
                c.tiedEmbeddings(),
                false,
                activation,
                new Attention.Grouped(
                        a.heads(),
                        a.kvHeads(),
                        a.headDim(),
                        a.pairs(),
                        false,
                        false,
                        false,
                        capped ? 0.5 : a.scale(),
                        capped ? 1.5 : 0),
                layers);
    }

    private static int[] ids(long seed, int count) {
        return new SplittableRandom(seed).ints(count, 0, 50).toArray();
    }

    private static int[] concat(int[]... pieces) {
        return Arrays.stream(pieces).flatMapToInt(Arrays::stream).toArray();
    }

    private static float[] floats(double[]... rows) {
        double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        float[] out = new float[all.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) all[i];
        }
        return out;
    }

    private static Offset<Float> within(float tolerance) {
        return Offset.offset(tolerance);
    }
}
