package crosslens.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class TorchScriptTest {
    private static final String TWO = "  def two(self: __torch__.M, x: Tensor, n: Tensor) -> Tuple[Tensor, Tensor]:\n"
            + "    return (x + x, x * int(n))\n";

    @Test
    void callsFunctionsAndFlattensTheirResults() {
        try (TensorScope root = TensorScope.open(0);
                TorchScript script = TorchScript.compile(root, TWO)) {
            var results = script.call(root, "two", root.doubles(1, 2), root.scalar(5L));
            assertThat(results.get(0).toDoubleArray()).containsExactly(2, 4);
            assertThat(results.get(1).toDoubleArray()).containsExactly(5, 10);
        }
    }

    @Test
    void recordsNoGradientsOnANewThread() throws InterruptedException {
        // The engine switches recording off on the thread that started it only.
        try (TensorScope root = TensorScope.open(0);
                TorchScript script = TorchScript.compile(root, TWO)) {
            NDArray input = root.doubles(3);
            input.setRequiresGradient(true);
            NDArray[] result = new NDArray[1];
            Thread thread = new Thread(() ->
                    result[0] = script.call(root, "two", input, root.scalar(1L)).get(0));
            thread.start();
            thread.join();
            assertThat(result[0].toDoubleArray()).containsExactly(6);
            assertThat(result[0].hasGradient()).isFalse();
        }
    }

    @Test
    void resultsDieWithTheScopeOfTheCall() {
        try (TensorScope root = TensorScope.open(0);
                TorchScript script = TorchScript.compile(root, TWO)) {
            NDArray input = root.doubles(1);
            NDArray result;
            try (TensorScope inner = root.open()) {
                result = script.call(inner, "two", input, root.scalar(1L)).get(0);
                assertThat(result.toDoubleArray()).containsExactly(2);
            }
            assertThatThrownBy(result::toDoubleArray).isInstanceOf(IllegalStateException.class);
            assertThat(input.toDoubleArray()).containsExactly(1);
        }
    }

    @Test
    void saysWhatTheCompilerSays() {
        try (TensorScope root = TensorScope.open(0)) {
            assertThatThrownBy(() -> TorchScript.compile(
                            root, "  def bad(self: __torch__.M, x: Tensor) -> Tensor:\n    return torch.nonsense(x)\n"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nonsense");
        }
    }

    @Test
    void namesTheFunctionThatFailed() {
        String text =
                "  def product(self: __torch__.M, x: Tensor, y: Tensor) -> Tensor:\n    return torch.matmul(x, y)\n";
        try (TensorScope root = TensorScope.open(0);
                TorchScript script = TorchScript.compile(root, text)) {
            assertThatThrownBy(() -> script.call(root, "product", root.doubles(1, 2), root.doubles(1, 2, 3)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("product failed: ");
        }
    }

    @Test
    void refusesANegativeNumberOfThreads() {
        assertThatThrownBy(() -> TensorScope.open(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
