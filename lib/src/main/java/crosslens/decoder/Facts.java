package crosslens.decoder;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.Checkpoint.Format;
import crosslens.checkpoint.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Typed access to a checkpoint's facts by {@link Key}, whatever its files call them. Collects what is wrong instead of stopping
 * at the first problem, and remembers what was asked for: whatever was not, is not understood.
 */
final class Facts {
    // Top-level keys of config.json that have no influence on the arithmetic done here.
    private static final Set<String> WITHOUT_INFLUENCE = Set.of(
            ("architectures model_type _name_or_path name_or_path auto_map torch_dtype dtype transformers_version"
                            + " use_cache cache_implementation attn_implementation _attn_implementation_autoset"
                            + " _attn_implementation bos_token_id eos_token_id pad_token_id unk_token_id sep_token_id"
                            + " decoder_start_token_id initializer_range attention_dropout hidden_dropout"
                            + " residual_dropout resid_pdrop embd_pdrop pretraining_tp ep_size aux_loss_alpha seq_aux"
                            + " output_attentions output_hidden_states return_dict torchscript tokenizer_class"
                            + " is_encoder_decoder is_decoder id2label label2id problem_type use_return_dict"
                            + " finetuning_task task_specific_params prefix chunk_size_feed_forward"
                            + " max_length min_length do_sample temperature top_k top_p typical_p num_beams"
                            + " num_beam_groups num_return_sequences early_stopping repetition_penalty"
                            + " length_penalty no_repeat_ngram_size encoder_no_repeat_ngram_size bad_words_ids"
                            + " diversity_penalty exponential_decay_length_penalty forced_bos_token_id"
                            + " forced_eos_token_id remove_invalid_values suppress_tokens begin_suppress_tokens"
                            + " return_dict_in_generate output_scores pruned_heads tie_encoder_decoder"
                            + " cross_attention_hidden_size add_cross_attention tf_legacy_loss use_bfloat16"
                            + " router_aux_loss_coef output_router_logits sliding_window_size model_max_length"
                            + " max_sequence_length gradient_checkpointing unsloth_fixed unsloth_version"
                            + " is_llama_config transformers chat_template")
                    .split(" "));

    private final Checkpoint checkpoint;
    private final String prefix;
    private final Map<String, Object> values = new TreeMap<>();
    private final Map<String, TensorInfo> tensors;
    private final Set<String> understood = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param prefix of the keys that count, e.g. {@code llama.} or nothing */
    Facts(Checkpoint checkpoint, String prefix) {
        this.checkpoint = checkpoint;
        this.prefix = prefix;
        flatten("", checkpoint.metadata());
        tensors = checkpoint.tensors().stream().collect(Collectors.toMap(TensorInfo::name, tensor -> tensor));
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Format format() {
        return checkpoint.format();
    }

    /** The checkpoint's tensors by name. */
    Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /** What was found wrong so far; a caller may add to it. */
    List<String> problems() {
        return problems;
    }

    /** Notes every key nobody asked for: it may stand for arithmetic that would silently be left out. */
    void refuseUnknown() {
        values.forEach((key, value) -> {
            String own = key.startsWith(prefix) ? key.substring(prefix.length()) : "";
            String first = own.contains(".") ? own.substring(0, own.indexOf('.')) : own;
            boolean quiet = value == null
                    || format() == Format.TRANSFORMERS && own.startsWith("_")
                    || understood.contains(key)
                    || format() == Format.TRANSFORMERS && WITHOUT_INFLUENCE.contains(first);
            if (!own.isEmpty() && !quiet || key.startsWith("quantization_config.")) {
                problems.add("key " + key + " = " + shortened(value) + " is not understood");
            }
        });
    }

    /** Whether the file has the key, even without a value. */
    boolean names(Key key) {
        return key.names(format()).stream().anyMatch(name -> values.containsKey(prefix + name));
    }

    /** A required whole number; 0 if it is missing or none, which is then a problem. */
    int integer(Key key) {
        if (value(key) == null) {
            problems.add("missing key " + name(key));
            return 0;
        }
        return integer(key, 0);
    }

    int integer(Key key, int absent) {
        Object value = value(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        problems.add("key " + name(key) + " is no whole number in range: " + shortened(value));
        return 0;
    }

    /** A number; NaN as {@code absent} makes it required. */
    double number(Key key, double absent) {
        Object value = value(key);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value != null) {
            problems.add("key " + name(key) + " is no number: " + shortened(value));
        } else if (Double.isNaN(absent)) {
            problems.add("missing key " + name(key));
        }
        return absent;
    }

    /** A whole number, or 0 where the file says there is none by naming the key without a value. */
    int integerOrNone(Key key, int absent) {
        return integer(key, names(key) ? 0 : absent);
    }

    /** A number, or 0 where the file says there is none by naming the key without a value. */
    double numberOrNone(Key key, double absent) {
        return number(key, names(key) ? 0 : absent);
    }

    boolean flag(Key key, boolean absent) {
        Object value = value(key);
        if (value == null || value instanceof Boolean) {
            return value == null ? absent : (Boolean) value;
        }
        problems.add("key " + name(key) + " is neither true nor false: " + shortened(value));
        return absent;
    }

    String text(Key key, String absent) {
        Object value = value(key);
        if (value == null || value instanceof String) {
            return value == null ? absent : (String) value;
        }
        problems.add("key " + name(key) + " is no text: " + shortened(value));
        return absent;
    }

    /** A list, if the file has it. */
    Optional<List<?>> list(Key key) {
        Object value = value(key);
        if (value != null && !(value instanceof List<?>)) {
            problems.add("key " + name(key) + " is no list: " + shortened(value));
            return Optional.empty();
        }
        return Optional.ofNullable((List<?>) value);
    }

    /** Where the key is present it must have the one value that is supported. */
    void require(Key key, Object supported) {
        Object value = value(key);
        if (value != null && !value.equals(supported)) {
            problems.add("key " + name(key) + " = " + shortened(value) + " is not supported, only " + supported);
        }
    }

    void require(Key key, int supported) {
        require(key, (Object) (long) supported);
    }

    /** A key outside the prefix, e.g. of the wrapper of a model for several media. */
    Optional<Object> outer(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private String name(Key key) {
        return key.names(format()).stream()
                .map(name -> prefix + name)
                .filter(values::containsKey)
                .findFirst()
                .orElse(prefix
                        + (key.names(format()).isEmpty()
                                ? key.name()
                                : key.names(format()).get(0)));
    }

    private Object value(Key key) {
        Object found = null;
        for (String name : key.names(format())) {
            understood.add(prefix + name);
            found = found == null ? values.get(prefix + name) : found;
        }
        return found;
    }

    private void flatten(String path, Map<?, ?> map) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                flatten(path + key + ".", inner);
            } else {
                values.put(path + key, value);
            }
        });
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
