package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Gemma 2 (soft-caps, a window in every other layer) and Gemma 3 (norms of queries and keys, a window and a rotary base
 * of their own in five of six layers). Both: four norms a layer, scaled embeddings, a query scale of their own.
 */
final class GemmaFamily implements Family {
    private static final int USUAL_HEAD_DIM = 256;
    private static final int USUAL_WINDOW = 4096;

    private final boolean third;

    /** @param third whether this is Gemma 3 */
    GemmaFamily(boolean third) {
        this.third = third;
    }

    @Override
    public Map<Slot, String> exceptions(Format format) {
        return format == Format.TRANSFORMERS ? Map.of(Slot.MLP_NORM, "pre_feedforward_layernorm.weight") : Map.of();
    }

    @Override
    public boolean normAddsOne(Format format) {
        return format == Format.TRANSFORMERS;
    }

    @Override
    public DecoderConfig config(Facts facts, TensorNames names) throws IOException {
        boolean folder = facts.format() == Format.TRANSFORMERS;
        Common common = Common.of(facts, names, third ? 131_072 : 8192, 1e-6, true);
        int heads = facts.integer(Key.HEADS, 8);
        int kvHeads = facts.integer(Key.KV_HEADS, 4);
        int headDim = facts.integer(Key.HEAD_DIM, USUAL_HEAD_DIM);
        facts.require(Key.VALUE_DIM, headDim);
        facts.require(Key.ROTARY_DIM, headDim);
        facts.require(Key.BIDIRECTIONAL, false);
        boolean bias = facts.flag(Key.ATTENTION_BIAS, false);
        double queryScalar = facts.number(Key.QUERY_SCALAR, folder ? 256 : scalarOfGguf(common, heads, headDim));
        Rope global = new Rope(facts.number(Key.THETA, third ? 1_000_000 : 10_000), RopeFacts.scaling(facts));
        Rope local = third ? new Rope(facts.number(Key.LOCAL_THETA, 10_000), new RopeScaling.None()) : global;
        facts.require(Key.LOCAL_SCALING, "default");
        IntUnaryOperator windows = windows(facts, common);
        return new DecoderConfig(
                common.hidden(),
                common.vocabulary(),
                common.contextLength(),
                common.normEpsilon(),
                Math.sqrt(common.hidden()),
                facts.numberOrNone(Key.FINAL_CAP, third ? 0 : 30),
                common.tied(),
                true,
                Common.activation(facts, Activation.GELU_TANH),
                new Attention.Grouped(
                        heads,
                        kvHeads,
                        headDim,
                        RotaryPairs.HALVES,
                        bias,
                        bias,
                        third,
                        1 / Math.sqrt(queryScalar),
                        facts.numberOrNone(Key.ATTENTION_CAP, third ? 0 : 50)),
                common.layers(windows, layer -> windows.applyAsInt(layer) > 0 ? local : global, false));
    }

    private IntUnaryOperator windows(Facts facts, Common common) {
        int window = facts.integerOrNone(Key.WINDOW, USUAL_WINDOW);
        int pattern = facts.integer(Key.WINDOW_PATTERN, third ? 6 : 2);
        if (pattern < 1) {
            facts.problems().add("a window pattern of " + pattern + " layers is not supported");
            return layer -> 0;
        }
        return common.windows(facts, window, layer -> (layer + 1) % pattern != 0);
    }

    // GGUF files do not state the query scalar; it is the head's width except in the 27B models.
    private double scalarOfGguf(Common common, int heads, int headDim) {
        boolean largest = common.layers() == (third ? 62 : 46);
        return largest && heads > 0 ? (double) common.hidden() / heads : headDim;
    }
}
