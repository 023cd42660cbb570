package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.decoder.Weights.ExpertWeights;
import crosslens.decoder.Weights.GatedWeights;
import crosslens.decoder.Weights.GroupedWeights;
import crosslens.decoder.Weights.LatentWeights;
import crosslens.tensor.TensorScope;
import java.util.HashMap;
import java.util.Map;

/** One pass of packed tokens through the layers, one layer at a time. It lives as long as the scope it was given. */
final class LayerPass {
    private final Arithmetic model;
    private final boolean recording;
    private final TensorScope pass;
    private final KvCache cache;
    private final NDArray slots;
    private final Map<Rope, NDArray> turns;
    private final Map<Integer, NDArray> factsByWindow;
    private final NDArray ids;
    private final Seeing attention;

    /**
     * A pass of which only the values matter.
     *
     * @param pass owns what is computed
     * @param cache may be null if the pack keeps and reaches nothing
     */
    LayerPass(Arithmetic model, TensorScope pass, Pack pack, KvCache cache) {
        this(model, pass, pack, cache, GradientRule.PLAIN, false);
    }

    /** A pass whose layers are recorded, to be differentiated under a rule. */
    LayerPass(Arithmetic model, TensorScope pass, Pack.Tree pack, GradientRule rule) {
        this(model, pass, pack, null, rule, true);
    }

    private LayerPass(
            Arithmetic model, TensorScope pass, Pack pack, KvCache cache, GradientRule rule, boolean recording) {
        if (cache == null && (pack.slots().length > 0 || !pack.reaches().isEmpty())) {
            throw new IllegalArgumentException("a pack that keeps or reaches tokens needs a cache");
        }
        this.model = model;
        this.recording = recording;
        this.pass = pass;
        this.cache = cache;
        ids = pass.longs(pack.ids());
        factsByWindow = model.facts().get(rule);
        slots = pack.slots().length == 0 ? null : pass.longs(pack.slots());
        NDArray positions = pass.longs(pack.positions());
        NDArray like = model.weights().embeddings();
        turns = model.turns(pass, positions);
        Map<Integer, NDArray> reaches = new HashMap<>();
        for (int window : factsByWindow.keySet()) {
            long[] flat = pack.reaches().flatten(pack.positions(), window);
            reaches.put(window, pass.facts(flat, flat.length / 5, 5));
        }
        attention = pack instanceof Pack.Tree tree
                ? ofTree(tree, reaches, positions)
                : ofStep((Pack.Step) pack, reaches, positions, like);
    }

    /** h_0, shape (T, E); not recorded. */
    NDArray embeddings() {
        return model.script()
                .call(pass, "embed", ids, model.weights().embeddings(), model.embeddingScale())
                .singletonOrThrow();
    }

    /**
     * A layer's output, which belongs to the pass.
     *
     * @param i from 0
     * @param hidden output of the layer before it, shape (T, E)
     */
    NDArray layer(int i, NDArray hidden) {
        try (TensorScope inner = pass.open()) {
            return layer(inner, i, hidden);
        }
    }

    private NDArray layer(TensorScope inner, int i, NDArray hidden) {
        Weights.Layer layer = model.weights().layers().get(i);
        DecoderConfig.Layer kind = model.config().layers().get(i);
        NDArray facts = factsByWindow.get(kind.window());
        NDArray turn = turns.get(kind.rope());
        NDArray keys = cache == null ? model.weights().embeddings() : cache.keys(i);
        NDArray values = cache == null ? model.weights().embeddings() : cache.values(i);
        NDList qkv = project(inner, layer, hidden, turn, facts);
        if (slots != null) {
            call(inner, "store", qkv.get(1), qkv.get(2), keys, values, slots);
        }
        NDArray seen = attention.over(inner, qkv, keys, values, kind.window(), facts);
        if (layer.attention() instanceof LatentWeights latent) {
            seen = one(inner, "lift", seen, latent.kvUp(), latent.query(), facts);
        }
        if (layer.mlp() instanceof GatedWeights mlp) {
            return one(
                    pass,
                    "finish",
                    hidden,
                    seen,
                    layer.out(),
                    layer.outBias(),
                    layer.postAttentionNorm(),
                    layer.mlpNorm(),
                    mlp.gateUp().first(),
                    mlp.gateUp().second(),
                    mlp.gateUpBias(),
                    mlp.down(),
                    mlp.downBias(),
                    layer.postMlpNorm(),
                    facts,
                    model.numbers());
        }
        NDArray joined = one(
                inner,
                "join",
                hidden,
                seen,
                layer.out(),
                layer.outBias(),
                layer.postAttentionNorm(),
                facts,
                model.numbers());
        NDArray x = one(inner, "normalised", joined, layer.mlpNorm(), facts, model.numbers());
        NDArray mixed = mixture(inner, (FeedForward.Experts) kind.feedForward(), (ExpertWeights) layer.mlp(), x, facts);
        return one(pass, "plus", joined, mixed);
    }

    private NDList project(TensorScope inner, Weights.Layer layer, NDArray hidden, NDArray turn, NDArray facts) {
        if (layer.attention() instanceof LatentWeights w) {
            return call(
                    inner,
                    "latent",
                    hidden,
                    layer.attentionNorm(),
                    w.queryDown(),
                    w.queryDownNorm(),
                    w.query(),
                    w.kvDown(),
                    w.kvDownNorm(),
                    w.kvUp(),
                    turn,
                    facts,
                    model.numbers());
        }
        GroupedWeights w = (GroupedWeights) layer.attention();
        return call(
                inner,
                "project",
                hidden,
                layer.attentionNorm(),
                w.qkv().first(),
                w.qkv().second(),
                w.qkv().third(),
                w.bias(),
                w.queryNorm(),
                w.keyNorm(),
                turn,
                facts,
                model.numbers());
    }

    private NDArray mixture(
            TensorScope inner, FeedForward.Experts kind, ExpertWeights weights, NDArray x, NDArray facts) {
        NDList route = call(
                inner,
                "route",
                x,
                weights.router(),
                inner.facts(kind.chosen(), kind.groups(), kind.chosenGroups()),
                inner.scalar(kind.scale()));
        float[] tokens = Arithmetic.floats(route.get(1));
        NDArray sum = weights.shared() == null ? one(inner, "zeroslike", x) : gated(inner, weights.shared(), x, facts);
        for (int expert = 0; expert < tokens.length; expert++) {
            if (tokens[expert] > 0) {
                GatedWeights w = weights.experts().get(expert);
                sum = one(
                        inner,
                        "expert",
                        sum,
                        x,
                        route.get(0),
                        inner.scalar(expert),
                        w.gateUp().first(),
                        w.gateUp().second(),
                        w.gateUpBias(),
                        w.down(),
                        w.downBias(),
                        facts);
            }
        }
        return sum;
    }

    private NDArray gated(TensorScope inner, GatedWeights w, NDArray x, NDArray facts) {
        return one(
                inner,
                "gated",
                x,
                w.gateUp().first(),
                w.gateUp().second(),
                w.gateUpBias(),
                w.down(),
                w.downBias(),
                facts);
    }

    @FunctionalInterface
    private interface Seeing {
        NDArray over(TensorScope inner, NDList qkv, NDArray keys, NDArray values, int window, NDArray facts);
    }

    private Seeing ofTree(Pack.Tree tree, Map<Integer, NDArray> reaches, NDArray positions) {
        NDArray runs = pass.facts(tree.runs());
        return (inner, qkv, keys, values, window, facts) -> one(
                inner,
                "attend",
                qkv.get(0),
                qkv.get(1),
                qkv.get(2),
                keys,
                values,
                runs,
                reaches.get(window),
                positions,
                facts,
                model.numbers());
    }

    private Seeing ofStep(Pack.Step step, Map<Integer, NDArray> reaches, NDArray positions, NDArray like) {
        SeatMap map = SeatMap.of(step);
        NDArray lengths = pass.longs(map.lengths());
        Map<Integer, NDArray> masks = new HashMap<>();
        for (int window : factsByWindow.keySet()) {
            masks.put(window, one(pass, "seatmask", lengths, pass.scalar(window), like));
        }
        NDArray rowOf = pass.longs(map.rowOf());
        NDArray seats = pass.longs(step.seats());
        NDArray width = pass.scalar(step.width());
        return (inner, qkv, keys, values, window, facts) -> one(
                inner,
                "step",
                qkv.get(0),
                keys,
                values,
                rowOf,
                seats,
                masks.get(window),
                width,
                reaches.get(window),
                positions,
                facts,
                model.numbers());
    }

    private NDList call(TensorScope owner, String function, NDArray... arguments) {
        return recording
                ? model.script().record(owner, function, arguments)
                : model.script().call(owner, function, arguments);
    }

    private NDArray one(TensorScope owner, String function, NDArray... arguments) {
        return call(owner, function, arguments).singletonOrThrow();
    }
}
