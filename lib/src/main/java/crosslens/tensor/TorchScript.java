package crosslens.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions compiled from TorchScript text, without Python. Whoever compiles it closes it, before the scope it was
 * compiled in.
 *
 * <p>The text is the method part of a class: every function takes {@code self: __torch__.M} first and then tensors, for
 * the engine passes nothing else (a number travels as a tensor and is read with {@code int(x)}). It is the serialised
 * dialect: {@code torch.f(...)} for operators, {@code (self).f(...)} for its own functions.
 *
 * <p>A {@link #call} records no gradients; a {@link #record} keeps what is needed to differentiate its results with respect to
 * arguments marked by {@link TensorScope#leaf} or recorded before.
 */
public final class TorchScript implements AutoCloseable {
    private final PtSymbolBlock block;

    private TorchScript(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Compiles method definitions.
     *
     * @param scope lives at least as long as the result
     * @param methods one text or several that call each other
     * @throws IllegalArgumentException if a text is no valid TorchScript; the message is the compiler's
     */
    public static TorchScript compile(TensorScope scope, String... methods) {
        byte[] archive = TorchScriptArchive.of(String.join("\n", methods));
        try {
            return new TorchScript(JniUtils.loadModule(
                    (PtNDManager) scope.manager(), new ByteArrayInputStream(archive), false, false));
        } catch (EngineException e) {
            throw new IllegalArgumentException("TorchScript text does not compile: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    /** The text of a resource of this package, e.g. {@code decoder}. */
    public static String resource(String name) {
        String file = name + ".torchscript";
        try (InputStream in = TorchScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource crosslens/tensor/" + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource crosslens/tensor/" + file, e);
        }
    }

    /**
     * Calls a function and returns its results in order; tuples and lists come flattened.
     *
     * @param owner gets every result, wherever the arguments belong
     * @throws IllegalStateException if the engine refuses the call; the message names the function and the engine's reason
     */
    public NDList call(TensorScope owner, String function, NDArray... arguments) {
        return run(owner, function, false, arguments);
    }

    /** As {@link #call(TensorScope, String, NDArray...)} for a function whose first argument is a list of tensors. */
    public NDList call(TensorScope owner, String function, List<NDArray> list, NDArray... arguments) {
        NDArray[] all = Stream.concat(list.stream(), Stream.of(arguments)).toArray(NDArray[]::new);
        // The engine's binding makes one list of the arguments that bear such a name.
        list.forEach(tensor -> tensor.setName("list[]"));
        try {
            return run(owner, function, false, all);
        } finally {
            list.forEach(tensor -> tensor.setName(null));
        }
    }

    /**
     * As {@link #call}, but its results can be differentiated. What that needs stays in memory while a result that rests on it
     * is open, whatever becomes of the scopes between.
     */
    public NDList record(TensorScope owner, String function, NDArray... arguments) {
        try {
            return run(owner, function, true, arguments);
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    private NDList run(TensorScope owner, String function, boolean recording, NDArray... arguments) {
        JniUtils.setGradMode(recording);
        // The profiling executor re-specialises for every new length: slower first calls and no gain afterwards.
        JniUtils.setGraphExecutorOptimize(false);
        try (NDArray marker = owner.scalar(0)) {
            marker.setName("module_method:" + function);
            NDList inputs = new NDList(arguments.length + 1);
            // The results go to the manager of the first input.
            inputs.add(marker);
            for (NDArray argument : arguments) {
                inputs.add(argument);
            }
            // isTrain = false would make inference tensors, which can never take part in a gradient later.
            return IValueUtils.forward(block, inputs, true);
        } catch (EngineException e) {
            throw new IllegalStateException(function + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        block.close();
    }
}
