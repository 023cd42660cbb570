package crosslens.judge;

import crosslens.judge.JudgeValidation.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Made-up validations for tests. */
public final class Validations {
    private Validations() {}

    /** As many answers of each kind as counted by right class (row) and given class (column, the fifth unjudged), each a cluster of its own. */
    public static JudgeValidation of(int[][] counts) {
        List<Rating> ratings = new ArrayList<>();
        for (int right = 0; right < counts.length; right++) {
            for (int given = 0; given < counts[right].length; given++) {
                for (int i = 0; i < counts[right][given]; i++) {
                    ratings.add(rating(right, given, ratings.size()));
                }
            }
        }
        return new JudgeValidation(ratings);
    }

    static Rating rating(int right, int given, int cluster) {
        FailureType[] types = FailureType.values();
        return new Rating(types[right], given < types.length ? Optional.of(types[given]) : Optional.empty(), cluster);
    }
}
