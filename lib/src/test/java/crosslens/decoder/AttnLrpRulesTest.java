package crosslens.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of AttnLRP as the decoder's functions carry it, against its closed form. */
@Tag("engine")
class AttnLrpRulesTest {
    /** A handful of float64 roundings. */
    private static final Offset<Double> EXACT = Offset.offset(1e-14);

    // Functions that take numbers can be called from text only.
    private static final String TEXT = "  def norm(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:\n"
            + "    return (self).normalise(x, w, 0.5, 1)\n"
            + "  def weighted(self: __torch__.M, y: Tensor, weights: Tensor) -> Tensor:\n"
            + "    return torch.sum(y * weights)\n";

    private TensorScope scope;
    private TorchScript script;

    @BeforeEach
    void compile() {
        scope = TensorScope.open(0);
        script = TorchScript.compile(
                scope,
                TorchScript.resource("decoder"),
                TorchScript.resource("gradient"),
                TorchScript.resource("multiply-plain"),
                TEXT);
    }

    @AfterEach
    void close() {
        script.close();
        scope.close();
    }

    @Test
    void aNormsFactorIsConstant() {
        NDArray x = leaf(new double[] {1, -2, 0.5, 3}, 1, 4);
        NDArray y = record("norm", x, matrix(new double[] {2, 1, -1, 0.5}, 4));
        // The mean square is (1 + 4 + 0.25 + 9) / 4 = 3.5625; with 0.5 added, its root is c.
        double c = 1 / Math.sqrt(4.0625);
        double[] g = {1, 10, 100, 1000};
        assertThat(gradient(y, g, x)).containsExactly(new double[] {2 * c, 10 * c, -100 * c, 500 * c}, EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        // f(0.6): 0.6 σ(0.6); ½ · 0.6 (1 + tanh(√(2/π) (0.6 + 0.044715 · 0.216))); 0.6 Φ(0.6)
        "0, 0.3873937837354772",
        "1, 0.43541519923081473",
        "2, 0.43544812934995586",
    })
    void anActivationIsItsArgumentTimesAConstantAndAProductPassesHalf(int kind, double active) {
        // y = 5 f(2 x) · 3 x at x = 0.3. Half of f(u)/u · 2 · 3x · 5 and half of f(u) · 3 · 5 are both f(u) · 15 / 2.
        NDArray x = leaf(new double[] {0.3}, 1, 1);
        NDArray none = matrix(new double[0], 0);
        NDArray y = record(
                "gated",
                x,
                matrix(new double[] {2, 3}, 2, 1),
                none,
                none,
                matrix(new double[] {5}, 1, 1),
                none,
                facts(1, 1, 1, 1, kind));
        assertThat(y.toDoubleArray()).containsExactly(new double[] {active * 4.5}, Offset.offset(1e-12));
        assertThat(gradient(y, new double[] {1}, x)).containsExactly(new double[] {active * 15}, Offset.offset(1e-12));
    }

    @Test
    void anActivationAtZeroHasItsLimit() {
        // f(u)/u of SiLU is σ(0) = ½ at 0, but both sides of the product are 0 there.
        NDArray x = leaf(new double[] {0}, 1, 1);
        NDArray none = matrix(new double[0], 0);
        NDArray weights = matrix(new double[] {2, 3}, 2, 1);
        NDArray y = record(
                "gated",
                x,
                weights,
                none,
                matrix(new double[] {0, 7}, 2),
                matrix(new double[] {5}, 1, 1),
                none,
                facts(1, 1, 1, 1, 0));
        // With a bias of 7 beside: y = 5 f(2 x) (3 x + 7), of which half of ½ · 2 · 7 · 5 remains.
        assertThat(gradient(y, new double[] {1}, x)).containsExactly(new double[] {17.5}, EXACT);
    }

    @Test
    void attentionPassesAQuarterToQueriesAndKeysAndHalfToValues() {
        // One head of width 2, two tokens. Token 1 sees o = p v0 + (1 - p) v1 with p = σ(s0 - s1), s = 0.7 q·k.
        NDArray q = leaf(new double[] {9, 9, 1, 2}, 2, 1, 2);
        NDArray k = leaf(new double[] {0.5, -1, 0.25, 0.5}, 2, 1, 2);
        NDArray v = leaf(new double[] {1, 2, 3, -1}, 2, 1, 2);
        NDArray cache = matrix(new double[0], 0);
        NDArray o = record(
                "attend",
                q,
                k,
                v,
                cache,
                cache,
                scope.longs(0, 2),
                scope.longs(new long[0], 0, 5),
                scope.longs(0, 1),
                facts(1, 1, 2, 2, 0),
                scope.doubles(1e-5, 0.7, 0, 0));
        double p = 1 / (1 + Math.exp(-0.7 * ((0.5 - 2) - (0.25 + 1))));
        assertThat(o.toDoubleArray()).containsExactly(new double[] {1, 2, p + 3 * (1 - p), 2 * p - (1 - p)}, EXACT);
        // Of the sum of token 1's two values, 3 p + 2 (1 - p): with v it moves by p and 1 - p, with the difference of
        // scores by p (1 - p) (3 - 2).
        double[] g = {0, 0, 1, 1};
        double slope = 0.7 * p * (1 - p) / 4;
        NDList all = script.call(scope, "derivatives", List.of(q, k, v), total(o, g), scope.scalar(0));
        assertThat(all.get(0).toDoubleArray())
                .containsExactly(new double[] {0, 0, slope * (0.5 - 0.25), slope * (-1 - 0.5)}, EXACT);
        assertThat(all.get(1).toDoubleArray())
                .containsExactly(new double[] {slope, 2 * slope, -slope, -2 * slope}, EXACT);
        assertThat(all.get(2).toDoubleArray())
                .containsExactly(new double[] {p / 2, p / 2, (1 - p) / 2, (1 - p) / 2}, EXACT);
    }

    @Test
    void aSoftCapIsItsArgumentTimesAConstantAndPassesZeroWhole() {
        // h = (1, 1) has mean square 1; without an epsilon to speak of the norm changes nothing. Logits 3 h0 and 0.
        NDArray h = leaf(new double[] {1, 1}, 1, 2);
        NDArray z = record(
                "logits",
                h,
                scope.longs(0),
                matrix(new double[] {1, 1}, 2),
                matrix(new double[] {3, 0, 1, -1}, 2, 2),
                scope.doubles(1e-300, 2, 1));
        assertThat(z.toDoubleArray()).containsExactly(new double[] {2 * Math.tanh(1.5), 0}, EXACT);
        double ratio = Math.tanh(1.5) / 1.5;
        assertThat(gradient(z, new double[] {1, 0}, h)).containsExactly(new double[] {3 * ratio, 0}, EXACT);
        NDArray again = leaf(new double[] {1, 1}, 1, 2);
        NDArray zero = record(
                "logits",
                again,
                scope.longs(0),
                matrix(new double[] {1, 1}, 2),
                matrix(new double[] {3, 0, 1, -1}, 2, 2),
                scope.doubles(1e-300, 2, 1));
        assertThat(gradient(zero, new double[] {0, 1}, again)).containsExactly(new double[] {1, -1}, EXACT);
    }

    @Test
    void anExpertsOutputAndItsWeightGetHalfEach() {
        NDArray x = leaf(new double[] {0.3}, 1, 1);
        NDArray weights = leaf(new double[] {0, 0.4}, 1, 2);
        NDArray none = matrix(new double[0], 0);
        NDArray y = record(
                "expert",
                matrix(new double[] {100}, 1, 1),
                x,
                weights,
                scope.scalar(1),
                matrix(new double[] {2, 3}, 2, 1),
                none,
                none,
                matrix(new double[] {5}, 1, 1),
                none,
                facts(1, 1, 1, 1, 0));
        // 100 + 0.4 · m with m = 4.5 f(0.6); m's own derivative is 15 f(0.6), as above.
        double active = 0.6 / (1 + Math.exp(-0.6));
        assertThat(y.toDoubleArray()).containsExactly(new double[] {100 + 0.4 * 4.5 * active}, EXACT);
        NDList both =
                script.call(scope, "derivatives", List.of(x, weights), total(y, new double[] {1}), scope.scalar(0));
        assertThat(both.get(0).toDoubleArray()).containsExactly(new double[] {0.4 * 15 * active / 2}, EXACT);
        assertThat(both.get(1).toDoubleArray()).containsExactly(new double[] {0, 4.5 * active / 2}, EXACT);
    }

    @Test
    void saysSoWhenNoGradientArrives() {
        NDArray x = leaf(new double[] {1, 2}, 2);
        NDArray unrecorded = script.call(scope, "plus", x, x).singletonOrThrow();
        assertThatThrownBy(() -> gradient(unrecorded, new double[] {1, 1}, x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not require grad");
        NDArray apart = leaf(new double[] {1, 2}, 2);
        NDArray y = record("plus", x, x);
        assertThatThrownBy(() -> gradient(y, new double[] {1, 1}, apart))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not have been used");
    }

    private NDArray record(String function, NDArray... arguments) {
        return script.record(scope, function, arguments).singletonOrThrow();
    }

    private double[] gradient(NDArray y, double[] weights, NDArray x) {
        return script.call(scope, "derivatives", List.of(x), total(y, weights), scope.scalar(0))
                .singletonOrThrow()
                .toDoubleArray();
    }

    private NDArray total(NDArray y, double[] weights) {
        return record("weighted", y, matrix(weights, y.getShape().getShape()));
    }

    private NDArray leaf(double[] values, long... shape) {
        return TensorScope.leaf(matrix(values, shape));
    }

    private NDArray matrix(double[] values, long... shape) {
        return scope.doubles(values, shape);
    }

    /** Explicit attention under AttnLRP, halves turned together, without a window. */
    private NDArray facts(int kvHeads, int group, int keyWidth, int valueWidth, int activation) {
        return scope.longs(kvHeads, group, keyWidth, valueWidth, 0, activation, 1, keyWidth, 0, 1);
    }
}
