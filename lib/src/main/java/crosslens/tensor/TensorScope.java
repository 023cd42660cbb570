package crosslens.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/** Owns native tensors: they live until it is closed. Whoever opens a scope closes it; that closes the scopes opened from it too. */
public final class TensorScope implements AutoCloseable {
    private final NDManager manager;
    // Small facts that functions read as numbers stay with the processor: fetching them from elsewhere would wait for
    // it.
    private final NDManager host;

    private TensorScope(NDManager manager, NDManager host) {
        this.manager = manager;
        this.host = host;
    }

    /** As {@link #open(int, ComputeDevice)}, on the processor. */
    public static TensorScope open(int threads) {
        return open(threads, ComputeDevice.CPU);
    }

    /**
     * Starts the engine if need be and opens a scope.
     *
     * @param threads native threads of this process from now on, or 0 to leave the number as it is
     * @throws IllegalArgumentException if a GPU is asked for and the engine sees none
     * @throws IllegalStateException if the engine does not start; the message says why
     */
    public static TensorScope open(int threads, ComputeDevice device) {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 (leave) or more, not " + threads);
        }
        Engine engine;
        try {
            engine = Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            throw new IllegalStateException(
                    "the engine's natives cannot be loaded: " + deepest(e).getMessage(), e);
        }
        if (device == ComputeDevice.GPU && engine.getGpuCount() == 0) {
            throw new IllegalArgumentException(
                    "the engine sees no GPU: it needs an NVIDIA GPU with its driver, and natives"
                            + " for it, which ./environment/gpu fetches. Without one, leave --device out");
        }
        NDManager manager = engine.newBaseManager(device == ComputeDevice.GPU ? Device.gpu() : Device.cpu());
        if (threads > 0) {
            JniUtils.setNumThreads(threads);
        }
        return of(manager);
    }

    private static Throwable deepest(Throwable thrown) {
        return thrown.getCause() == null ? thrown : deepest(thrown.getCause());
    }

    private static TensorScope of(NDManager manager) {
        return new TensorScope(manager, manager.getDevice().isGpu() ? manager.newSubManager(Device.cpu()) : manager);
    }

    /** A scope inside this one. */
    public TensorScope open() {
        return of(manager.newSubManager());
    }

    /** Where its tensors lie. */
    public ComputeDevice device() {
        return manager.getDevice().isGpu() ? ComputeDevice.GPU : ComputeDevice.CPU;
    }

    /** An int64 tensor of shape (n) that functions read as numbers; it stays with the processor. */
    public NDArray facts(int... values) {
        return facts(wide(values), values.length);
    }

    /** An int64 tensor of the given shape that functions read as numbers; it stays with the processor. */
    public NDArray facts(long[] values, long... shape) {
        return host.create(values, new Shape(shape));
    }

    /** An int64 tensor of shape (n). */
    public NDArray longs(int... values) {
        return longs(wide(values), values.length);
    }

    private static long[] wide(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** An int64 tensor of the given shape. */
    public NDArray longs(long[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** A float32 tensor of the given shape. */
    public NDArray floats(float[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** A float64 tensor of shape (n) that functions read as numbers; it stays with the processor. */
    public NDArray doubles(double... values) {
        return host.create(values);
    }

    /** A float64 tensor of the given shape. */
    public NDArray doubles(double[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    /** An int64 tensor without dimensions; it stays with the processor. */
    public NDArray scalar(long value) {
        return host.create(value);
    }

    /** A float64 tensor without dimensions; it stays with the processor. */
    public NDArray scalar(double value) {
        return host.create(value);
    }

    /** A text as an argument of a function. */
    public NDArray text(String value) {
        return host.create(value);
    }

    /**
     * A tensor with undefined contents; memory is taken as it is first written.
     *
     * @param script holds the function {@code empty} of the decoder's text
     */
    public NDArray empty(TorchScript script, FloatType type, long... shape) {
        try (NDArray code = scalar(type.code());
                NDArray sizes = facts(shape, shape.length);
                NDArray near = longs(0)) {
            return script.call(this, "empty", sizes, code, near).singletonOrThrow();
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
