package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.io.IOException;

/** Llama 1 to 3.1, LLaMAX, SmolLM2, Mistral: grouped-query attention and a gated MLP, nothing else. */
final class LlamaFamily implements Family {
    private static final int MISTRAL_WINDOW = 4096;

    private final boolean mistral;

    /** @param mistral whether folders state a window, and have one where they state nothing */
    LlamaFamily(boolean mistral) {
        this.mistral = mistral;
    }

    @Override
    public DecoderConfig config(Facts facts, TensorNames names) throws IOException {
        Common common = Common.of(facts, names, mistral ? 131_072 : 2048, 1e-6, false);
        int heads = facts.integer(Key.HEADS);
        int kvHeads = facts.integer(Key.KV_HEADS, mistral && !facts.names(Key.KV_HEADS) ? 8 : heads);
        int headDim = common.headDim(facts, heads);
        facts.require(Key.VALUE_DIM, headDim);
        facts.require(Key.ROTARY_DIM, headDim);
        facts.require(Key.ROTARY_SHARE, (Object) 1.0);
        facts.require(Key.ROTARY_BY_MEDIUM, false);
        facts.require(Key.ROTARY_NEIGHBOURS, false);
        facts.require(Key.EXPERTS, 0);
        facts.require(Key.EXPERTS_CHOSEN, 0);
        boolean folder = facts.format() == Format.TRANSFORMERS;
        boolean bias = folder
                ? facts.flag(Key.ATTENTION_BIAS, false)
                : facts.tensors().containsKey(names.name(Slot.QUERY_BIAS, 0, 0));
        boolean outputBias = folder ? bias : facts.tensors().containsKey(names.name(Slot.OUTPUT_BIAS, 0, 0));
        boolean mlpBias = folder
                ? facts.flag(Key.MLP_BIAS, false)
                : facts.tensors().containsKey(names.name(Slot.GATE_BIAS, 0, 0));
        int window = mistral || !folder ? facts.integerOrNone(Key.WINDOW, folder ? MISTRAL_WINDOW : 0) : 0;
        Rope rope = new Rope(facts.number(Key.THETA, 10_000), RopeFacts.scaling(facts));
        // GGUF files of this architecture hold query and key rows in the order of interleaved pairs.
        RotaryPairs pairs = folder ? RotaryPairs.HALVES : RotaryPairs.INTERLEAVED;
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
                        heads, kvHeads, headDim, pairs, bias, outputBias, false, 1 / Math.sqrt(headDim), 0),
                common.layers(layer -> window, layer -> rope, mlpBias));
    }
}
