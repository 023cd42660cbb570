package crosslens.decoder;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A family of models as its files describe it: how their keys become a {@link DecoderConfig}, and what their tensors are
 * called. This is the only place that knows a family's name.
 */
public enum Architecture {
    /** Llama 1 to 3.1, Mistral, SmolLM2 and others of the same arithmetic, as GGUF files of architecture {@code llama}. */
    LLAMA("llama");

    private static final String ROPE_DIVISORS = "rope_freqs.weight";

    // Read below, or without influence on the arithmetic done here.
    private static final Set<String> UNDERSTOOD = Set.of(
            "block_count",
            "context_length",
            "embedding_length",
            "feed_forward_length",
            "vocab_size",
            "attention.head_count",
            "attention.head_count_kv",
            "attention.key_length",
            "attention.value_length",
            "attention.layer_norm_rms_epsilon",
            "rope.freq_base",
            "rope.dimension_count",
            "rope.scaling.type",
            "rope.scaling.factor",
            "rope.scaling.original_context_length",
            "rope.scaling.finetuned",
            "expert_count",
            "expert_used_count");

    private final String label;

    Architecture(String label) {
        this.label = label;
    }

    /** The name files use, e.g. {@code llama}. */
    public String label() {
        return label;
    }

    /**
     * The architecture a checkpoint names.
     *
     * @throws IOException if it names none or one that is not known here
     */
    public static Architecture of(Checkpoint checkpoint) throws IOException {
        Object name = checkpoint.metadata().get("general.architecture");
        for (Architecture architecture : values()) {
            if (architecture.label.equals(name)) {
                return architecture;
            }
        }
        String known = List.of(values()).stream().map(Architecture::label).collect(Collectors.joining(", "));
        throw new IOException(
                checkpoint.path() + ": architecture " + name + " is not supported (supported: " + known + ")");
    }

    /** What a checkpoint calls the tensor of a slot; {@code layer} counts from 0 and is ignored where the slot is not per layer. */
    public String tensorName(Slot slot, int layer) {
        String block = "blk." + layer + ".";
        return switch (slot) {
            case EMBEDDINGS -> "token_embd.weight";
            case FINAL_NORM -> "output_norm.weight";
            case HEAD -> "output.weight";
            case ATTENTION_NORM -> block + "attn_norm.weight";
            case QUERY -> block + "attn_q.weight";
            case KEY -> block + "attn_k.weight";
            case VALUE -> block + "attn_v.weight";
            case OUTPUT -> block + "attn_output.weight";
            case MLP_NORM -> block + "ffn_norm.weight";
            case GATE -> block + "ffn_gate.weight";
            case UP -> block + "ffn_up.weight";
            case DOWN -> block + "ffn_down.weight";
        };
    }

    /**
     * The facts of a checkpoint, after a check that all its keys are understood and its tensors are exactly those needed.
     *
     * @throws IOException listing everything that is missing, left over, misshapen or not understood
     */
    public DecoderConfig config(Checkpoint checkpoint) throws IOException {
        GgufFacts facts = new GgufFacts(checkpoint.metadata(), label + ".");
        facts.refuseUnknown(UNDERSTOOD);
        Map<String, TensorInfo> tensors =
                checkpoint.tensors().stream().collect(Collectors.toMap(TensorInfo::name, tensor -> tensor));
        DecoderConfig config = read(checkpoint, facts, tensors);
        if (config != null) {
            facts.problems().addAll(tensorProblems(config, tensors));
        }
        if (!facts.problems().isEmpty()) {
            throw new IOException(
                    checkpoint.path() + " cannot be run as " + label + ":\n- " + String.join("\n- ", facts.problems()));
        }
        return config;
    }

    private DecoderConfig read(Checkpoint checkpoint, GgufFacts facts, Map<String, TensorInfo> tensors)
            throws IOException {
        int heads = facts.integer("attention.head_count");
        int hidden = facts.integer("embedding_length");
        int headDim = facts.integer("attention.key_length", heads > 0 ? hidden / heads : 0);
        facts.require("attention.value_length", headDim);
        facts.require("rope.dimension_count", headDim);
        facts.require("expert_count", 0);
        TensorInfo embeddings = tensors.get(tensorName(Slot.EMBEDDINGS, 0));
        int vocabulary = embeddings == null || embeddings.shape().isEmpty()
                ? 0
                : Math.toIntExact(embeddings.shape().get(0));
        int layers = facts.integer("block_count");
        int kvHeads = facts.integer("attention.head_count_kv", heads);
        int intermediate = facts.integer("feed_forward_length");
        int context = facts.integer("context_length");
        double epsilon = facts.number("attention.layer_norm_rms_epsilon", Double.NaN);
        double theta = facts.number("rope.freq_base", 10_000);
        RopeScaling scaling = ropeScaling(checkpoint, facts, tensors.get(ROPE_DIVISORS));
        boolean tied = !tensors.containsKey(tensorName(Slot.HEAD, 0));
        if (vocabulary == 0) {
            facts.problems().add("missing tensor " + tensorName(Slot.EMBEDDINGS, 0));
        }
        if (!facts.problems().isEmpty()) {
            return null;
        }
        try {
            return new DecoderConfig(
                    layers,
                    heads,
                    kvHeads,
                    headDim,
                    hidden,
                    intermediate,
                    vocabulary,
                    context,
                    Activation.SILU,
                    epsilon,
                    theta,
                    scaling,
                    tied);
        } catch (IllegalArgumentException e) {
            facts.problems().add(e.getMessage());
            return null;
        }
    }

    private static RopeScaling ropeScaling(Checkpoint checkpoint, GgufFacts facts, TensorInfo divisors)
            throws IOException {
        String type = facts.text("rope.scaling.type", "none");
        double factor = facts.number("rope.scaling.factor", 1);
        if (divisors != null && type.equals("none")) {
            FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(divisors.size()));
            checkpoint.read(divisors.name(), values);
            List<Float> list = new ArrayList<>();
            for (float value : values.array()) {
                list.add(value);
            }
            return new RopeScaling.Divisors(list);
        }
        if (type.equals("linear")) {
            return new RopeScaling.Linear(factor);
        }
        if (!type.equals("none") || factor != 1) {
            facts.problems().add("rope.scaling.type " + type + " with factor " + factor + " is not supported");
        }
        return new RopeScaling.None();
    }

    private List<String> tensorProblems(DecoderConfig config, Map<String, TensorInfo> tensors) {
        List<String> problems = new ArrayList<>();
        Set<String> leftOver = new TreeSet<>(tensors.keySet());
        leftOver.remove(ROPE_DIVISORS);
        for (Slot slot : Slot.values()) {
            if (slot == Slot.HEAD && config.tiedEmbeddings()) {
                continue;
            }
            for (int layer = 0; layer < (slot.perLayer() ? config.layers() : 1); layer++) {
                String name = tensorName(slot, layer);
                leftOver.remove(name);
                TensorInfo tensor = tensors.get(name);
                if (tensor == null) {
                    problems.add("missing tensor " + name);
                } else if (!tensor.shape().equals(slot.shape(config))) {
                    problems.add(
                            "tensor " + name + " has shape " + tensor.shape() + " instead of " + slot.shape(config));
                }
            }
        }
        leftOver.forEach(name -> problems.add("tensor " + name + " has no place in this architecture"));
        return problems;
    }
}
