package crosslens.tensor;

import ai.djl.ndarray.NDArray;

/**
 * How fast this machine multiplies matrices in a type, measured: a processor without instructions for a low type is hundreds
 * of times slower in it than in float32.
 */
public final class ProductSpeed {
    private static final int ROWS = 128;
    private static final int WIDTH = 512;
    private static final int WARM_UP = 1;
    private static final int ROUNDS = 3;

    /** After this one round is enough: the answer is "slow". */
    private static final double ENOUGH_SECONDS = 0.1;

    private static final String TEXT = String.join(
            "\n",
            "  def cast(self: __torch__.M, x: Tensor, type: Tensor) -> Tensor:",
            "    return torch.to(x, int(type), False, False, None)",
            "",
            "  def multiply(self: __torch__.M, x: Tensor, weight: Tensor) -> Tensor:",
            "    return torch.linear(x, weight)",
            "");

    private ProductSpeed() {}

    /** Thousand million multiplications and additions a second in products of 128 rows by 512 × 512 weights; takes a tenth of a second or so. */
    public static double measured(TensorScope root, FloatType type) {
        try (TensorScope scope = root.open();
                TorchScript script = TorchScript.compile(scope, TEXT)) {
            NDArray code = scope.scalar(type.code());
            NDArray x = script.call(scope, "cast", filled(scope, ROWS), code).singletonOrThrow();
            NDArray weight =
                    script.call(scope, "cast", filled(scope, WIDTH), code).singletonOrThrow();
            double best = Double.MAX_VALUE;
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                long start = System.nanoTime();
                script.call(scope, "multiply", x, weight).singletonOrThrow().close();
                double seconds = (System.nanoTime() - start) / 1e9;
                best = Math.min(best, seconds);
                if (seconds > ENOUGH_SECONDS) {
                    break;
                }
            }
            return 2.0 * ROWS * WIDTH * WIDTH / best / 1e9;
        }
    }

    private static NDArray filled(TensorScope scope, int rows) {
        float[] values = new float[rows * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 13 - 6) / 7f;
        }
        return scope.floats(values, rows, WIDTH);
    }
}
