package crosslens.decoder;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.Checkpoint.Format;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The architectures that can be run, by the names their files give. A new one is a line here and, where its facts or its
 * tensors' names differ, a {@link Family}; its arithmetic is {@link DecoderConfig}'s alone.
 */
public enum Architecture {
    /** Llama 1 to 3.1, LLaMAX, SmolLM2; in GGUF files Mistral too. */
    LLAMA("llama", "llama", List.of("llama"), new LlamaFamily(false)),
    /** Mistral v0.1 to v0.3. */
    MISTRAL("mistral", "mistral", List.of("mistral"), new LlamaFamily(true)),
    /** Qwen 1.5, 2 and 2.5. */
    QWEN2("qwen2", "qwen2", List.of("qwen2"), new QwenFamily(false)),
    QWEN3("qwen3", "qwen3", List.of("qwen3"), new QwenFamily(true)),
    GEMMA2("gemma2", "gemma2", List.of("gemma2"), new GemmaFamily(false)),
    /** The text part of models that see pictures included. */
    GEMMA3("gemma3", "gemma3", List.of("gemma3", "gemma3_text"), new GemmaFamily(true)),
    DEEPSEEK_V2("deepseek_v2", "deepseek2", List.of("deepseek_v2"), new DeepSeekFamily());

    /** Where the tensors of a folder begin; the later ones are those of models for several media. */
    private static final Map<String, String> HEADS_BY_ROOT = Map.of(
            "model.", "lm_head.weight",
            "language_model.model.", "language_model.lm_head.weight",
            "model.language_model.", "lm_head.weight");

    private final String label;
    private final String gguf;
    private final List<String> modelTypes;
    private final Family family;

    Architecture(String label, String gguf, List<String> modelTypes, Family family) {
        this.label = label;
        this.gguf = gguf;
        this.modelTypes = modelTypes;
        this.family = family;
    }

    /** The name shown, e.g. {@code llama}. */
    public String label() {
        return label;
    }

    /**
     * The architecture a checkpoint names.
     *
     * @throws IOException if it names none or one that is not known here
     */
    public static Architecture of(Checkpoint checkpoint) throws IOException {
        boolean isGguf = checkpoint.format() == Format.GGUF;
        Object name = checkpoint.metadata().get(isGguf ? "general.architecture" : "model_type");
        for (Architecture architecture : values()) {
            if (isGguf ? architecture.gguf.equals(name) : architecture.modelTypes.contains(name)) {
                return architecture;
            }
        }
        String known = List.of(values()).stream().map(Architecture::label).collect(Collectors.joining(", "));
        throw new IOException(
                checkpoint.path() + ": architecture " + name + " is not supported (supported: " + known + ")");
    }

    /**
     * The facts of a checkpoint, after a check that all its keys are understood and its tensors are exactly those needed.
     *
     * @throws IOException listing everything that is missing, left over, misshapen or not understood
     */
    public DecoderConfig config(Checkpoint checkpoint) throws IOException {
        Facts facts = new Facts(checkpoint, prefix(checkpoint));
        TensorNames names = names(checkpoint);
        DecoderConfig config = null;
        try {
            config = family.config(facts, names);
        } catch (IllegalArgumentException | ArithmeticException e) {
            if (facts.problems().isEmpty()) {
                facts.problems().add(e.getMessage());
            }
        }
        facts.refuseUnknown();
        if (config != null && facts.problems().isEmpty()) {
            facts.problems().addAll(names.problems(config, facts));
        }
        if (!facts.problems().isEmpty()) {
            throw new IOException(
                    checkpoint.path() + " cannot be run as " + label + ":\n- " + String.join("\n- ", facts.problems()));
        }
        return config;
    }

    /** What the checkpoint calls its tensors. */
    TensorNames names(Checkpoint checkpoint) {
        boolean isGguf = checkpoint.format() == Format.GGUF;
        String root = "model.";
        boolean split = false;
        for (var tensor : checkpoint.tensors()) {
            for (String candidate : HEADS_BY_ROOT.keySet()) {
                if (tensor.name().equals(candidate + Slot.EMBEDDINGS.transformers())) {
                    root = candidate;
                }
            }
            split |= isGguf && tensor.name().endsWith("." + TensorNames.KEY_UP);
        }
        return new TensorNames(
                checkpoint.format(), root, family.exceptions(checkpoint.format()), HEADS_BY_ROOT.get(root), split);
    }

    /** Whether the weights of norms are stored without the 1 that is added to them. */
    boolean normAddsOne(Format format) {
        return family.normAddsOne(format);
    }

    private String prefix(Checkpoint checkpoint) {
        if (checkpoint.format() == Format.GGUF) {
            return gguf + ".";
        }
        return checkpoint.metadata().get("text_config") instanceof Map<?, ?> ? "text_config." : "";
    }
}
