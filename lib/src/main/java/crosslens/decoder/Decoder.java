package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.checkpoint.Checkpoint;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.io.IOException;

/**
 * The forward pass of a decoder-only model over packed tokens. Whoever opens it closes it, after the caches it gave out; one
 * thread at a time.
 */
public final class Decoder implements AutoCloseable {
    private final DecoderConfig config;
    private final FloatType type;
    private final TensorScope scope;
    private final TorchScript script;
    private final Weights weights;
    private final NDArray facts;
    private final NDArray numbers;
    private final NDArray frequencies;

    private Decoder(DecoderConfig config, FloatType type, TensorScope scope, TorchScript script, Weights weights) {
        this.config = config;
        this.type = type;
        this.scope = scope;
        this.script = script;
        this.weights = weights;
        boolean flash = type == FloatType.F32;
        facts = scope.longs(
                config.kvHeads(),
                config.group(),
                config.headDim(),
                flash ? 1 : 0,
                config.activation().ordinal());
        numbers = scope.doubles(config.normEpsilon(), 1 / Math.sqrt(config.headDim()));
        frequencies = scope.doubles(config.ropeScaling().frequencies(config.ropeTheta(), config.headDim()));
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
            Architecture names,
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
            Weights weights = Weights.load(checkpoint, names, config, type, scope, script);
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
        return 2L * config.layers() * config.kvHeads() * config.headDim() * (type == FloatType.F64 ? 8 : 4);
    }

    /** A cache with undefined contents; memory is taken as slots are first written. */
    public KvCache cache(int slots) {
        TensorScope own = scope.open();
        KvCache cache = new KvCache(own, slots);
        for (int layer = 0; layer < config.layers(); layer++) {
            cache.addLayer(
                    own.empty(script, type, slots, config.kvHeads(), config.headDim()),
                    own.empty(script, type, slots, config.kvHeads(), config.headDim()));
        }
        return cache;
    }

    /** Sets slots to zero, so that a seat's unfilled part holds numbers. */
    public void clear(KvCache cache, int slotFrom, int slotTo) {
        try (TensorScope pass = scope.open()) {
            NDArray range = pass.longs(slotFrom, slotTo - slotFrom);
            for (int layer = 0; layer < config.layers(); layer++) {
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
        int rows = pack.ids().length;
        NDArray hidden = one(pass, "embed", pass.longs(pack.ids()), weights.embeddings());
        NDArray turn = one(pass, "rotary", pass.longs(pack.positions()), frequencies, hidden);
        NDArray slots = pack.slots().length == 0 ? null : pass.longs(pack.slots());
        long[] reaches = pack.reaches().flatten(rows);
        Attention attention = attention(pass, pack, pass.longs(reaches, reaches.length / 4, 4), hidden);
        tap.accept(0, hidden);
        for (int i = 0; i < config.layers(); i++) {
            Weights.Layer layer = weights.layers().get(i);
            NDArray keys = cache == null ? weights.embeddings() : cache.keys(i);
            NDArray values = cache == null ? weights.embeddings() : cache.values(i);
            try (TensorScope inner = pass.open()) {
                NDList qkv =
                        script.call(inner, "project", hidden, layer.attentionNorm(), layer.qkv(), turn, facts, numbers);
                if (slots != null) {
                    script.call(inner, "store", qkv.get(1), qkv.get(2), keys, values, slots);
                }
                NDArray seen = attention.over(inner, qkv, keys, values);
                NDArray next = one(
                        pass,
                        "finish",
                        hidden,
                        seen,
                        layer.out(),
                        layer.mlpNorm(),
                        layer.gateUp(),
                        layer.down(),
                        facts,
                        numbers);
                hidden.close();
                hidden = next;
            }
            tap.accept(i + 1, hidden);
        }
        return hidden;
    }

    /** The two best next tokens after each of the chosen rows of a forward pass's result. */
    public Best best(TensorScope pass, NDArray hidden, int... rows) {
        NDList idsAndLogits =
                script.call(pass, "best", hidden, pass.longs(rows), weights.finalNorm(), weights.head(), numbers);
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
        return floats(one(pass, "logits", hidden, pass.longs(rows), weights.finalNorm(), weights.head(), numbers));
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
    private interface Attention {
        NDArray over(TensorScope inner, NDList qkv, NDArray keys, NDArray values);
    }

    private Attention attention(TensorScope pass, Pack pack, NDArray reaches, NDArray like) {
        if (pack instanceof Pack.Tree tree) {
            NDArray runs = pass.longs(tree.runs());
            return (inner, qkv, keys, values) -> one(
                    inner, "attend", qkv.get(0), qkv.get(1), qkv.get(2), keys, values, runs, reaches, facts, numbers);
        }
        Pack.Step step = (Pack.Step) pack;
        SeatMap map = SeatMap.of(step);
        NDArray mask = one(pass, "seatmask", pass.longs(map.lengths()), like);
        NDArray rowOf = pass.longs(map.rowOf());
        NDArray seats = pass.longs(step.seats());
        NDArray width = pass.scalar((long) step.width());
        return (inner, qkv, keys, values) ->
                one(inner, "step", qkv.get(0), keys, values, rowOf, seats, mask, width, reaches, facts, numbers);
    }

    private NDArray one(TensorScope owner, String function, NDArray... arguments) {
        return script.call(owner, function, arguments).singletonOrThrow();
    }

    private float[] floats(NDArray tensor) {
        if (type == FloatType.F32) {
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
