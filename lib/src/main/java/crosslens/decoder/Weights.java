package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import crosslens.checkpoint.Checkpoint;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All weights of a model, dequantised once and kept once in the form they are multiplied in. They belong to the scope they
 * were loaded in.
 *
 * @param embeddings (V, E)
 * @param finalNorm (E)
 * @param head (V, E), prepared for multiplication
 */
record Weights(NDArray embeddings, NDArray finalNorm, NDArray head, List<Layer> layers) {
    /**
     * One layer. Matrices are prepared for multiplication.
     *
     * @param qkv query, key and value rows one under the other, ((H + 2 K) D, E)
     * @param out (E, H D)
     * @param gateUp gate rows, then up rows, (2 intermediate, E)
     * @param down (E, intermediate)
     */
    record Layer(NDArray attentionNorm, NDArray qkv, NDArray out, NDArray mlpNorm, NDArray gateUp, NDArray down) {}

    static Weights load(
            Checkpoint checkpoint,
            Architecture names,
            DecoderConfig config,
            FloatType type,
            TensorScope scope,
            TorchScript script)
            throws IOException {
        Loader loader = new Loader(checkpoint, names, config, type, scope, script);
        NDArray embeddings = loader.read(scope, 0, Slot.EMBEDDINGS);
        NDArray head = config.tiedEmbeddings() ? loader.prepare(embeddings) : loader.matrix(0, Slot.HEAD);
        List<Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            layers.add(new Layer(
                    loader.read(scope, layer, Slot.ATTENTION_NORM),
                    loader.matrix(layer, Slot.QUERY, Slot.KEY, Slot.VALUE),
                    loader.matrix(layer, Slot.OUTPUT),
                    loader.read(scope, layer, Slot.MLP_NORM),
                    loader.matrix(layer, Slot.GATE, Slot.UP),
                    loader.matrix(layer, Slot.DOWN)));
        }
        return new Weights(embeddings, loader.read(scope, 0, Slot.FINAL_NORM), head, List.copyOf(layers));
    }

    private record Loader(
            Checkpoint checkpoint,
            Architecture names,
            DecoderConfig config,
            FloatType type,
            TensorScope scope,
            TorchScript script) {

        NDArray matrix(int layer, Slot... slots) throws IOException {
            try (TensorScope plain = scope.open()) {
                return prepare(read(plain, layer, slots));
            }
        }

        NDArray prepare(NDArray matrix) {
            return script.call(scope, "prepared", matrix).singletonOrThrow();
        }

        /** The tensors of the slots one under the other. */
        NDArray read(TensorScope owner, int layer, Slot... slots) throws IOException {
            long[] shape =
                    slots[0].shape(config).stream().mapToLong(Long::longValue).toArray();
            for (int i = 1; i < slots.length; i++) {
                shape[0] += slots[i].shape(config).get(0);
            }
            NDArray tensor = owner.empty(script, type, shape);
            var memory = tensor.toByteBuffer(true).order(ByteOrder.nativeOrder());
            if (type == FloatType.F32) {
                FloatBuffer values = memory.asFloatBuffer();
                for (Slot slot : slots) {
                    checkpoint.read(names.tensorName(slot, layer), values);
                }
            } else {
                widen(memory.asDoubleBuffer(), layer, slots);
            }
            return tensor;
        }

        private void widen(DoubleBuffer into, int layer, Slot... slots) throws IOException {
            for (Slot slot : slots) {
                long size = slot.shape(config).stream().reduce(1L, Math::multiplyExact);
                FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(size));
                checkpoint.read(names.tensorName(slot, layer), values);
                for (float value : values.array()) {
                    into.put(value);
                }
            }
        }
    }
}
