package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.Checkpoint.StoredTensor;
import crosslens.checkpoint.TensorInfo;
import crosslens.decoder.Weights.AttentionWeights;
import crosslens.decoder.Weights.ExpertWeights;
import crosslens.decoder.Weights.GatedWeights;
import crosslens.decoder.Weights.GroupedWeights;
import crosslens.decoder.Weights.Joined;
import crosslens.decoder.Weights.LatentWeights;
import crosslens.decoder.Weights.MlpWeights;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings the tensors of a checkpoint to their places. A matrix whose values lie in the file as they are needed is mapped, not
 * copied; others are dequantised once.
 */
final class WeightLoader {
    /** Values that are dequantised straight into their tensor: what a buffer can hold. */
    private static final int MOST_DIRECT = (1 << 29) - 1;

    /** Values dequantised at a time otherwise. */
    private static final int MOST_VALUES = 1 << 24;

    private final Checkpoint checkpoint;
    private final TensorNames names;
    private final boolean normAddsOne;
    private final DecoderConfig config;
    private final FloatType type;
    private final boolean mapping;
    private final TensorScope scope;
    private final TorchScript script;
    private final NDArray none;
    private final Map<String, TensorInfo> infos;
    // Whole files by path, seen as values of the arithmetic's type.
    private final Map<String, NDArray> files = new HashMap<>();

    /** @param mapping whether matrices may stay in their files */
    WeightLoader(
            Checkpoint checkpoint,
            Architecture architecture,
            DecoderConfig config,
            FloatType type,
            boolean mapping,
            TensorScope scope,
            TorchScript script) {
        this.checkpoint = checkpoint;
        this.names = architecture.names(checkpoint);
        this.normAddsOne = architecture.normAddsOne(checkpoint.format());
        this.config = config;
        this.type = type;
        this.mapping = mapping;
        this.scope = scope;
        this.script = script;
        none = scope.empty(script, type, 0);
        infos = checkpoint.tensors().stream().collect(Collectors.toMap(TensorInfo::name, tensor -> tensor));
    }

    /** All weights of the model. */
    Weights load() throws IOException {
        NDArray embeddings = plain(0, Slot.EMBEDDINGS);
        NDArray head = config.tiedEmbeddings() ? prepared(embeddings) : matrix(0, Slot.HEAD);
        List<Weights.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layers().size(); layer++) {
            layers.add(new Weights.Layer(
                    vector(layer, Slot.ATTENTION_NORM),
                    attention(layer),
                    matrix(layer, Slot.OUTPUT),
                    vector(layer, Slot.OUTPUT_BIAS),
                    vector(layer, Slot.POST_ATTENTION_NORM),
                    vector(layer, Slot.MLP_NORM),
                    mlp(layer),
                    vector(layer, Slot.POST_MLP_NORM)));
        }
        return new Weights(embeddings, vector(0, Slot.FINAL_NORM), head, List.copyOf(layers));
    }

    private AttentionWeights attention(int layer) throws IOException {
        if (config.attention() instanceof Attention.Grouped) {
            return new GroupedWeights(
                    joined(layer, 0, Slot.QUERY, Slot.KEY, Slot.VALUE),
                    vector(layer, Slot.QUERY_BIAS, Slot.KEY_BIAS, Slot.VALUE_BIAS),
                    vector(layer, Slot.QUERY_NORM),
                    vector(layer, Slot.KEY_NORM));
        }
        boolean compressed = ((Attention.Latent) config.attention()).queryRank() > 0;
        return new LatentWeights(
                matrix(layer, Slot.QUERY_DOWN),
                vector(layer, Slot.QUERY_DOWN_NORM),
                matrix(layer, compressed ? Slot.QUERY_UP : Slot.QUERY),
                matrix(layer, Slot.KV_DOWN),
                vector(layer, Slot.KV_DOWN_NORM),
                names.splitKvUp() ? splitKvUp(layer) : plain(layer, Slot.KV_UP));
    }

    private NDArray splitKvUp(int layer) throws IOException {
        Attention.Latent a = (Attention.Latent) config.attention();
        try (TensorScope parts = scope.open()) {
            NDArray keys = read(parts, type, List.of(names.keyUp(layer)), a.heads(), a.rank(), a.plainWidth());
            NDArray values = read(parts, type, List.of(names.valueUp(layer)), a.heads(), a.headValueWidth(), a.rank());
            return one("latentup", keys, values);
        }
    }

    private MlpWeights mlp(int layer) throws IOException {
        if (!(config.layers().get(layer).feedForward() instanceof FeedForward.Experts mixture)) {
            return new GatedWeights(
                    joined(layer, 0, Slot.GATE, Slot.UP),
                    vector(layer, Slot.GATE_BIAS, Slot.UP_BIAS),
                    matrix(layer, Slot.DOWN),
                    vector(layer, Slot.DOWN_BIAS));
        }
        NDArray router = plain(layer, Slot.ROUTER);
        List<GatedWeights> experts = names.stacked() ? stackedExperts(layer, mixture) : new ArrayList<>();
        for (int expert = experts.size(); expert < mixture.experts(); expert++) {
            experts.add(new GatedWeights(
                    joined(layer, expert, Slot.EXPERT_GATE, Slot.EXPERT_UP),
                    none,
                    prepared(plain(layer, expert, Slot.EXPERT_DOWN)),
                    none));
        }
        GatedWeights shared = mixture.shared() == 0
                ? null
                : new GatedWeights(
                        joined(layer, 0, Slot.SHARED_GATE, Slot.SHARED_UP),
                        none,
                        matrix(layer, Slot.SHARED_DOWN),
                        none);
        return new ExpertWeights(router, List.copyOf(experts), shared);
    }

    private List<GatedWeights> stackedExperts(int layer, FeedForward.Experts mixture) throws IOException {
        int inner = mixture.intermediate();
        NDArray gates = stack(layer, Slot.EXPERT_GATE, mixture.experts(), inner, config.hidden());
        NDArray ups = stack(layer, Slot.EXPERT_UP, mixture.experts(), inner, config.hidden());
        NDArray downs = stack(layer, Slot.EXPERT_DOWN, mixture.experts(), config.hidden(), inner);
        long size = (long) inner * config.hidden();
        List<GatedWeights> experts = new ArrayList<>();
        for (int expert = 0; expert < mixture.experts(); expert++) {
            long from = expert * size;
            experts.add(new GatedWeights(
                    new Joined(
                            prepared(cut(gates, from, inner, config.hidden())),
                            prepared(cut(ups, from, inner, config.hidden())),
                            none),
                    none,
                    prepared(cut(downs, from, config.hidden(), inner)),
                    none));
        }
        return experts;
    }

    private NDArray stack(int layer, Slot slot, long... shape) throws IOException {
        return read(
                scope,
                type,
                List.of(names.name(slot, layer, 0)),
                Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    private Joined joined(int layer, int expert, Slot... slots) throws IOException {
        List<NDArray> mapped = new ArrayList<>();
        for (Slot slot : slots) {
            mapped(names.name(slot, layer, expert), shape(layer, slot)).ifPresent(mapped::add);
        }
        if (mapped.size() == slots.length) {
            return new Joined(mapped.get(0), mapped.get(1), mapped.size() > 2 ? mapped.get(2) : none);
        }
        List<String> all = new ArrayList<>();
        long[] shape = shape(layer, slots[0]);
        for (Slot slot : slots) {
            all.add(names.name(slot, layer, expert));
            shape[0] += slot == slots[0] ? 0 : shape(layer, slot)[0];
        }
        return new Joined(preparedCopy(all, shape), none, none);
    }

    private NDArray matrix(int layer, Slot slot) throws IOException {
        if (slot.shape(config, layer).isEmpty()) {
            return none;
        }
        String name = names.name(slot, layer, 0);
        Optional<NDArray> mapped = mapped(name, shape(layer, slot));
        return mapped.isPresent() ? mapped.get() : preparedCopy(List.of(name), shape(layer, slot));
    }

    private NDArray preparedCopy(List<String> tensors, long... shape) throws IOException {
        try (TensorScope plain = scope.open()) {
            return prepared(read(plain, type, tensors, shape));
        }
    }

    /** A matrix that is not multiplied by as others are. */
    private NDArray plain(int layer, Slot slot) throws IOException {
        return plain(layer, 0, slot);
    }

    private NDArray plain(int layer, int expert, Slot slot) throws IOException {
        String name = names.name(slot, layer, expert);
        Optional<NDArray> mapped = mapped(name, shape(layer, slot));
        return mapped.isPresent() ? mapped.get() : read(scope, type, List.of(name), shape(layer, slot));
    }

    /** Norms and biases, one after the other; at least float32, but biases of a lower type, which are added to products of it. */
    private NDArray vector(int layer, Slot... slots) throws IOException {
        if (slots[0].shape(config, layer).isEmpty()) {
            return none;
        }
        List<String> all = new ArrayList<>();
        long size = 0;
        for (Slot slot : slots) {
            all.add(names.name(slot, layer, 0));
            size += shape(layer, slot)[0];
        }
        boolean bias = slots[0].bias();
        NDArray vector = read(scope, type.low() && !bias ? FloatType.F32 : type, all, size);
        if (normAddsOne && slots[0].norm()) {
            vector.addi(1);
        }
        return vector;
    }

    private long[] shape(int layer, Slot slot) {
        return slot.shape(config, layer).orElseThrow().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private NDArray prepared(NDArray matrix) {
        return one("prepared", matrix);
    }

    private NDArray one(String function, NDArray... arguments) {
        return script.call(scope, function, arguments).singletonOrThrow();
    }

    private Optional<NDArray> mapped(String name, long... shape) throws IOException {
        Optional<StoredTensor> stored = mapping ? stored(name) : Optional.empty();
        return stored.isPresent() && typeOf(stored.get()) == type
                ? Optional.of(finite(view(stored.get(), shape), List.of(name)))
                : Optional.empty();
    }

    /** Where the values lie, if the engine can look at them there. */
    private Optional<StoredTensor> stored(String name) {
        return checkpoint
                .stored(name)
                .filter(place -> place.offset() % typeOf(place).bytes() == 0);
    }

    private static FloatType typeOf(StoredTensor place) {
        return FloatType.named(place.type().toLowerCase(Locale.ROOT));
    }

    /** Values in their file. */
    private NDArray view(StoredTensor place, long... shape) throws IOException {
        FloatType stored = typeOf(place);
        String path = place.file().toRealPath().toString();
        String key = stored.label() + " " + path;
        NDArray whole = files.get(key);
        if (whole == null) {
            long values = Files.size(place.file()) / stored.bytes();
            try (TensorScope arguments = scope.open()) {
                whole = one("mapped", arguments.text(path), arguments.scalar(values), arguments.scalar(stored.code()));
            }
            files.put(key, whole);
        }
        return cut(whole, place.offset() / stored.bytes(), shape);
    }

    private NDArray cut(NDArray flat, long offset, long... shape) {
        long[] place = new long[shape.length + 1];
        place[0] = offset;
        System.arraycopy(shape, 0, place, 1, shape.length);
        try (NDArray argument = scope.facts(place, place.length)) {
            return one("cut", flat, argument);
        }
    }

    /** A copy of the tensors one under the other. */
    private NDArray read(TensorScope owner, FloatType as, List<String> tensors, long... shape) throws IOException {
        NDArray copy = owner.empty(script, as, shape);
        long at = 0;
        if (as == FloatType.F32
                && copy.size() <= MOST_VALUES
                && tensors.stream().allMatch(t -> stored(t).isEmpty())) {
            FloatBuffer values =
                    copy.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
            for (String name : tensors) {
                checkpoint.read(name, values);
            }
            return finite(copy, tensors);
        }
        for (String name : tensors) {
            Optional<StoredTensor> stored = stored(name);
            if (stored.isPresent()) {
                at = place(copy, view(stored.get(), stored.get().size()), at);
            } else {
                at = dequantise(copy, name, at);
            }
        }
        return finite(copy, tensors);
    }

    /** Weights that are no numbers would be lost on the way, and wrong numbers come out. */
    private NDArray finite(NDArray values, List<String> tensors) throws IOException {
        try (TensorScope check = scope.open()) {
            float sum = script.call(check, "total", values).singletonOrThrow().toFloatArray()[0];
            if (!Float.isFinite(sum)) {
                throw new IOException(checkpoint.path() + ": NaN or infinite values in "
                        + (tensors.size() == 1 ? "tensor " : "one of the tensors ")
                        + String.join(", ", tensors)
                        + (type.low() ? ", or beyond what " + type.label() + " can hold" : ""));
            }
        }
        return values;
    }

    private long dequantise(NDArray copy, String name, long at) throws IOException {
        long size = infos.get(name).size();
        long end = at;
        for (long from = 0; from < size; from += MOST_VALUES) {
            int count = (int) Math.min(MOST_VALUES, size - from);
            float[] values = new float[count];
            checkpoint.read(name, from, FloatBuffer.wrap(values));
            try (TensorScope piece = scope.open()) {
                end = place(copy, piece.floats(values, count), end);
            }
        }
        return end;
    }

    private long place(NDArray copy, NDArray values, long at) {
        try (TensorScope arguments = scope.open()) {
            script.call(arguments, "place", copy, values, arguments.scalar(at));
        }
        return at + values.size();
    }
}
