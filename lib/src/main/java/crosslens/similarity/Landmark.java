package crosslens.similarity;

import crosslens.score.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What stands out in a curve of S over the layers 0 … L (METHOD 7), found by rules of ours because the study names the landmarks without defining them.
 *
 * <p>Places are layers; intervals come from leaving out one group of paragraphs at a time, and since a place moves by whole layers they are rough: a width of
 * zero says that no group matters, not that the place is exact.
 */
public enum Landmark {
    /** The layer of the highest value, the first of equals. */
    PEAK {
        @Override
        double place(double[] curve) {
            return highest(curve, 0, curve.length);
        }
    },
    /** The bottom of the deepest valley: the layer l with the largest min(highest before l, highest after l) − S(l). None in a curve without a valley. */
    TURNING_POINT {
        @Override
        double place(double[] curve) {
            int turn = -1;
            double depth = 0;
            for (int l = 1; l < curve.length - 1; l++) {
                double rim = Math.min(curve[highest(curve, 0, l)], curve[highest(curve, l + 1, curve.length)]);
                if (rim - curve[l] > depth) {
                    depth = rim - curve[l];
                    turn = l;
                }
            }
            return turn < 0 ? Double.NaN : turn;
        }
    },
    /** The layer of the highest value after the turning point. None in a curve without a valley. */
    SECOND_PEAK {
        @Override
        double place(double[] curve) {
            double turn = TURNING_POINT.place(curve);
            return Double.isNaN(turn) ? Double.NaN : highest(curve, (int) turn + 1, curve.length);
        }
    },
    /** The first layer of the longest stretch within the highest tenth of the curve's range, the first of equals. None in a flat curve. */
    PLATEAU {
        @Override
        double place(double[] curve) {
            double high = curve[highest(curve, 0, curve.length)];
            double low = Arrays.stream(curve).min().orElseThrow();
            int best = -1;
            int length = 0;
            for (int from = 0; high > low && from < curve.length; from++) {
                int to = from;
                while (to < curve.length && curve[to] >= high - BAND * (high - low)) {
                    to++;
                }
                if (to - from > length) {
                    length = to - from;
                    best = from;
                }
            }
            return best < 0 ? Double.NaN : best;
        }
    };

    private static final double BAND = 0.1;

    /** The layer, or NaN where the curve has no such landmark. */
    abstract double place(double[] curve);

    /** Where the landmark lies; empty where the curve has none. */
    public Optional<Place> find(SimilaritySums sums) {
        Jackknife jackknife = new Jackknife(sums);
        double place = place(jackknife.all());
        if (Double.isNaN(place)) {
            return Optional.empty();
        }
        int layer = (int) place;
        return Optional.of(
                new Place(this, layer, sums.layers() - 1, jackknife.all()[layer], jackknife.interval(this::place)));
    }

    /**
     * The last-layer bottleneck: how far S falls from its highest value in the upper half of the layers to the last layer; 0 if it does not fall.
     *
     * @throws IllegalArgumentException if there are fewer than two samples
     */
    public static Bottleneck bottleneck(SimilaritySums sums) {
        Jackknife jackknife = new Jackknife(sums);
        double[] curve = jackknife.all();
        int from = highest(curve, curve.length / 2, curve.length);
        double[] without = jackknife.without(Landmark::drop);
        List<Double> byGroup = new ArrayList<>();
        if (without.length > 0) {
            byGroup.addAll(Collections.nCopies(SimilaritySums.GROUPS, drop(curve)));
            int[] groups = sums.groups();
            for (int i = 0; i < groups.length; i++) {
                byGroup.set(groups[i], without[i]);
            }
        }
        return new Bottleneck(
                from, drop(curve), drop(curve) / curve[from], Jackknife.interval(drop(curve), without), byGroup);
    }

    private static double drop(double[] curve) {
        return curve[highest(curve, curve.length / 2, curve.length)] - curve[curve.length - 1];
    }

    private static int highest(double[] curve, int from, int to) {
        int highest = from;
        for (int l = from + 1; l < to; l++) {
            highest = curve[l] > curve[highest] ? l : highest;
        }
        return highest;
    }

    /**
     * A landmark in one curve.
     *
     * @param layer 0 for the embeddings
     * @param layers the last layer's number, L
     * @param similarity S there
     * @param interval of the layer; empty with too few paragraphs, or where the landmark vanishes with some group left out
     */
    public record Place(Landmark landmark, int layer, int layers, double similarity, Optional<Interval> interval) {
        /** The layer as a share of all layers, in [0, 1]. */
        public double share() {
            return layers == 0 ? 0 : (double) layer / layers;
        }
    }

    /**
     * The fall of S in the last layers.
     *
     * @param from the layer of the highest value in the upper half
     * @param drop S there minus S at the last layer
     * @param share of S there that is lost
     * @param interval of the drop
     * @param without the drop with each of the {@value SimilaritySums#GROUPS} groups of paragraphs left out in turn, to compare it with another model's; none with
     *     too few paragraphs
     */
    public record Bottleneck(int from, double drop, double share, Optional<Interval> interval, List<Double> without) {
        public Bottleneck {
            without = List.copyOf(without);
        }
    }
}
