package crosslens.notebook;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A running notebook kernel, reached by names: JJava and its forerunner IJava have the same classes in different packages, return types differ between
 * releases, and outside a kernel none of them exists.
 */
final class KernelFrontend implements Frontend {
    private static final String JJAVA = "org.dflib.jjava.jupyter.kernel.";
    private static final String IJAVA = "io.github.spencerpark.jupyter.kernel.";

    private final Object kernel;
    private final Class<?> kernelType;
    private final Class<?> displayData;

    private KernelFrontend(Object kernel, String packageName) throws ReflectiveOperationException {
        this.kernel = kernel;
        kernelType = Class.forName(packageName + "BaseKernel");
        displayData = Class.forName(packageName + "display.DisplayData");
    }

    /** The kernel that runs in this JVM, or empty: no kernel class here, or none started. */
    static Optional<Frontend> running() {
        Optional<Frontend> jjava = find(JJAVA + "BaseKernel", "notebookKernel", JJAVA);
        return jjava.isPresent()
                ? jjava
                : find("io.github.spencerpark.ijava.runtime.Kernel", "getKernelInstance", IJAVA);
    }

    private static Optional<Frontend> find(String holder, String method, String packageName) {
        try {
            Object kernel = Class.forName(holder).getMethod(method).invoke(null);
            return kernel == null ? Optional.empty() : Optional.of(new KernelFrontend(kernel, packageName));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    @Override
    public void display(String id, Output output) {
        send(() -> kernelType.getMethod("display", displayData).invoke(kernel, pack(id, output)));
    }

    @Override
    public void update(String id, Output output) {
        send(() -> {
            Object io = kernelType.getMethod("getIO").invoke(kernel);
            Object stream = io.getClass().getField("display").get(io);
            return stream.getClass()
                    .getMethod("updateDisplay", String.class, displayData)
                    .invoke(stream, id, pack(id, output));
        });
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(200);
    }

    private Object pack(String id, Output output) throws ReflectiveOperationException {
        Object packed = displayData.getConstructor().newInstance();
        var putData = displayData.getMethod("putData", String.class, Object.class);
        for (Map.Entry<String, String> form : output.data().entrySet()) {
            putData.invoke(packed, form.getKey(), form.getValue());
        }
        var putMetaData = displayData.getMethod("putMetaData", String.class, Object.class);
        for (Map.Entry<String, Map<String, Object>> form : output.metadata().entrySet()) {
            putMetaData.invoke(packed, form.getKey(), form.getValue());
        }
        displayData.getMethod("setDisplayId", String.class).invoke(packed, id);
        return packed;
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    // A kernel's sockets close for good when an interrupted thread writes to them: the flag is put aside while sending,
    // and set again.
    private static synchronized void send(Call call) {
        boolean interrupted = Thread.interrupted();
        try {
            call.run();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the kernel refused an output: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this kernel's display has another shape than expected: " + e, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
