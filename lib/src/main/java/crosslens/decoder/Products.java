package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.util.Arrays;

/** Which library multiplies by the weights. Results differ in their last bits only. */
public enum Products {
    /** The engine's default: any device, any type, and gradients pass. */
    PLAIN("multiply-plain"),
    /** oneDNN with weights in its own layout: float32 on a processor, two to five times as fast, and no gradient passes. */
    ONEDNN("multiply-onednn");

    private final String resource;

    Products(String resource) {
        this.resource = resource;
    }

    /** The fastest one that works here for a type; tries it on a small product. */
    public static Products fastest(FloatType type) {
        if (type != FloatType.F32) {
            return PLAIN;
        }
        try (TensorScope scope = TensorScope.open(0);
                TorchScript script = TorchScript.compile(scope, TorchScript.resource(ONEDNN.resource))) {
            NDArray ones = scope.floats(new float[] {1, 1, 1, 1}, 2, 2);
            NDArray prepared = script.call(scope, "prepared", ones).singletonOrThrow();
            float[] product = script.call(scope, "multiply", ones, prepared)
                    .singletonOrThrow()
                    .toFloatArray();
            return Arrays.equals(product, new float[] {2, 2, 2, 2}) ? ONEDNN : PLAIN;
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The engine was built without oneDNN.
            return PLAIN;
        }
    }

    String resource() {
        return resource;
    }
}
