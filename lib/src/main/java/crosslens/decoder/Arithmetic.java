package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import crosslens.tensor.ComputeDevice;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A loaded model's functions, weights and facts, the facts as the functions read them. All belongs to the scope of the model.
 *
 * @param scripts functions of all passes, then those of passes written out if their products are others
 * @param numbers see {@code decoder.torchscript}, as facts and ends
 * @param frequencies of every rope the layers have
 * @param facts by rule and window
 * @param ends by rule
 */
record Arithmetic(
        DecoderConfig config,
        FloatType type,
        Products products,
        List<TorchScript> scripts,
        Weights weights,
        NDArray embeddingScale,
        NDArray numbers,
        Map<Rope, NDArray> frequencies,
        Map<GradientRule, Map<Integer, NDArray>> facts,
        Map<GradientRule, NDArray> ends) {

    static Arithmetic of(
            DecoderConfig config,
            FloatType type,
            Products products,
            List<TorchScript> scripts,
            Weights weights,
            TensorScope scope) {
        Attention attention = config.attention();
        Map<Rope, NDArray> frequencies = new HashMap<>();
        Map<GradientRule, Map<Integer, NDArray>> facts = new EnumMap<>(GradientRule.class);
        Map<GradientRule, NDArray> ends = new EnumMap<>(GradientRule.class);
        for (GradientRule rule : GradientRule.values()) {
            Map<Integer, NDArray> byWindow = new HashMap<>();
            for (DecoderConfig.Layer layer : config.layers()) {
                frequencies.computeIfAbsent(
                        layer.rope(),
                        rope -> scope.doubles(rope.scaling().frequencies(rope.theta(), attention.rotaryWidth())));
                byWindow.computeIfAbsent(layer.window(), window -> facts(config, type, window, rule, scope));
            }
            facts.put(rule, byWindow);
            ends.put(rule, scope.doubles(config.normEpsilon(), config.finalSoftCap(), rule.ordinal()));
        }
        NDArray numbers = scope.doubles(
                config.normEpsilon(),
                attention.scale(),
                attention.softCap(),
                attention instanceof Attention.Latent latent ? latent.normEpsilon() : 0);
        return new Arithmetic(
                config,
                type,
                products,
                List.copyOf(scripts),
                weights,
                scope.scalar(config.embeddingScale()),
                numbers,
                frequencies,
                facts,
                ends);
    }

    TorchScript script() {
        return scripts.get(0);
    }

    /** The functions of passes written out. */
    TorchScript writtenOut() {
        return scripts.get(scripts.size() - 1);
    }

    private static NDArray facts(
            DecoderConfig config, FloatType type, int window, GradientRule rule, TensorScope scope) {
        Attention attention = config.attention();
        // The processor's fused attention knows neither soft-caps nor values narrower than keys, nor does it serve
        // float64.
        boolean fused = type != FloatType.F64
                && scope.device() == ComputeDevice.CPU
                && attention.softCap() == 0
                && attention.keyWidth() == attention.valueWidth();
        return scope.facts(
                attention.kvHeads(),
                attention.group(),
                attention.keyWidth(),
                attention.valueWidth(),
                fused ? 1 : 0,
                config.activation().ordinal(),
                attention.pairs().ordinal(),
                attention.rotaryWidth(),
                window,
                rule.ordinal());
    }

    /** By how much each rope turns at each of some places, (T) or more; all belong to the pass. */
    Map<Rope, NDArray> turns(TensorScope pass, NDArray positions) {
        Map<Rope, NDArray> turns = new HashMap<>();
        frequencies.forEach((rope, frequency) -> {
            NDArray amplitude = pass.scalar(rope.scaling().amplitude());
            turns.put(
                    rope,
                    script().call(pass, "rotary", positions, frequency, amplitude, weights.embeddings())
                            .singletonOrThrow());
        });
        return turns;
    }

    /** The values of a tensor of at least float32. */
    static double[] doubles(NDArray tensor) {
        if (tensor.getDataType() == DataType.FLOAT64) {
            return tensor.toDoubleArray();
        }
        float[] narrow = tensor.toFloatArray();
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        return wide;
    }

    /** As {@link #doubles}, rounded to float32. */
    static float[] floats(NDArray tensor) {
        if (tensor.getDataType() == DataType.FLOAT32) {
            return tensor.toFloatArray();
        }
        double[] wide = tensor.toDoubleArray();
        float[] narrow = new float[wide.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }
}
