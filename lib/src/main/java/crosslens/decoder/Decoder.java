package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.checkpoint.Checkpoint;
import crosslens.decoder.Weights.ExpertWeights;
import crosslens.decoder.Weights.GatedWeights;
import crosslens.decoder.Weights.GroupedWeights;
import crosslens.decoder.Weights.LatentWeights;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The forward pass of a decoder-only model over packed tokens. Whoever opens it closes it, after the caches it gave out; one
 * thread at a time.
 */
public final class Decoder implements AutoCloseable {
    private final DecoderConfig config;
    private final FloatType type;
    private final TensorScope scope;
    private final TorchScript script;
    final Weights weights;
    private final NDArray numbers;
    private final NDArray ends;
    private final NDArray embeddingScale;
    private final Map<Rope, NDArray> frequencies = new HashMap<>();
    private final Map<Integer, NDArray> factsByWindow = new HashMap<>();

    private Decoder(DecoderConfig config, FloatType type, TensorScope scope, TorchScript script, Weights weights) {
        this.config = config;
        this.type = type;
        this.scope = scope;
        this.script = script;
        this.weights = weights;
        Attention attention = config.attention();
        numbers = scope.doubles(
                config.normEpsilon(),
                attention.scale(),
                attention.softCap(),
                attention instanceof Attention.Latent latent ? latent.normEpsilon() : 0);
        ends = scope.doubles(config.normEpsilon(), config.finalSoftCap(), 0);
        embeddingScale = scope.scalar(config.embeddingScale());
        for (DecoderConfig.Layer layer : config.layers()) {
            frequencies.computeIfAbsent(
                    layer.rope(),
                    rope -> scope.doubles(rope.scaling().frequencies(rope.theta(), attention.rotaryWidth())));
            factsByWindow.computeIfAbsent(layer.window(), this::facts);
        }
    }

    private NDArray facts(int window) {
        Attention attention = config.attention();
        // The processor's fused attention knows neither soft-caps nor values narrower than keys, nor does it serve
        // float64.
        boolean fused =
                type != FloatType.F64 && attention.softCap() == 0 && attention.keyWidth() == attention.valueWidth();
        return scope.longs(
                attention.kvHeads(),
                attention.group(),
                attention.keyWidth(),
                attention.valueWidth(),
                fused ? 1 : 0,
                config.activation().ordinal(),
                attention.pairs().ordinal(),
                attention.rotaryWidth(),
                window,
                0);
    }

    /**
     * Loads a model. The checkpoint is not needed afterwards.
     *
     * @param products float64 allows {@link Products#PLAIN} only
     * @param threads native threads of the process, or 0 to leave them
     * @throws IOException if the checkpoint cannot be read or describes a model that cannot be run
     */
    public static Decoder open(Checkpoint checkpoint, FloatType type, Products products, int threads)
            throws IOException {
        Architecture architecture = Architecture.of(checkpoint);
        return open(checkpoint, architecture, architecture.config(checkpoint), type, products, threads);
    }

    /** Loads a model whose facts are known already. */
    static Decoder open(
            Checkpoint checkpoint,
            Architecture architecture,
            DecoderConfig config,
            FloatType type,
            Products products,
            int threads)
            throws IOException {
        if (type != FloatType.F32 && products == Products.ONEDNN) {
            throw new IllegalArgumentException(type.label() + " arithmetic needs plain products");
        }
        TensorScope scope = TensorScope.open(threads);
        TorchScript script = null;
        Decoder decoder = null;
        try {
            script = TorchScript.compile(
                    scope, TorchScript.resource("decoder"), TorchScript.resource(products.resource()));
            boolean mapping = products == Products.PLAIN;
            Weights weights = new WeightLoader(checkpoint, architecture, config, type, mapping, scope, script).load();
            decoder = new Decoder(config, type, scope, script, weights);
            return decoder;
        } finally {
            if (decoder == null) {
                if (script != null) {
                    script.close();
                }
                scope.close();
            }
        }
    }

    public DecoderConfig config() {
        return config;
    }

    public FloatType type() {
        return type;
    }

    /** A scope for one forward pass; closed by the caller. */
    public TensorScope scope() {
        return scope.open();
    }

    /** Bytes one slot of a cache takes. */
    public long slotBytes() {
        Attention attention = config.attention();
        long width = attention instanceof Attention.Latent
                ? attention.keyWidth()
                : attention.keyWidth() + attention.valueWidth();
        return width * attention.kvHeads() * config.layers().size() * type.bytes();
    }

    /** A cache with undefined contents; memory is taken as slots are first written. */
    public KvCache cache(int slots) {
        TensorScope own = scope.open();
        KvCache cache = new KvCache(own, slots);
        Attention attention = config.attention();
        for (int layer = 0; layer < config.layers().size(); layer++) {
            NDArray keys = own.empty(script, type, slots, attention.kvHeads(), attention.keyWidth());
            NDArray values = attention instanceof Attention.Latent
                    ? one(own, "firstvalues", keys, own.scalar(attention.valueWidth()))
                    : own.empty(script, type, slots, attention.kvHeads(), attention.valueWidth());
            cache.addLayer(keys, values);
        }
        return cache;
    }

    /** Sets slots to zero, so that a seat's unfilled part holds numbers. */
    public void clear(KvCache cache, int slotFrom, int slotTo) {
        try (TensorScope pass = scope.open()) {
            NDArray range = pass.longs(slotFrom, slotTo - slotFrom);
            for (int layer = 0; layer < config.layers().size(); layer++) {
                script.call(pass, "clear", cache.keys(layer), cache.values(layer), range);
            }
        }
    }

    /**
     * Runs all layers; keys and values of the rows go to their slots.
     *
     * @param pass owns the result
     * @param cache may be null if the pack keeps and reaches nothing
     * @param tap sees the residual before the first and after every layer
     * @return the last layer's output before the final norm, shape (T, E)
     */
    public NDArray forward(TensorScope pass, Pack pack, KvCache cache, LayerTap tap) {
        if (cache == null && (pack.slots().length > 0 || !pack.reaches().isEmpty())) {
            throw new IllegalArgumentException("a pack that keeps or reaches tokens needs a cache");
        }
        NDArray hidden = one(pass, "embed", pass.longs(pack.ids()), weights.embeddings(), embeddingScale);
        Context context = new Context(pass, pack, cache, hidden);
        tap.accept(0, hidden);
        for (int i = 0; i < config.layers().size(); i++) {
            try (TensorScope inner = pass.open()) {
                NDArray next = layer(context, inner, i, hidden);
                hidden.close();
                hidden = next;
            }
            tap.accept(i + 1, hidden);
        }
        return hidden;
    }

    /** One layer's output, which belongs to the pass. */
    private NDArray layer(Context context, TensorScope inner, int i, NDArray hidden) {
        Weights.Layer layer = weights.layers().get(i);
        DecoderConfig.Layer kind = config.layers().get(i);
        NDArray facts = factsByWindow.get(kind.window());
        NDArray turn = context.turns.get(kind.rope());
        NDArray keys = context.cache == null ? weights.embeddings() : context.cache.keys(i);
        NDArray values = context.cache == null ? weights.embeddings() : context.cache.values(i);
        NDList qkv = project(inner, layer, hidden, turn, facts);
        if (context.slots != null) {
            script.call(inner, "store", qkv.get(1), qkv.get(2), keys, values, context.slots);
        }
        NDArray seen = context.attention.over(inner, qkv, keys, values, kind.window(), facts);
        if (layer.attention() instanceof LatentWeights latent) {
            seen = one(inner, "lift", seen, latent.kvUp(), latent.query(), facts);
        }
        if (layer.mlp() instanceof GatedWeights mlp) {
            return one(
                    context.pass,
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
                    numbers);
        }
        NDArray joined = one(
                inner, "join", hidden, seen, layer.out(), layer.outBias(), layer.postAttentionNorm(), facts, numbers);
        NDArray x = one(inner, "normalised", joined, layer.mlpNorm(), facts, numbers);
        NDArray mixed = mixture(inner, (FeedForward.Experts) kind.feedForward(), (ExpertWeights) layer.mlp(), x, facts);
        return one(context.pass, "plus", joined, mixed);
    }

    private NDList project(TensorScope inner, Weights.Layer layer, NDArray hidden, NDArray turn, NDArray facts) {
        if (layer.attention() instanceof LatentWeights w) {
            return script.call(
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
                    numbers);
        }
        GroupedWeights w = (GroupedWeights) layer.attention();
        return script.call(
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
                numbers);
    }

    private NDArray mixture(
            TensorScope inner, FeedForward.Experts kind, ExpertWeights weights, NDArray x, NDArray facts) {
        NDList route = script.call(
                inner,
                "route",
                x,
                weights.router(),
                inner.longs(kind.chosen(), kind.groups(), kind.chosenGroups()),
                inner.scalar(kind.scale()));
        float[] tokens = floats(route.get(1));
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

    /** The two best next tokens after each of the chosen rows of a forward pass's result. */
    public Best best(TensorScope pass, NDArray hidden, int... rows) {
        NDList idsAndLogits =
                script.call(pass, "best", hidden, pass.longs(rows), weights.finalNorm(), weights.head(), ends);
        float[] top = floats(idsAndLogits.get(1));
        long[] ids = idsAndLogits.get(0).toLongArray();
        int[] first = new int[rows.length];
        float[] margins = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            first[i] = (int) ids[2 * i];
            margins[i] = top[2 * i] - top[2 * i + 1];
        }
        return new Best(first, margins);
    }

    /** Logits of the next token after each of the chosen rows, (rows, V) row by row. */
    public float[] logits(TensorScope pass, NDArray hidden, int... rows) {
        return floats(one(pass, "logits", hidden, pass.longs(rows), weights.finalNorm(), weights.head(), ends));
    }

    /** Euclidean length of each row, shape (T). */
    public float[] lengths(TensorScope pass, NDArray hidden) {
        return floats(one(pass, "lengths", hidden));
    }

    /**
     * The likeliest next tokens.
     *
     * @param ids token with the largest logit
     * @param margins how far the second largest logit lies below, NaN if the model produced NaN
     */
    public record Best(int[] ids, float[] margins) {}

    @FunctionalInterface
    private interface Seeing {
        NDArray over(TensorScope inner, NDList qkv, NDArray keys, NDArray values, int window, NDArray facts);
    }

    /** What all layers of a pass share. */
    private final class Context {
        private final TensorScope pass;
        private final KvCache cache;
        private final NDArray slots;
        private final Map<Rope, NDArray> turns = new HashMap<>();
        private final Seeing attention;

        Context(TensorScope pass, Pack pack, KvCache cache, NDArray like) {
            this.pass = pass;
            this.cache = cache;
            slots = pack.slots().length == 0 ? null : pass.longs(pack.slots());
            NDArray positions = pass.longs(pack.positions());
            frequencies.forEach((rope, turns) -> this.turns.put(
                    rope,
                    one(
                            pass,
                            "rotary",
                            positions,
                            turns,
                            pass.scalar(rope.scaling().amplitude()),
                            like)));
            Map<Integer, NDArray> reaches = new HashMap<>();
            for (int window : factsByWindow.keySet()) {
                long[] flat = pack.reaches().flatten(pack.positions(), window);
                reaches.put(window, pass.longs(flat, flat.length / 5, 5));
            }
            attention = pack instanceof Pack.Tree tree
                    ? ofTree(tree, reaches, positions)
                    : ofStep((Pack.Step) pack, reaches, positions, like);
        }

        private Seeing ofTree(Pack.Tree tree, Map<Integer, NDArray> reaches, NDArray positions) {
            NDArray runs = pass.longs(tree.runs());
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
                    numbers);
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
                    numbers);
        }
    }

    private NDArray one(TensorScope owner, String function, NDArray... arguments) {
        return script.call(owner, function, arguments).singletonOrThrow();
    }

    private float[] floats(NDArray tensor) {
        if (type != FloatType.F64) {
            return tensor.toFloatArray();
        }
        double[] wide = tensor.toDoubleArray();
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }

    @Override
    public void close() {
        script.close();
        scope.close();
    }
}
