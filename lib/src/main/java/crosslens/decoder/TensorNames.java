package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one checkpoint calls its tensors.
 *
 * @param format whose conventions hold
 * @param root what every name of a folder begins with, e.g. {@code model.}
 * @param exceptions names, in this format, that differ from those {@link Slot} knows
 * @param headName full name of the head in a folder
 * @param splitKvUp whether a latent attention's last map is stored apart for keys and values (newer GGUF files)
 */
record TensorNames(Format format, String root, Map<Slot, String> exceptions, String headName, boolean splitKvUp) {
    /** Keys of each head as (H, rank, plain width), where they are stored apart. */
    static final String KEY_UP = "attn_k_b.weight";

    /** Values of each head as (H, value width, rank), where they are stored apart. */
    static final String VALUE_UP = "attn_v_b.weight";

    TensorNames {
        exceptions = exceptions.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(exceptions));
    }

    /** Whether all experts' matrices lie in one tensor. */
    boolean stacked() {
        return format == Format.GGUF;
    }

    /** The name of a slot's tensor; layer and expert count from 0 and are ignored where the slot has none. */
    String name(Slot slot, int layer, int expert) {
        if (format == Format.GGUF) {
            String name = exceptions.getOrDefault(slot, slot.gguf());
            return slot.perLayer() ? block(layer) + name : name;
        }
        if (slot == Slot.HEAD) {
            return headName;
        }
        String name = exceptions.getOrDefault(slot, slot.transformers()).replace("{expert}", Integer.toString(expert));
        return root + (slot.perLayer() ? "layers." + layer + "." + name : name);
    }

    String keyUp(int layer) {
        return block(layer) + KEY_UP;
    }

    String valueUp(int layer) {
        return block(layer) + VALUE_UP;
    }

    private static String block(int layer) {
        return "blk." + layer + ".";
    }

    /** Every tensor a model needs, with its shape. */
    Map<String, List<Long>> expected(DecoderConfig config) {
        Map<String, List<Long>> all = new LinkedHashMap<>();
        for (Slot slot : Slot.values()) {
            for (int layer = 0; layer < (slot.perLayer() ? config.layers().size() : 1); layer++) {
                List<Long> shape = slot.shape(config, layer).orElse(null);
                if (shape == null) {
                    continue;
                }
                if (slot == Slot.KV_UP && splitKvUp) {
                    Attention.Latent a = (Attention.Latent) config.attention();
                    all.put(keyUp(layer), List.of((long) a.heads(), (long) a.rank(), (long) a.plainWidth()));
                    all.put(valueUp(layer), List.of((long) a.heads(), (long) a.headValueWidth(), (long) a.rank()));
                } else if (slot.perExpert()) {
                    int experts =
                            ((FeedForward.Experts) config.layers().get(layer).feedForward()).experts();
                    if (stacked()) {
                        all.put(name(slot, layer, 0), List.of((long) experts, shape.get(0), shape.get(1)));
                    } else {
                        for (int expert = 0; expert < experts; expert++) {
                            all.put(name(slot, layer, expert), shape);
                        }
                    }
                } else {
                    all.put(name(slot, layer, 0), shape);
                }
            }
        }
        return all;
    }

    /** What is missing, misshapen or left over in a checkpoint; empty if its tensors are exactly those needed. */
    List<String> problems(DecoderConfig config, Facts facts) {
        List<String> problems = new ArrayList<>();
        Set<String> leftOver = new TreeSet<>(facts.tensors().keySet());
        expected(config).forEach((name, shape) -> {
            leftOver.remove(name);
            var tensor = facts.tensors().get(name);
            if (tensor == null) {
                problems.add("missing tensor " + name);
            } else if (!tensor.shape().equals(shape)) {
                problems.add("tensor " + name + " has shape " + tensor.shape() + " instead of " + shape);
            }
        });
        leftOver.removeIf(name -> withoutUse(name, config));
        leftOver.forEach(name -> problems.add("tensor " + name + " has no place in this architecture"));
        return problems;
    }

    private boolean withoutUse(String name, DecoderConfig config) {
        if (format == Format.GGUF) {
            return name.equals(RopeFacts.DIVISORS);
        }
        // Older folders store rotary frequencies; a tied head may be stored once more; other media have their own
        // parts.
        return name.endsWith(".rotary_emb.inv_freq")
                || config.tiedEmbeddings() && name.equals(headName)
                || name.startsWith("vision_tower.")
                || name.startsWith("multi_modal_projector.")
                || name.startsWith("model.vision_tower.")
                || name.startsWith("model.multi_modal_projector.");
    }
}
