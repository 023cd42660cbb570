package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The facts that all families' files state alike.
 *
 * @param tied whether the head is the embedding matrix
 */
record Common(
        int layers, int hidden, int intermediate, int vocabulary, int contextLength, double normEpsilon, boolean tied) {
    // A hostile file must not make us list its layers; the deepest models have a few hundred.
    private static final int MOST_LAYERS = 10_000;

    /**
     * Reads them.
     *
     * @param context tokens, where the file does not say
     * @param epsilon where the file does not say; NaN makes it required
     * @param tied whether the head is the embedding matrix, where config.json does not say
     */
    static Common of(Facts facts, TensorNames names, int context, double epsilon, boolean tied) {
        int layers = facts.integer(Key.LAYERS);
        if (layers > MOST_LAYERS) {
            facts.problems().add(layers + " layers are more than " + MOST_LAYERS);
        }
        return new Common(
                Math.min(layers, MOST_LAYERS),
                facts.integer(Key.HIDDEN),
                facts.integer(Key.INTERMEDIATE),
                vocabulary(facts, names),
                facts.integer(Key.CONTEXT, context),
                facts.number(Key.EPSILON, epsilon),
                facts.format() == Format.GGUF
                        ? !facts.tensors().containsKey(names.name(Slot.HEAD, 0, 0))
                        : facts.flag(Key.TIED, tied));
    }

    /** A gated MLP and the given window and rotary embedding in every layer. */
    List<DecoderConfig.Layer> layers(IntUnaryOperator window, IntFunction<Rope> rope, boolean mlpBias) {
        FeedForward mlp = new FeedForward.Gated(intermediate, mlpBias);
        return IntStream.range(0, layers)
                .mapToObj(layer -> new DecoderConfig.Layer(window.applyAsInt(layer), rope.apply(layer), mlp))
                .toList();
    }

    /** Width of a head: as the file says, or an equal share of the residual. */
    int headDim(Facts facts, int heads) {
        return facts.integer(Key.HEAD_DIM, heads > 0 ? hidden / heads : 0);
    }

    /**
     * The window of a layer that has one by its number, unless the file lists the layers' types.
     *
     * @param window tokens, 0 for none
     */
    IntUnaryOperator windows(Facts facts, int window, IntPredicate usual) {
        List<?> types = facts.list(Key.LAYER_TYPES).orElse(List.of());
        if (types.isEmpty()) {
            return layer -> usual.test(layer) ? window : 0;
        }
        if (types.size() != layers
                || !types.stream().allMatch(t -> "full_attention".equals(t) || "sliding_attention".equals(t))) {
            facts.problems().add("key layer_types must name full_attention or sliding_attention for each layer");
            return layer -> 0;
        }
        return layer -> "sliding_attention".equals(types.get(layer)) ? window : 0;
    }

    /** The activation config.json names, or the family's own. */
    static Activation activation(Facts facts, Activation usual) {
        String name = facts.text(Key.ACTIVATION, "");
        return switch (name) {
            case "" -> usual;
            case "silu", "swish" -> Activation.SILU;
            case "gelu_pytorch_tanh", "gelu_new" -> Activation.GELU_TANH;
            case "gelu" -> Activation.GELU;
            default -> {
                facts.problems().add("activation " + name + " is not supported");
                yield usual;
            }
        };
    }

    // The embedding matrix decides: what a file says of its vocabulary may be missing, or smaller.
    private static int vocabulary(Facts facts, TensorNames names) {
        facts.integer(Key.VOCABULARY, 0);
        String name = names.name(Slot.EMBEDDINGS, 0, 0);
        var embeddings = facts.tensors().get(name);
        if (embeddings == null || embeddings.shape().isEmpty()) {
            facts.problems().add("missing tensor " + name);
            return 0;
        }
        return Math.toIntExact(embeddings.shape().get(0));
    }
}
