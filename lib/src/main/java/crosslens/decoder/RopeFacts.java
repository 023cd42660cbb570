package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import crosslens.checkpoint.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads rotary scaling from a checkpoint's facts. */
final class RopeFacts {
    static final String DIVISORS = "rope_freqs.weight";

    private RopeFacts() {}

    /** The scaling a checkpoint asks for; a kind that is not known becomes a problem. */
    static RopeScaling scaling(Facts facts) throws IOException {
        TensorInfo divisors = facts.tensors().get(DIVISORS);
        String type = facts.text(Key.SCALING, "none");
        if (divisors != null && facts.format() == Format.GGUF) {
            return new RopeScaling.Divisors(values(facts, divisors));
        }
        try {
            return switch (type) {
                case "none", "default" -> {
                    facts.require(Key.SCALING_FACTOR, (Object) 1.0);
                    yield new RopeScaling.None();
                }
                case "linear" -> new RopeScaling.Linear(facts.number(Key.SCALING_FACTOR, Double.NaN));
                case "llama3" ->
                    new RopeScaling.Llama3(
                            facts.number(Key.SCALING_FACTOR, Double.NaN),
                            facts.number(Key.SCALING_LOW, Double.NaN),
                            facts.number(Key.SCALING_HIGH, Double.NaN),
                            facts.number(Key.SCALING_ORIGINAL, Double.NaN));
                case "yarn" -> yarn(facts);
                default -> {
                    facts.problems().add("rotary scaling of type " + type + " is not supported");
                    yield new RopeScaling.None();
                }
            };
        } catch (IllegalArgumentException e) {
            facts.problems().add(e.getMessage());
            return new RopeScaling.None();
        }
    }

    private static RopeScaling yarn(Facts facts) {
        double factor = facts.number(Key.SCALING_FACTOR, Double.NaN);
        double weight = facts.number(Key.SCALING_MSCALE, 0);
        double weightAll = facts.number(Key.SCALING_MSCALE_ALL, 0);
        double usual = weight != 0 && weightAll != 0
                ? RopeScaling.Yarn.usualAmplitude(factor, weight) / RopeScaling.Yarn.usualAmplitude(factor, weightAll)
                : RopeScaling.Yarn.usualAmplitude(factor, 1);
        double named = facts.number(Key.SCALING_AMPLITUDE, facts.format() == Format.GGUF ? 1 : usual);
        // A GGUF file names what the usual amplitude is multiplied by, config.json the amplitude itself.
        double amplitude = facts.format() == Format.GGUF ? named * usual : named;
        if (facts.number(Key.SCALING_LOG_MULTIPLIER, 0) != 0) {
            // Such files mean longer scores instead: see DeepSeekFamily.
            amplitude = 1;
        }
        return new RopeScaling.Yarn(
                factor,
                facts.number(Key.SCALING_FAST, 32),
                facts.number(Key.SCALING_SLOW, 1),
                facts.number(Key.SCALING_ORIGINAL, facts.integer(Key.CONTEXT)),
                facts.flag(Key.SCALING_WHOLE, true),
                amplitude);
    }

    private static List<Float> values(Facts facts, TensorInfo tensor) throws IOException {
        FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(tensor.size()));
        facts.checkpoint().read(tensor.name(), values);
        List<Float> list = new ArrayList<>();
        for (float value : values.array()) {
            list.add(value);
        }
        return list;
    }
}
