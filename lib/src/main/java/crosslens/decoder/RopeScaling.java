package crosslens.decoder;

import java.util.List;

/** How rotary frequencies are changed for contexts longer than the first training's. */
public sealed interface RopeScaling {
    /**
     * Radians per position by which each pair of a head turns, shape (width / 2).
     *
     * @param theta base of the rotary frequencies
     * @param width values of a head that are turned, even
     */
    default double[] frequencies(double theta, int width) {
        double[] plain = new double[width / 2];
        for (int pair = 0; pair < plain.length; pair++) {
            plain[pair] = Math.pow(theta, -2.0 * pair / width);
        }
        return scaled(plain, theta);
    }

    /** The frequencies after scaling; a new array. */
    double[] scaled(double[] plain, double theta);

    /** What queries and keys are multiplied by besides being turned. */
    default double amplitude() {
        return 1;
    }

    /** Frequencies as the base gives them. */
    record None() implements RopeScaling {
        @Override
        public double[] scaled(double[] plain, double theta) {
            return plain.clone();
        }
    }

    /** All positions divided by one factor. */
    record Linear(double factor) implements RopeScaling {
        public Linear {
            requireFactor(factor);
        }

        @Override
        public double[] scaled(double[] plain, double theta) {
            double[] slower = plain.clone();
            for (int pair = 0; pair < slower.length; pair++) {
                slower[pair] /= factor;
            }
            return slower;
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
        public double[] scaled(double[] plain, double theta) {
            double[] slower = plain.clone();
            for (int pair = 0; pair < slower.length; pair++) {
                slower[pair] /= divisors.get(pair);
            }
            return slower;
        }
    }

    /**
     * Llama 3.1: pairs that turn fewer than {@code lowFactor} times within the original context are slowed by the factor,
     * those that turn more than {@code highFactor} times are left, and those between go over linearly.
     *
     * @param originalContext tokens of the first training
     */
    record Llama3(double factor, double lowFactor, double highFactor, double originalContext) implements RopeScaling {
        public Llama3 {
            requireFactor(factor);
            if (!(lowFactor > 0) || !(highFactor > lowFactor) || !(originalContext > 0)) {
                throw new IllegalArgumentException("rotary scaling needs 0 < low (" + lowFactor + ") < high ("
                        + highFactor + ") and an original context above 0 (" + originalContext + ")");
            }
        }

        @Override
        public double[] scaled(double[] plain, double theta) {
            double[] scaled = plain.clone();
            for (int pair = 0; pair < scaled.length; pair++) {
                double turns = originalContext * plain[pair] / (2 * Math.PI);
                double kept = Math.min(1, Math.max(0, (turns - lowFactor) / (highFactor - lowFactor)));
                scaled[pair] = plain[pair] * (kept + (1 - kept) / factor);
            }
            return scaled;
        }
    }

    /**
     * YaRN (Peng et al. 2023): as {@link Llama3}, but the passage is linear in the pair's number, and queries and keys
     * are made longer.
     *
     * @param fast turns within the original context from which on a pair is left
     * @param slow turns up to which it is slowed by the whole factor
     * @param wholePairs whether the passage begins and ends at whole pairs
     */
    record Yarn(double factor, double fast, double slow, double originalContext, boolean wholePairs, double amplitude)
            implements RopeScaling {
        public Yarn {
            requireFactor(factor);
            if (!(slow > 0) || !(fast > slow) || !(originalContext > 0) || !(amplitude > 0)) {
                throw new IllegalArgumentException("yarn needs 0 < slow (" + slow + ") < fast (" + fast
                        + "), an original context (" + originalContext + ") and an amplitude (" + amplitude
                        + ") above 0");
            }
        }

        @Override
        public double[] scaled(double[] plain, double theta) {
            int width = 2 * plain.length;
            double from = pairThatTurns(fast, width, theta);
            double to = pairThatTurns(slow, width, theta);
            if (wholePairs) {
                from = Math.floor(from);
                to = Math.ceil(to);
            }
            from = Math.max(from, 0);
            to = Math.min(to, width - 1);
            // As the reference does, so that nothing is divided by 0.
            double span = from == to ? 0.001 : to - from;
            double[] scaled = plain.clone();
            for (int pair = 0; pair < scaled.length; pair++) {
                double slowed = Math.min(1, Math.max(0, (pair - from) / span));
                scaled[pair] = plain[pair] * (1 - slowed + slowed / factor);
            }
            return scaled;
        }

        private double pairThatTurns(double turns, int width, double theta) {
            return width * Math.log(originalContext / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
        }

        /** The usual amplitude for a factor, 0.1 · weight · ln(factor) + 1, or 1 for a factor up to 1. */
        public static double usualAmplitude(double factor, double weight) {
            return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
        }
    }

    private static void requireFactor(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("the rotary factor must be above 0, not " + factor);
        }
    }
}
