package crosslens.score;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Holm's correction for looking at several p-values at once; it bounds the chance of a single false finding, whatever their dependence. */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values, in the order given: compare them with the level itself.
     *
     * <p>With the k-th smallest of m values (from 1), the adjusted value is the largest of (m − j + 1)·p(j) over j ≤ k, at most 1.
     *
     * @param p each in [0, 1]
     */
    public static double[] adjust(double[] p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("not a p-value: " + value);
            }
        }
        int[] bySize = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int k = 0; k < bySize.length; k++) {
            largest = Math.max(largest, Math.min(1.0, (p.length - k) * p[bySize[k]]));
            adjusted[bySize[k]] = largest;
        }
        return adjusted;
    }

    /** {@link #adjust(double[])} of the values that are there; NaN in the places of the others. */
    public static double[] adjust(List<OptionalDouble> p) {
        double[] known =
                adjust(p.stream().flatMapToDouble(OptionalDouble::stream).toArray());
        double[] adjusted = new double[p.size()];
        int next = 0;
        for (int i = 0; i < adjusted.length; i++) {
            adjusted[i] = p.get(i).isPresent() ? known[next++] : Double.NaN;
        }
        return adjusted;
    }
}
