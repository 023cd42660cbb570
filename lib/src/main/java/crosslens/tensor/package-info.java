/**
 * The engine room: native tensors with clear lifetimes, and functions on them written as TorchScript text.
 *
 * <p>Start at {@link crosslens.tensor.TensorScope}, which owns tensors, and {@link crosslens.tensor.TorchScript}, which
 * compiles and calls functions. The functions themselves stand in the resource {@code crosslens/tensor/decoder.torchscript}.
 *
 * <p><b>Lifetime.</b> Every tensor belongs to one scope and dies with it; closing a scope closes the scopes opened from
 * it. One forward pass opens one scope, and what leaves it leaves as a Java array. A tensor made by a call belongs to the
 * scope named in that call.
 *
 * <p><b>Threads.</b> A compiled text and a scope are used by one thread at a time. Calls work on any thread: they set the
 * engine's thread-local switches themselves. The number of native threads is one setting of the whole process.
 *
 * <p><b>Types.</b> Only float32, float64 and int64 are made here: the engine's binding aborts the whole JVM when it meets
 * bfloat16, so no such type can be asked for.
 *
 * <p>{@snippet :
 * try (TensorScope root = TensorScope.open(2);
 *         TorchScript twice = TorchScript.compile(root, "  def twice(self: __torch__.M, x: Tensor) -> Tensor:\n    return x + x\n");
 *         TensorScope scope = root.open()) {
 *     float[] two = twice.call(scope, "twice", scope.scalar(1.0)).singletonOrThrow().toFloatArray();
 * }
 * }
 */
package crosslens.tensor;
