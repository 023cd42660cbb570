package crosslens.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/** Owns native tensors: they live until it is closed. Whoever opens a scope closes it; that closes the scopes opened from it too. */
public final class TensorScope implements AutoCloseable {
    private final NDManager manager;

    private TensorScope(NDManager manager) {
        this.manager = manager;
    }

    /**
     * Starts the engine if need be and opens a scope on the processor.
     *
     * @param threads native threads of this process from now on, or 0 to leave the number as it is
     */
    public static TensorScope open(int threads) {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 (leave) or more, not " + threads);
        }
        NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        return new TensorScope(manager);
    }

    /** A scope inside this one. */
    public TensorScope open() {
        return new TensorScope(manager.newSubManager());
    }

    /** An int64 tensor of shape (n). */
    public NDArray longs(int... values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return longs(wide, values.length);
    }

    /** An int64 tensor of the given shape. */
    public NDArray longs(long[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** A float32 tensor of the given shape. */
    public NDArray floats(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** A float64 tensor of shape (n). */
    public NDArray doubles(double... values) {
        return manager.create(values);
    }

    /** A float64 tensor of the given shape. */
    public NDArray doubles(double[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** An int64 tensor without dimensions. */
    public NDArray scalar(long value) {
        return manager.create(value);
    }

    /** A float64 tensor without dimensions. */
    public NDArray scalar(double value) {
        return manager.create(value);
    }

    /** A text as an argument of a function. */
    public NDArray text(String value) {
        return manager.create(value);
    }

    /**
     * A tensor with undefined contents; memory is taken as it is first written.
     *
     * @param script holds the function {@code empty} of the decoder's text
     */
    public NDArray empty(TorchScript script, FloatType type, long... shape) {
        try (NDArray code = scalar(type.code());
                NDArray sizes = longs(shape, shape.length)) {
            return script.call(this, "empty", sizes, code).singletonOrThrow();
        }
    }

    /** Marks a tensor that was computed without recording as one that recorded calls can be differentiated with respect to; returns it. */
    public static NDArray leaf(NDArray tensor) {
        tensor.setRequiresGradient(true);
        return tensor;
    }

    NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
    }
}
