package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("engine")
class RelevanceTest {
    /** Step of central differences, as a share of a row; the error of second order is below 1e-8. */
    private static final double STEP = 1e-5;
    /** Of the logit or a layer's largest relevance: the step's error and the roundings it magnifies, 1e-15 / STEP. */
    private static final double DIFFERENCES = 1e-7;
    /** Sums of other lengths round differently. */
    private static final double DOUBLE = 1e-12;

    private static final float SINGLE = 1e-4f;

    @ParameterizedTest
    @CsvSource({
        "SILU, none, ATTN_LRP, 19, -1",
        "SILU, none, PLAIN, 19, -1",
        "GELU_TANH, none, ATTN_LRP, 19, 7",
        "SILU, window, ATTN_LRP, 12, -1",
        "SILU, capped, ATTN_LRP, 19, 7",
        "GELU_TANH, capped, PLAIN, 11, -1",
    })
    void equalsFiniteDifferencesOfTheFrozenArithmetic(
            Activation activation, String variant, GradientRule rule, int row, int against) throws IOException {
        TinyCheckpoint tiny = new TinyCheckpoint(21, 3, 4, 2, 8, 24, 40, 50, false);
        DecoderConfig config = DecoderTest.config(tiny, activation, variant);
        ReferenceDecoder reference = new ReferenceDecoder(tiny, config);
        int[] ids = ids(4, 20);
        Target target = new Target(row, 13, against);
        Relevance found;
        try (Decoder decoder = Decoder.open(tiny, Architecture.LLAMA, config, FloatType.F64, Products.PLAIN, 0)) {
            found = decoder.relevance(Pack.Tree.single(ids), List.of(target), rule, Recording.WHOLE);
        }
        double[][][] hidden = reference.hidden(ids);
        for (int layer = 0; layer < hidden.length; layer++) {
            Surrogate constants = rule == GradientRule.PLAIN ? Surrogate.NONE : new Surrogate();
            double logit = reference.logit(hidden[layer], layer, target, constants);
            assertThat(found.targets()[0]).isCloseTo(logit, Offset.offset(1e-10));
            double[] expected = new double[ids.length];
            for (int t = 0; t < ids.length; t++) {
                double more = scaled(reference, hidden[layer], t, 1 + STEP, layer, target, constants);
                double less = scaled(reference, hidden[layer], t, 1 - STEP, layer, target, constants);
                expected[t] = (more - less) / (2 * STEP);
            }
            // Of the plain rule hardly anything is left at the top: the final norm takes no notice of a row's length.
            double largest = Arrays.stream(expected).map(Math::abs).reduce(Math.abs(logit), Math::max);
            assertThat(found.layers()[layer])
                    .as("h_" + layer)
                    .containsExactly(expected, Offset.offset(DIFFERENCES * largest));
        }
    }

    // Relevance is the derivative of the logit along the row itself.
    private static double scaled(
            ReferenceDecoder reference,
            double[][] hidden,
            int row,
            double factor,
            int layer,
            Target target,
            Surrogate constants) {
        double[][] changed = hidden.clone();
        changed[row] = Arrays.stream(hidden[row]).map(x -> x * factor).toArray();
        if (constants != Surrogate.NONE) {
            constants.replay();
        }
        return reference.logit(changed, layer, target, constants);
    }

    @ParameterizedTest
    @CsvSource({"F32, none", "F64, none", "F32, window", "F64, window", "F64, capped"})
    void explainsManySequencesInOnePassAsEachAlone(FloatType type, String variant) throws IOException {
        TinyCheckpoint tiny = TinyCheckpoint.standard(5);
        int[][] sequences = {ids(1, 9), ids(2, 1), ids(3, 17)};
        int[] rows = {8, 0, 11};
        try (Decoder decoder = open(tiny, variant, type)) {
            for (Recording recording : Recording.values()) {
                List<Target> targets = List.of(new Target(8, 3, 4), Target.logit(9, 5), Target.logit(10 + 11, 6));
                Relevance all =
                        decoder.relevance(Pack.Tree.apart(sequences), targets, GradientRule.ATTN_LRP, recording);
                int from = 0;
                for (int s = 0; s < sequences.length; s++) {
                    Target target = new Target(
                            rows[s], targets.get(s).token(), targets.get(s).against());
                    Relevance alone = decoder.relevance(
                            Pack.Tree.single(sequences[s]), List.of(target), GradientRule.ATTN_LRP, recording);
                    double tolerance = type == FloatType.F64 ? DOUBLE : SINGLE;
                    assertThat(all.targets()[s]).isCloseTo(alone.targets()[0], Offset.offset(10 * tolerance));
                    for (int layer = 0; layer < alone.layers().length; layer++) {
                        int to = from + sequences[s].length;
                        double largest = Arrays.stream(alone.layers()[layer])
                                .map(Math::abs)
                                .max()
                                .orElseThrow();
                        assertThat(Arrays.copyOfRange(all.layers()[layer], from, to))
                                .containsExactly(alone.layers()[layer], Offset.offset(tolerance * largest));
                    }
                    from += sequences[s].length;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void givesExactlyNothingToOtherSequencesAndToLaterTokens(FloatType type) throws IOException {
        int[][] sequences = {ids(1, 9), ids(2, 12), ids(3, 7)};
        try (Decoder decoder = open(TinyCheckpoint.standard(5), "none", type)) {
            Relevance found = decoder.relevance(
                    Pack.Tree.apart(sequences), List.of(Target.logit(14, 3)), GradientRule.ATTN_LRP, Recording.WHOLE);
            for (int layer = 0; layer < found.layers().length; layer++) {
                double[] row = found.layers()[layer];
                for (int t = 0; t < row.length; t++) {
                    // Sequence 1 begins at row 9; of the last layer's output only the target's row matters.
                    boolean seen = t >= 9 && t <= 14 && (layer < 2 || t == 14);
                    assertThat(row[t] != 0).as("h_" + layer + " of row " + t).isEqualTo(seen);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void givesExactlyNothingToTokensOutsideAWindow(FloatType type) throws IOException {
        // Layers 0 and 2 of three see 4 tokens, layer 1 all: h_2 of tokens 16..19 is all that layer 2 shows row 19.
        TinyCheckpoint tiny = new TinyCheckpoint(21, 3, 4, 2, 8, 24, 40, 50, false);
        try (Decoder decoder = open(tiny, "window", type)) {
            Relevance found = decoder.relevance(
                    Pack.Tree.single(ids(4, 20)), List.of(Target.logit(19, 3)), GradientRule.ATTN_LRP, Recording.WHOLE);
            for (int t = 0; t < 20; t++) {
                assertThat(found.layers()[2][t] != 0).as("row " + t).isEqualTo(t >= 16);
                assertThat(found.layers()[1][t]).isNotZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, none", "F64, none", "F32, capped", "F32, window"})
    void leavesEveryValueAsItIs(FloatType type, String variant) throws IOException {
        int[] ids = ids(7, 30);
        try (Decoder decoder = open(TinyCheckpoint.standard(9), variant, type);
                TensorScope pass = decoder.scope()) {
            NDArray last = decoder.forward(pass, Pack.Tree.single(ids), null, LayerTap.NONE);
            float logit = decoder.logits(pass, last, 29)[17];
            for (GradientRule rule : GradientRule.values()) {
                for (Recording recording : Recording.values()) {
                    Relevance found =
                            decoder.relevance(Pack.Tree.single(ids), List.of(Target.logit(29, 17)), rule, recording);
                    assertThat((float) found.targets()[0]).isEqualTo(logit);
                }
            }
        }
    }

    @Test
    void explainsTheLikeliestTokenWithoutBeingToldWhichItIs() throws IOException {
        int[] ids = ids(7, 30);
        try (Decoder decoder = open(TinyCheckpoint.standard(9), "none", FloatType.F64);
                TensorScope pass = decoder.scope()) {
            NDArray last = decoder.forward(pass, Pack.Tree.single(ids), null, LayerTap.NONE);
            int best = decoder.best(pass, last, 12).ids()[0];
            for (Recording recording : Recording.values()) {
                Relevance asked = decoder.relevance(
                        Pack.Tree.single(ids), List.of(Target.likeliest(12)), GradientRule.ATTN_LRP, recording);
                assertThat(asked.tokens()).containsExactly(best);
                Relevance named = decoder.relevance(
                        Pack.Tree.single(ids), List.of(Target.logit(12, best)), GradientRule.ATTN_LRP, recording);
                assertThat(asked.layers()).isDeepEqualTo(named.layers());
            }
        }
    }

    @Test
    void comesOutTheSameWhenLayersAreComputedAgain() throws IOException {
        int[] ids = ids(7, 30);
        List<Target> target = List.of(Target.logit(29, 17));
        try (Decoder decoder = open(TinyCheckpoint.standard(9), "none", FloatType.F32)) {
            Relevance whole = decoder.relevance(Pack.Tree.single(ids), target, GradientRule.ATTN_LRP, Recording.WHOLE);
            Relevance byLayer =
                    decoder.relevance(Pack.Tree.single(ids), target, GradientRule.ATTN_LRP, Recording.BY_LAYER);
            assertThat(byLayer.layers()).isDeepEqualTo(whole.layers());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WHOLE, 2, false, PLAIN",
        "BY_LAYER, 1, true, PLAIN",
        "WHOLE, 1, true, PLAIN_RECORDED",
        "BY_LAYER, 2, false, PLAIN_RECORDED"
    })
    void comesOutTheSameByTheWayBackThatIsWrittenOut(
            Recording recording, int kvHeads, boolean linear, Products products) throws IOException {
        TinyCheckpoint tiny = new TinyCheckpoint(31, 4, 4, kvHeads, 8, 24, 40, 50, false);
        DecoderConfig config = DecoderTest.config(tiny, Activation.SILU, linear ? "linear" : "none");
        Pack.Tree pack = Pack.Tree.apart(ids(1, 40), ids(2, 7), ids(3, 90));
        List<Target> targets = List.of(new Target(39, 3, 4), Target.likeliest(44), Target.logit(100, 6));
        try (Decoder decoder = Decoder.open(tiny, Architecture.LLAMA, config, FloatType.F32, products, 0)) {
            Relevance written = decoder.relevance(pack, targets, GradientRule.ATTN_LRP, recording, true);
            Relevance recorded = decoder.relevance(pack, targets, GradientRule.ATTN_LRP, recording, false);
            assertThat(written.targets()).containsExactly(recorded.targets(), Offset.offset(1e-6));
            assertThat(written.tokens()).isEqualTo(recorded.tokens());
            for (int layer = 0; layer < recorded.layers().length; layer++) {
                double largest = Arrays.stream(recorded.layers()[layer])
                        .map(Math::abs)
                        .max()
                        .orElseThrow();
                assertThat(written.layers()[layer])
                        .as("h_" + layer)
                        .containsExactly(recorded.layers()[layer], Offset.offset(1e-5 * largest));
            }
        }
    }

    @Test
    void refusesWhatCannotBeExplained() throws IOException {
        try (Decoder decoder = open(TinyCheckpoint.standard(9), "none", FloatType.F32)) {
            refused(decoder, "target token 50 is not in 0..49", Target.logit(3, 50));
            refused(decoder, "target token 50 is not in 0..49", new Target(3, 1, 50));
            refused(decoder, "target row 8 is not in 0..7", Target.logit(8, 1));
            refused(
                    decoder,
                    "two targets in the sequence that begins at row 0",
                    Target.logit(2, 1),
                    Target.logit(3, 1));
            refused(decoder, "needs a target");
        }
        assertThatThrownBy(() -> new Target(-1, 0, Target.NONE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Target(0, 5, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesProductsThatLetNoGradientPass() throws IOException {
        try (Decoder decoder = Decoder.open(TinyCheckpoint.standard(1), FloatType.F32, Products.ONEDNN, 0)) {
            refused(decoder, "oneDNN", Target.logit(3, 5));
        }
    }

    @Test
    void refusesAPackThatKeepsTokens() throws IOException {
        Pack.Tree kept =
                new Pack.Tree(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {0, 1}, new ReachLevels());
        try (Decoder decoder = open(TinyCheckpoint.standard(9), "none", FloatType.F32)) {
            assertThatThrownBy(() -> decoder.relevance(
                            kept, List.of(Target.logit(0, 1)), GradientRule.ATTN_LRP, Recording.WHOLE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("whole sequences");
        }
    }

    private static void refused(Decoder decoder, String message, Target... targets) {
        assertThatThrownBy(() -> decoder.relevance(
                        Pack.Tree.single(ids(1, 8)), List.of(targets), GradientRule.ATTN_LRP, Recording.WHOLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Decoder open(TinyCheckpoint tiny, String variant, FloatType type) throws IOException {
        DecoderConfig config = DecoderTest.config(tiny, Activation.SILU, variant);
        return Decoder.open(tiny, Architecture.LLAMA, config, type, Products.PLAIN, 0);
    }

    private static int[] ids(long seed, int count) {
        return new SplittableRandom(seed).ints(count, 0, 50).toArray();
    }
}
