package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import crosslens.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of every layer in numbered slots, one token each. Who may use which slot is the caller's business. Closed by
 * whoever asked {@link Decoder#cache} for it, before the decoder.
 */
public final class KvCache implements AutoCloseable {
    private final TensorScope scope;
    private final int slots;
    private final List<NDArray> keys = new ArrayList<>();
    private final List<NDArray> values = new ArrayList<>();

    KvCache(TensorScope scope, int slots) {
        this.scope = scope;
        this.slots = slots;
    }

    void addLayer(NDArray layerKeys, NDArray layerValues) {
        keys.add(layerKeys);
        values.add(layerValues);
    }

    /** Number of slots. */
    public int slots() {
        return slots;
    }

    NDArray keys(int layer) {
        return keys.get(layer);
    }

    NDArray values(int layer) {
        return values.get(layer);
    }

    @Override
    public void close() {
        scope.close();
    }
}
