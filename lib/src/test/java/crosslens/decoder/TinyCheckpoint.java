package crosslens.decoder;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.TensorInfo;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A model of random weights in memory, with the keys and names of a GGUF file of architecture llama. */
public final class TinyCheckpoint implements Checkpoint {
    private final Map<String, Object> metadata = new HashMap<>();
    private final Map<String, TensorInfo> infos = new LinkedHashMap<>();
    private final Map<String, float[]> tensors = new HashMap<>();
    private Tokenizer tokenizer;

    /** Two layers, four heads over two kv heads of width 8, E = 24, V = 50, own head. */
    public static TinyCheckpoint standard(long seed) {
        return new TinyCheckpoint(seed, 2, 4, 2, 8, 24, 40, 50, false);
    }

    public TinyCheckpoint(
            long seed,
            int layers,
            int heads,
            int kvHeads,
            int headDim,
            int hidden,
            int inner,
            int vocabulary,
            boolean tied) {
        metadata.put("general.architecture", "llama");
        metadata.put("general.name", "tiny");
        metadata.put("llama.block_count", (long) layers);
        metadata.put("llama.context_length", 512L);
        metadata.put("llama.embedding_length", (long) hidden);
        metadata.put("llama.feed_forward_length", (long) inner);
        metadata.put("llama.attention.head_count", (long) heads);
        metadata.put("llama.attention.head_count_kv", (long) kvHeads);
        metadata.put("llama.attention.key_length", (long) headDim);
        metadata.put("llama.attention.value_length", (long) headDim);
        metadata.put("llama.rope.dimension_count", (long) headDim);
        metadata.put("llama.attention.layer_norm_rms_epsilon", 1e-5);
        metadata.put("llama.rope.freq_base", 10_000.0);
        SplittableRandom random = new SplittableRandom(seed);
        matrix(random, "token_embd.weight", vocabulary, hidden);
        for (int layer = 0; layer < layers; layer++) {
            String block = "blk." + layer + ".";
            vector(random, block + "attn_norm.weight", hidden);
            matrix(random, block + "attn_q.weight", heads * headDim, hidden);
            matrix(random, block + "attn_k.weight", kvHeads * headDim, hidden);
            matrix(random, block + "attn_v.weight", kvHeads * headDim, hidden);
            matrix(random, block + "attn_output.weight", hidden, heads * headDim);
            vector(random, block + "ffn_norm.weight", hidden);
            matrix(random, block + "ffn_gate.weight", inner, hidden);
            matrix(random, block + "ffn_up.weight", inner, hidden);
            matrix(random, block + "ffn_down.weight", hidden, inner);
        }
        vector(random, "output_norm.weight", hidden);
        if (!tied) {
            matrix(random, "output.weight", vocabulary, hidden);
        }
    }

    private void matrix(SplittableRandom random, String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        // Uniform with variance 2 / columns: activations keep their size and attention is far from uniform.
        double reach = Math.sqrt(6.0 / columns);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-reach, reach);
        }
        put(name, values, List.of((long) rows, (long) columns));
    }

    private void vector(SplittableRandom random, String name, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(0.5, 1.5);
        }
        put(name, values, List.of((long) size));
    }

    /** Adds or replaces a tensor. */
    public void put(String name, float[] values, List<Long> shape) {
        infos.put(name, new TensorInfo(name, shape, "F32"));
        tensors.put(name, values);
    }

    public void remove(String name) {
        infos.remove(name);
        tensors.remove(name);
    }

    /** Sets or, with null, removes a key. */
    public void set(String key, Object value) {
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }
    }

    public float[] values(String name) {
        return tensors.get(name);
    }

    @Override
    public Path path() {
        return Path.of("tiny");
    }

    @Override
    public Format format() {
        return Format.GGUF;
    }

    @Override
    public Map<String, Object> metadata() {
        return Map.copyOf(metadata);
    }

    @Override
    public List<TensorInfo> tensors() {
        return List.copyOf(infos.values());
    }

    @Override
    public void read(String name, long from, FloatBuffer into) throws IOException {
        if (!tensors.containsKey(name)) {
            throw new IOException("no tensor " + name);
        }
        into.put(tensors.get(name), (int) from, into.remaining());
    }

    /** Gives the model a tokenizer; without this it has none. */
    public void tokenizer(Tokenizer given) {
        tokenizer = given;
    }

    @Override
    public Tokenizer tokenizer() throws IOException {
        if (tokenizer == null) {
            throw new IOException("this tiny model was given no tokenizer");
        }
        return tokenizer;
    }

    @Override
    public Optional<ChatTemplateSource> chatTemplate() {
        return Optional.empty();
    }

    @Override
    public String fingerprint() {
        return "tiny";
    }

    @Override
    public void close() {}
}
