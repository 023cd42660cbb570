package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.io.IOException;

/** Qwen 1.5, 2 and 2.5 (a bias on queries, keys and values) and Qwen 3 (norms of queries and keys instead). */
final class QwenFamily implements Family {
    private static final int USUAL_WINDOW = 4096;
    private static final int USUAL_LAYERS_WITHOUT_WINDOW = 28;
    private static final int THIRD_HEAD_DIM = 128;

    private final boolean third;

    /** @param third whether this is Qwen 3 */
    QwenFamily(boolean third) {
        this.third = third;
    }

    @Override
    public DecoderConfig config(Facts facts, TensorNames names) throws IOException {
        Common common = Common.of(facts, names, 32_768, 1e-6, false);
        boolean folder = facts.format() == Format.TRANSFORMERS;
        int heads = facts.integer(Key.HEADS);
        int kvHeads = facts.integer(Key.KV_HEADS, folder && !facts.names(Key.KV_HEADS) ? 32 : heads);
        int headDim = third && folder ? facts.integer(Key.HEAD_DIM, THIRD_HEAD_DIM) : common.headDim(facts, heads);
        facts.require(Key.VALUE_DIM, headDim);
        facts.require(Key.ROTARY_DIM, headDim);
        facts.require(Key.ROTARY_SHARE, (Object) 1.0);
        facts.require(Key.ROTARY_BY_MEDIUM, false);
        facts.require(Key.ROTARY_NEIGHBOURS, false);
        boolean biasEverywhere = third && facts.flag(Key.ATTENTION_BIAS, false);
        Rope rope = new Rope(facts.number(Key.THETA, 10_000), RopeFacts.scaling(facts));
        return new DecoderConfig(
                common.hidden(),
                common.vocabulary(),
                common.contextLength(),
                common.normEpsilon(),
                1,
                0,
                common.tied(),
                false,
                Common.activation(facts, Activation.SILU),
                new Attention.Grouped(
                        heads,
                        kvHeads,
                        headDim,
                        RotaryPairs.HALVES,
                        !third || biasEverywhere,
                        biasEverywhere,
                        third,
                        1 / Math.sqrt(headDim),
                        0),
                common.layers(windows(facts, common), layer -> rope, false));
    }

    private static java.util.function.IntUnaryOperator windows(Facts facts, Common common) {
        if (facts.format() == Format.GGUF) {
            facts.require(Key.WINDOW, 0);
            return layer -> 0;
        }
        int window = facts.integerOrNone(Key.WINDOW, USUAL_WINDOW);
        int first = facts.integer(Key.LAYERS_WITHOUT_WINDOW, USUAL_LAYERS_WITHOUT_WINDOW);
        boolean used = facts.flag(Key.WINDOW_USED, false);
        return common.windows(facts, used ? window : 0, layer -> layer >= first);
    }
}
