package crosslens.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's files say of it, known to the kit or not; nothing is loaded. Numbers that the files do not give are empty.
 *
 * @param architecture the family's name in the files
 * @param layers N
 * @param heads H
 * @param kvHeads K
 * @param headDim D
 * @param hidden E
 * @param intermediate width inside the MLP
 * @param vocabulary V
 * @param context most tokens of one sequence
 * @param licence as the model card or the file names it
 * @param unusual what differs from the plain decoder, a line each
 */
public record ModelTraits(
        String architecture,
        OptionalLong layers,
        OptionalLong heads,
        OptionalLong kvHeads,
        OptionalLong headDim,
        OptionalLong hidden,
        OptionalLong intermediate,
        OptionalLong vocabulary,
        OptionalLong context,
        Optional<String> licence,
        List<String> unusual) {
    private static final int MOST_CARD = 1 << 16;
    private static final Pattern LICENCE = Pattern.compile("(?m)^license:\\s*[\"']?([^\"'#\\n]{1,100})");

    public ModelTraits {
        unusual = List.copyOf(unusual);
    }

    /** The traits of an opened checkpoint. */
    public static ModelTraits of(Checkpoint checkpoint) throws IOException {
        return checkpoint.format() == Checkpoint.Format.GGUF ? gguf(checkpoint) : folder(checkpoint);
    }

    private static ModelTraits gguf(Checkpoint checkpoint) throws IOException {
        Map<String, Object> all = checkpoint.metadata();
        String architecture = String.valueOf(all.getOrDefault("general.architecture", "unknown"));
        Keys keys = new Keys(all, architecture + ".");
        OptionalLong heads = keys.number("attention.head_count");
        OptionalLong hidden = keys.number("embedding_length");
        OptionalLong vocabulary = keys.number("vocab_size");
        if (vocabulary.isEmpty() && all.get("tokenizer.ggml.tokens") instanceof List<?> tokens) {
            vocabulary = OptionalLong.of(tokens.size());
        }
        Unusual unusual = new Unusual(keys);
        unusual.window("attention.sliding_window");
        unusual.caps("attn_logit_softcapping", "final_logit_softcapping");
        unusual.experts("expert_count", "expert_used_count", "expert_shared_count");
        unusual.latent("attention.kv_lora_rank");
        String scaling = String.valueOf(all.getOrDefault(architecture + ".rope.scaling.type", "none"));
        boolean divisors = checkpoint.tensors().stream().anyMatch(t -> t.name().equals("rope_freqs.weight"));
        if (divisors || !scaling.equals("none")) {
            unusual.lines.add("rotary scaling " + (divisors ? "by a factor for each frequency" : scaling)
                    + keys.number("rope.scaling.factor").stream()
                            .mapToObj(f -> ", factor " + f)
                            .findFirst()
                            .orElse(""));
        }
        Optional<String> licence = all.get("general.license") instanceof String text && !text.isBlank()
                ? Optional.of(text)
                : licence(checkpoint.path().toAbsolutePath().resolveSibling("README.md"));
        return new ModelTraits(
                architecture,
                keys.number("block_count"),
                heads,
                or(keys.number("attention.head_count_kv"), heads),
                or(keys.number("attention.key_length"), quotient(hidden, heads)),
                hidden,
                keys.number("feed_forward_length"),
                vocabulary,
                keys.number("context_length"),
                licence,
                unusual.lines);
    }

    private static ModelTraits folder(Checkpoint checkpoint) throws IOException {
        Map<String, Object> all = checkpoint.metadata();
        boolean nested = !all.containsKey("num_hidden_layers") && all.get("text_config") instanceof Map<?, ?>;
        Keys keys = new Keys(nested ? texts((Map<?, ?>) all.get("text_config")) : all, "");
        OptionalLong heads = keys.number("num_attention_heads");
        OptionalLong hidden = keys.number("hidden_size");
        Unusual unusual = new Unusual(keys);
        if (nested) {
            unusual.lines.add("its text model is one part of a larger one");
        }
        if (!Boolean.FALSE.equals(keys.all.get("use_sliding_window"))) {
            unusual.window("sliding_window");
        }
        unusual.caps("attn_logit_softcapping", "final_logit_softcapping");
        for (String experts : List.of("n_routed_experts", "num_local_experts", "num_experts")) {
            unusual.experts(experts, "num_experts_per_tok", "n_shared_experts");
        }
        unusual.latent("kv_lora_rank");
        if (keys.all.get("rope_scaling") instanceof Map<?, ?> scaling) {
            Object type = scaling.get("rope_type") == null ? scaling.get("type") : scaling.get("rope_type");
            if (!"default".equals(type)) {
                unusual.lines.add("rotary scaling " + type
                        + (scaling.get("factor") == null ? "" : ", factor " + scaling.get("factor")));
            }
        }
        if (all.get("quantization_config") instanceof Map<?, ?> quantised) {
            unusual.lines.add("weights quantised by " + quantised.get("quant_method"));
        }
        return new ModelTraits(
                String.valueOf(all.getOrDefault("model_type", "unknown")),
                keys.number("num_hidden_layers"),
                heads,
                or(keys.number("num_key_value_heads"), heads),
                or(keys.number("head_dim"), quotient(hidden, heads)),
                hidden,
                keys.number("intermediate_size"),
                keys.number("vocab_size"),
                keys.number("max_position_embeddings"),
                licence(checkpoint.path().resolve("README.md")),
                unusual.lines);
    }

    /** What the head of a model card says. */
    private static Optional<String> licence(Path card) throws IOException {
        if (!Files.isRegularFile(card)) {
            return Optional.empty();
        }
        byte[] start;
        try (var in = Files.newInputStream(card)) {
            start = in.readNBytes(MOST_CARD);
        }
        String text = new String(start, StandardCharsets.UTF_8).replace("\r\n", "\n");
        int end = text.startsWith("---\n") ? text.indexOf("\n---", 4) : -1;
        Matcher m = LICENCE.matcher(end < 0 ? "" : text.substring(0, end));
        return m.find() ? Optional.of(m.group(1).strip()) : Optional.empty();
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new java.util.HashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    private static OptionalLong or(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }

    private static OptionalLong quotient(OptionalLong of, OptionalLong by) {
        return of.isPresent() && by.isPresent() && by.getAsLong() > 0
                ? OptionalLong.of(of.getAsLong() / by.getAsLong())
                : OptionalLong.empty();
    }

    private record Keys(Map<String, Object> all, String prefix) {
        /** A whole number; of a list that has one for each layer, the largest. */
        OptionalLong number(String key) {
            Object value = all.get(prefix + key);
            if (value instanceof List<?> list) {
                return list.stream()
                        .filter(Number.class::isInstance)
                        .mapToLong(n -> ((Number) n).longValue())
                        .max();
            }
            return value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
        }
    }

    private static final class Unusual {
        private final Keys keys;
        private final List<String> lines = new ArrayList<>();

        Unusual(Keys keys) {
            this.keys = keys;
        }

        void window(String key) {
            OptionalLong window = keys.number(key);
            if (window.isPresent() && window.getAsLong() > 0) {
                lines.add("attention within a sliding window of " + window.getAsLong()
                        + " tokens, in some layers or all");
            }
        }

        void caps(String attention, String last) {
            OptionalLong scores = keys.number(attention);
            OptionalLong logits = keys.number(last);
            if (scores.isPresent() || logits.isPresent()) {
                lines.add("soft-caps:"
                        + (scores.isPresent() ? " attention " + scores.getAsLong() : "")
                        + (logits.isPresent() ? " logits " + logits.getAsLong() : ""));
            }
        }

        void experts(String all, String used, String shared) {
            OptionalLong count = keys.number(all);
            if (count.isPresent() && count.getAsLong() > 1) {
                lines.add("mixture of " + count.getAsLong() + " experts"
                        + (keys.number(used).isPresent()
                                ? ", " + keys.number(used).getAsLong() + " a token"
                                : "")
                        + (keys.number(shared).orElse(0) > 0
                                ? ", " + keys.number(shared).getAsLong() + " shared"
                                : ""));
            }
        }

        void latent(String key) {
            OptionalLong rank = keys.number(key);
            if (rank.isPresent() && rank.getAsLong() > 0) {
                lines.add("latent attention (MLA), keys and values compressed to " + rank.getAsLong());
            }
        }
    }
}
