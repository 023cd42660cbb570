package crosslens.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a judge agrees with people: counts of right class by given class.
 *
 * @param counts shape (4, 5): row the right class, column the given one, the last column unjudged
 */
public record JudgeValidation(int[][] counts) {
    /** Under this kappa what rests on a judge is stamped "not reliable" (DECISIONS 23). */
    public static final double LEAST_KAPPA = 0.4;

    private static final int CLASSES = FailureType.values().length;

    public JudgeValidation {
        if (counts.length != CLASSES) {
            throw new IllegalArgumentException("a validation has " + CLASSES + " rows, not " + counts.length);
        }
        counts = java.util.Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public int[][] counts() {
        return java.util.Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /**
     * Compares given classes with the right ones.
     *
     * @param given by id; an answer without an entry counts as unjudged
     */
    public static JudgeValidation of(List<LabelledAnswer> labels, Map<String, FailureType> given) {
        List<FailureType> right = new ArrayList<>();
        List<Optional<FailureType>> found = new ArrayList<>();
        for (LabelledAnswer label : labels) {
            right.add(label.type());
            found.add(Optional.ofNullable(given.get(label.answer().id())));
        }
        return of(right, found);
    }

    /** Compares two lists, place by place; the first could be another judge. */
    public static JudgeValidation of(List<FailureType> right, List<Optional<FailureType>> given) {
        int[][] counts = new int[CLASSES][CLASSES + 1];
        for (int i = 0; i < right.size(); i++) {
            counts[right.get(i).digit()][given.get(i).map(FailureType::digit).orElse(CLASSES)]++;
        }
        return new JudgeValidation(counts);
    }

    /** Number of answers. */
    public int size() {
        return java.util.Arrays.stream(counts)
                .mapToInt(row -> java.util.Arrays.stream(row).sum())
                .sum();
    }

    /** Number of answers without a class. */
    public int unjudged() {
        return column(CLASSES);
    }

    /** Share of answers given the right class, in [0, 1]; unjudged ones are wrong. NaN without answers. */
    public double accuracy() {
        int right = 0;
        for (int i = 0; i < CLASSES; i++) {
            right += counts[i][i];
        }
        return (double) right / size();
    }

    /** Share of a class's answers that were given it; NaN if there are none. */
    public double recall(FailureType type) {
        int[] row = counts[type.digit()];
        return (double) row[type.digit()] / java.util.Arrays.stream(row).sum();
    }

    /**
     * Cohen's kappa: (observed − expected) ÷ (1 − expected), with "unjudged" as a class of its own that is never right. NaN where it is undefined: without answers, or where both sides give one and the same class
     * throughout.
     */
    public double kappa() {
        double all = size();
        double expected = 0;
        for (int i = 0; i < CLASSES; i++) {
            expected += java.util.Arrays.stream(counts[i]).sum() / all * column(i) / all;
        }
        return (accuracy() - expected) / (1 - expected);
    }

    /** Whether kappa is high enough for the judge's numbers to be believed. */
    public boolean isReliable() {
        return kappa() >= LEAST_KAPPA;
    }

    private int column(int column) {
        int sum = 0;
        for (int[] row : counts) {
            sum += row[column];
        }
        return sum;
    }
}
