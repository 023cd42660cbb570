package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.decoder.Weights.GatedWeights;
import crosslens.decoder.Weights.GroupedWeights;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import java.util.Map;

/**
 * Layers of the commonest shape with the way back under AttnLRP written out: faster than recording them, in less memory. Lives
 * as long as the scope it was given.
 */
final class PlainLayers {
    private final Arithmetic model;
    private final TensorScope pass;
    private final NDArray runs;
    private final NDArray facts;
    private final NDList room;
    private final Map<Rope, NDArray> turns;

    /**
     * Makes room for what the layers leave.
     *
     * @param pack of a model and pack that {@link #serves}
     */
    PlainLayers(Arithmetic model, TensorScope pass, Pack.Tree pack, Recording recording) {
        this.model = model;
        this.pass = pass;
        runs = pass.facts(pack.runs());
        facts = model.facts()
                .get(GradientRule.PLAIN)
                .get(model.config().layers().get(0).window());
        NDArray positions = pass.longs(pack.positions());
        NDArray like = model.weights().embeddings();
        long width = recording == Recording.WHOLE
                ? widthOf(model.config())
                : model.config().hidden();
        room = model.writtenOut()
                .call(
                        pass,
                        "room",
                        like,
                        pass.facts(new long[] {model.config().layers().size(), width * pack.ids().length}, 2));
        turns = model.turns(pass, positions);
    }

    /** Numbers a token leaves in a layer: its output, queries, keys, values, what attention gave, gate and up. */
    private static long widthOf(DecoderConfig config) {
        Attention attention = config.attention();
        long heads = attention.heads();
        int inner = config.layers().stream()
                .mapToInt(layer -> ((FeedForward.Gated) layer.feedForward()).intermediate())
                .max()
                .orElse(0);
        return config.hidden() + 2L * (heads + attention.kvHeads()) * attention.keyWidth() + 2L * inner;
    }

    /** Whether every layer is of that shape, computed in float32 on a processor, and no run is longer than a window. */
    static boolean serves(Arithmetic model, Pack.Tree pack) {
        DecoderConfig config = model.config();
        int longest = 0;
        for (int i = 1; i < pack.runs().length; i++) {
            longest = Math.max(longest, pack.runs()[i] - pack.runs()[i - 1]);
        }
        int tokens = longest;
        return model.type() == FloatType.F32
                && !model.weights().embeddings().getDevice().isGpu()
                && config.attention() instanceof Attention.Grouped attention
                && !attention.qkNorm()
                && attention.softCap() == 0
                && !config.postNorms()
                && config.activation() == Activation.SILU
                && config.layers().stream()
                        .allMatch(layer -> layer.feedForward() instanceof FeedForward.Gated
                                && (layer.window() == 0 || tokens <= layer.window()));
    }

    /** The output of layer i, then what {@link #back} needs of it; all belong to the pass. */
    NDList forth(int i, NDArray hidden) {
        Weights.Layer layer = model.weights().layers().get(i);
        GroupedWeights attention = (GroupedWeights) layer.attention();
        GatedWeights mlp = (GatedWeights) layer.mlp();
        return model.writtenOut()
                .call(
                        pass,
                        "forth",
                        hidden,
                        layer.attentionNorm(),
                        attention.qkv().first(),
                        attention.qkv().second(),
                        attention.qkv().third(),
                        attention.bias(),
                        layer.out(),
                        layer.outBias(),
                        layer.mlpNorm(),
                        mlp.gateUp().first(),
                        mlp.gateUp().second(),
                        mlp.gateUpBias(),
                        mlp.down(),
                        mlp.downBias(),
                        turn(i),
                        runs,
                        room.get(i),
                        facts,
                        model.numbers());
    }

    /**
     * The derivative with respect to a layer's input.
     *
     * @param derivative with respect to its output
     * @param hidden the input
     * @param kept what {@link #forth} gave
     */
    NDArray back(int i, NDArray derivative, NDArray hidden, NDList kept) {
        Weights.Layer layer = model.weights().layers().get(i);
        GroupedWeights attention = (GroupedWeights) layer.attention();
        GatedWeights mlp = (GatedWeights) layer.mlp();
        return model.writtenOut()
                .call(
                        pass,
                        "back",
                        derivative,
                        hidden,
                        kept.get(1),
                        kept.get(2),
                        kept.get(3),
                        kept.get(4),
                        kept.get(5),
                        kept.get(6),
                        kept.get(7),
                        layer.attentionNorm(),
                        attention.qkv().first(),
                        attention.qkv().second(),
                        attention.qkv().third(),
                        layer.out(),
                        layer.mlpNorm(),
                        mlp.gateUp().first(),
                        mlp.gateUp().second(),
                        mlp.down(),
                        turn(i),
                        runs,
                        facts,
                        model.numbers())
                .singletonOrThrow();
    }

    private NDArray turn(int i) {
        return turns.get(model.config().layers().get(i).rope());
    }
}
