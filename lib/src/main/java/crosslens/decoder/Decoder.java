package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.checkpoint.Checkpoint;
import crosslens.tensor.ComputeDevice;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The forward pass of a decoder-only model over packed tokens. Whoever opens it closes it, after the caches it gave out; one
 * thread at a time.
 */
public final class Decoder implements AutoCloseable {
    private final Arithmetic model;
    private final TensorScope scope;

    private Decoder(Arithmetic model, TensorScope scope) {
        this.model = model;
        this.scope = scope;
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
        return open(checkpoint, type, products, threads, ComputeDevice.CPU);
    }

    /** As {@link #open(Checkpoint, FloatType, Products, int)}, on a device of choice; a GPU allows {@link Products#PLAIN} only. */
    public static Decoder open(
            Checkpoint checkpoint, FloatType type, Products products, int threads, ComputeDevice device)
            throws IOException {
        Architecture architecture = Architecture.of(checkpoint);
        return open(checkpoint, architecture, architecture.config(checkpoint), type, products, threads, device);
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
        return open(checkpoint, architecture, config, type, products, threads, ComputeDevice.CPU);
    }

    private static Decoder open(
            Checkpoint checkpoint,
            Architecture architecture,
            DecoderConfig config,
            FloatType type,
            Products products,
            int threads,
            ComputeDevice device)
            throws IOException {
        if ((type != FloatType.F32 || device == ComputeDevice.GPU) && products != Products.PLAIN) {
            throw new IllegalArgumentException(
                    type.label() + " arithmetic on a " + device + " needs plain products, not oneDNN");
        }
        TensorScope scope = TensorScope.open(threads, device);
        Decoder decoder = null;
        List<TorchScript> scripts = new ArrayList<>();
        try {
            scripts.add(script(scope, products.resource(), products.differentiable()));
            if (products.differentiable() && !products.writtenOut().equals(products.resource())) {
                scripts.add(script(scope, products.writtenOut(), true));
            }
            boolean mapping = products != Products.ONEDNN && device == ComputeDevice.CPU;
            Weights weights =
                    new WeightLoader(checkpoint, architecture, config, type, mapping, scope, scripts.get(0)).load();
            decoder = new Decoder(Arithmetic.of(config, type, products, scripts, weights, scope), scope);
            return decoder;
        } finally {
            if (decoder == null) {
                scripts.forEach(TorchScript::close);
                scope.close();
            }
        }
    }

    private static TorchScript script(TensorScope scope, String products, boolean differentiable) {
        return differentiable
                ? TorchScript.compile(
                        scope,
                        TorchScript.resource("decoder"),
                        TorchScript.resource("gradient"),
                        TorchScript.resource("backward"),
                        TorchScript.resource(products))
                : TorchScript.compile(scope, TorchScript.resource("decoder"), TorchScript.resource(products));
    }

    public DecoderConfig config() {
        return model.config();
    }

    public FloatType type() {
        return model.type();
    }

    Weights weights() {
        return model.weights();
    }

    /** A scope for one forward pass; closed by the caller. */
    public TensorScope scope() {
        return scope.open();
    }

    /** Bytes one slot of a cache takes. */
    public long slotBytes() {
        Attention attention = config().attention();
        long width = attention instanceof Attention.Latent
                ? attention.keyWidth()
                : attention.keyWidth() + attention.valueWidth();
        return width * attention.kvHeads() * config().layers().size() * type().bytes();
    }

    /** A cache with undefined contents; memory is taken as slots are first written. */
    public KvCache cache(int slots) {
        TensorScope own = scope.open();
        KvCache cache = new KvCache(own, slots);
        Attention attention = config().attention();
        for (int layer = 0; layer < config().layers().size(); layer++) {
            NDArray keys = own.empty(model.script(), type(), slots, attention.kvHeads(), attention.keyWidth());
            NDArray values = attention instanceof Attention.Latent
                    ? one(own, "firstvalues", keys, own.scalar(attention.valueWidth()))
                    : own.empty(model.script(), type(), slots, attention.kvHeads(), attention.valueWidth());
            cache.addLayer(keys, values);
        }
        return cache;
    }

    /** Sets slots to zero, so that a seat's unfilled part holds numbers. */
    public void clear(KvCache cache, int slotFrom, int slotTo) {
        try (TensorScope pass = scope.open()) {
            NDArray range = pass.facts(slotFrom, slotTo - slotFrom);
            for (int layer = 0; layer < config().layers().size(); layer++) {
                model.script().call(pass, "clear", cache.keys(layer), cache.values(layer), range);
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
        LayerPass layers = new LayerPass(model, pass, pack, cache);
        NDArray hidden = layers.embeddings();
        tap.accept(0, hidden);
        for (int i = 0; i < model.config().layers().size(); i++) {
            NDArray next = layers.layer(i, hidden);
            hidden.close();
            hidden = next;
            tap.accept(i + 1, hidden);
        }
        return hidden;
    }

    /**
     * Relevance of every row at every layer to its sequence's target under a rule; exactly 0 in a sequence without a target.
     *
     * @param pack whole sequences, one a run, that keep and reach nothing
     * @param targets at least one, in different runs, in any order
     * @param recording what stays in memory meanwhile
     * @throws IllegalArgumentException if the pack or a target is no such thing, or the products let no gradient pass
     */
    public Relevance relevance(Pack.Tree pack, List<Target> targets, GradientRule rule, Recording recording) {
        boolean writtenOut =
                rule == GradientRule.ATTN_LRP && scope.device() == ComputeDevice.CPU && PlainLayers.serves(model, pack);
        return relevance(pack, targets, rule, recording, writtenOut);
    }

    /** As above; the caller says whether the way back is the one written out, for layers that have it, or the engine's. */
    Relevance relevance(
            Pack.Tree pack, List<Target> targets, GradientRule rule, Recording recording, boolean writtenOut) {
        try (TensorScope pass = scope.open()) {
            RelevancePass relevance = new RelevancePass(model, pass, pack, targets, rule);
            return writtenOut ? relevance.writtenOut(recording) : relevance.recorded(recording);
        }
    }

    /** The two best next tokens after each of the chosen rows of a forward pass's result. */
    public Best best(TensorScope pass, NDArray hidden, int... rows) {
        NDList idsAndLogits = model.script()
                .call(
                        pass,
                        "best",
                        hidden,
                        pass.longs(rows),
                        model.weights().finalNorm(),
                        model.weights().head(),
                        model.ends().get(GradientRule.PLAIN));
        float[] top = Arithmetic.floats(idsAndLogits.get(1));
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
        return Arithmetic.floats(one(
                pass,
                "logits",
                hidden,
                pass.longs(rows),
                model.weights().finalNorm(),
                model.weights().head(),
                model.ends().get(GradientRule.PLAIN)));
    }

    /**
     * Natural log-probabilities of given next tokens, shape (rows).
     *
     * @param rows of the hidden states; a row may come several times
     * @param ids the token asked for after each row
     */
    public double[] logProbs(TensorScope pass, NDArray hidden, int[] rows, int[] ids) {
        NDArray found = one(
                pass,
                "logprobs",
                hidden,
                pass.longs(rows),
                pass.longs(ids),
                model.weights().finalNorm(),
                model.weights().head(),
                model.ends().get(GradientRule.PLAIN));
        if (type() == FloatType.F64) {
            return found.toDoubleArray();
        }
        float[] narrow = found.toFloatArray();
        double[] wide = new double[narrow.length];
        Arrays.setAll(wide, i -> narrow[i]);
        return wide;
    }

    /** Euclidean length of each row, shape (T). */
    public float[] lengths(TensorScope pass, NDArray hidden) {
        return Arithmetic.floats(one(pass, "lengths", hidden));
    }

    /**
     * The likeliest next tokens.
     *
     * @param ids token with the largest logit
     * @param margins how far the second largest logit lies below, NaN if the model produced NaN
     */
    public record Best(int[] ids, float[] margins) {}

    private NDArray one(TensorScope owner, String function, NDArray... arguments) {
        return model.script().call(owner, function, arguments).singletonOrThrow();
    }

    @Override
    public void close() {
        model.scripts().forEach(TorchScript::close);
        scope.close();
    }
}
