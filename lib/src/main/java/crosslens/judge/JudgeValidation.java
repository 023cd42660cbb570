package crosslens.judge;

import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How far a judge agrees with people, or with another judge, on the same answers. */
public record JudgeValidation(List<Rating> ratings) {
    /** Under this kappa what rests on a judge is stamped "not reliable" (DECISIONS 23). */
    public static final double LEAST_KAPPA = 0.4;

    private static final int CLASSES = FailureType.values().length;
    /** Given classes: the four, and unjudged. */
    private static final int GIVEN = CLASSES + 1;

    /**
     * What an answer was given.
     *
     * @param given empty if unjudged
     * @param cluster answers of one cluster are not independent: the paragraph, or a number of its own
     */
    public record Rating(FailureType right, Optional<FailureType> given, int cluster) {}

    public JudgeValidation {
        ratings = List.copyOf(ratings);
    }

    /**
     * Compares given classes with the right ones, each answer a cluster of its own.
     *
     * @param given by id; an answer without an entry counts as unjudged
     */
    public static JudgeValidation of(List<LabelledAnswer> labels, Map<String, FailureType> given) {
        return new JudgeValidation(IntStream.range(0, labels.size())
                .mapToObj(i -> new Rating(
                        labels.get(i).type(),
                        Optional.ofNullable(given.get(labels.get(i).answer().id())),
                        i))
                .toList());
    }

    /** Answers by right class (row) and given class (column, the last one unjudged), shape (4, 5). */
    public int[][] counts() {
        int[][] counts = new int[CLASSES][GIVEN];
        ratings.forEach(rating -> counts[rating.right.digit()][column(rating)]++);
        return counts;
    }

    private static int column(Rating rating) {
        return rating.given.map(FailureType::digit).orElse(CLASSES);
    }

    /** Number of answers. */
    public int size() {
        return ratings.size();
    }

    /** Number of answers without a class. */
    public int unjudged() {
        return (int) ratings.stream().filter(rating -> rating.given.isEmpty()).count();
    }

    /** Share of answers given the right class, in [0, 1]; unjudged ones are wrong. NaN without answers. */
    public double accuracy() {
        return share(ratings);
    }

    /** Share of a class's answers that were given it; NaN if there are none. */
    public double recall(FailureType type) {
        return share(ratings.stream().filter(rating -> rating.right == type).toList());
    }

    private static double share(List<Rating> ratings) {
        long right = ratings.stream()
                .filter(rating -> rating.given.equals(Optional.of(rating.right)))
                .count();
        return ratings.isEmpty() ? Double.NaN : (double) right / ratings.size();
    }

    /**
     * Cohen's kappa: (observed − expected) ÷ (1 − expected), with "unjudged" as a class of its own that is never right. NaN where it is undefined: without answers, or where both sides give one and the same class
     * throughout.
     */
    public double kappa() {
        return kappa(Arrays.stream(counts())
                .flatMapToInt(Arrays::stream)
                .mapToDouble(count -> (double) count / size())
                .toArray());
    }

    /** Interval of {@link #kappa}, whole clusters drawn with replacement; empty with too few of them, or where kappa is undefined in some draw. */
    public Optional<Interval> kappaInterval(ClusterBootstrap bootstrap) {
        List<List<ItemScore>> cells = new ArrayList<>();
        for (int cell = 0; cell < CLASSES * GIVEN; cell++) {
            List<ItemScore> marks = new ArrayList<>();
            for (int i = 0; i < ratings.size(); i++) {
                Rating rating = ratings.get(i);
                int place = rating.right.digit() * GIVEN + column(rating);
                marks.add(ItemScore.of(Integer.toString(i), rating.cluster, place == cell ? 1 : 0));
            }
            cells.add(marks);
        }
        return bootstrap.interval(cells, Metric.F1, JudgeValidation::kappa);
    }

    /** @param shares of all answers by right and given class, row after row */
    private static double kappa(double[] shares) {
        double observed = 0;
        double expected = 0;
        for (int type = 0; type < CLASSES; type++) {
            observed += shares[type * GIVEN + type];
            double right = 0;
            for (int given = 0; given < GIVEN; given++) {
                right += shares[type * GIVEN + given];
            }
            double said = 0;
            for (int row = 0; row < CLASSES; row++) {
                said += shares[row * GIVEN + type];
            }
            expected += right * said;
        }
        return (observed - expected) / (1 - expected);
    }

    /** Whether kappa is high enough for the judge's numbers to be believed. */
    public boolean isReliable() {
        return kappa() >= LEAST_KAPPA;
    }
}
