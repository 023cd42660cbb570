package crosslens.decoder;

import java.util.List;

/** How rotary frequencies are changed for contexts longer than the first training's. */
public sealed interface RopeScaling {
    /**
     * Radians per position by which each pair of a head turns, shape (D / 2).
     *
     * @param theta base of the rotary frequencies
     * @param headDim D, even
     */
    default double[] frequencies(double theta, int headDim) {
        double[] plain = new double[headDim / 2];
        for (int pair = 0; pair < plain.length; pair++) {
            plain[pair] = scaled(Math.pow(theta, -2.0 * pair / headDim), pair);
        }
        return plain;
    }

    /** One frequency after scaling. */
    double scaled(double frequency, int pair);

    /** Frequencies as the base gives them. */
    record None() implements RopeScaling {
        @Override
        public double scaled(double frequency, int pair) {
            return frequency;
        }
    }

    /** All positions divided by one factor. */
    record Linear(double factor) implements RopeScaling {
        public Linear {
            if (!(factor > 0)) {
                throw new IllegalArgumentException("the rotary factor must be above 0, not " + factor);
            }
        }

        @Override
        public double scaled(double frequency, int pair) {
            return frequency / factor;
        }
    }

    /** Every pair's frequency divided by its own number; GGUF files of Llama 3.1 hold them as a tensor. */
    record Divisors(List<Float> divisors) implements RopeScaling {
        public Divisors {
            divisors = List.copyOf(divisors);
            for (float divisor : divisors) {
                if (!(divisor > 0)) {
                    throw new IllegalArgumentException("rotary divisors must be above 0, not " + divisor);
                }
            }
        }

        @Override
        public double scaled(double frequency, int pair) {
            return frequency / divisors.get(pair);
        }
    }
}
