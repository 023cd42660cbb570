package crosslens.study;

import crosslens.run.StoredTime;
import crosslens.study.CatalogueNeed.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How long a model takes for a result on this machine: as the logs of its stored runs tell, else by a rule from its answers. */
final class Pace {
    /** Fewer results than this tell little. */
    private static final int FEWEST = 12;

    private static final String BUILT_IN = "smollm2";
    /** Seconds an answer of the built-in model on two cores (BENCHMARKS: 168 answers of the main job in 1:29). */
    private static final double BUILT_IN_ANSWER = 0.53;
    /**
     * Results of other kinds in answers: rules, not measurements, from the work each takes with the built-in model and two demonstrations (a prompt of about
     * 800 tokens is explained in 1.9 s on two cores).
     */
    private static final Map<Source, Double> IN_ANSWERS =
            Map.of(Source.ANSWERS, 1.0, Source.ORACLE, 3.0, Source.SIMILARITY, 0.7, Source.RELEVANCE, 4.0);

    private record Of(Source source, String model) {}

    private final Map<Of, List<StoredTime>> times = new HashMap<>();

    /** Takes in the log of one run or of findings. */
    void add(Source source, String model, List<StoredTime> log) {
        times.computeIfAbsent(new Of(source, model), key -> new ArrayList<>()).addAll(log);
    }

    /** Seconds a result; empty if nothing tells. */
    OptionalDouble seconds(Source source, String model) {
        OptionalDouble own = measured(source, model);
        if (own.isPresent() && source != Source.SIMILARITY) {
            return own;
        }
        OptionalDouble answer = measured(Source.ANSWERS, model);
        if (answer.isEmpty() && !model.equals(BUILT_IN)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(IN_ANSWERS.get(source) * answer.orElse(BUILT_IN_ANSWER));
    }

    /** Time that passed before each result since whatever was noted before it, in all logs of the model together. */
    private OptionalDouble measured(Source source, String model) {
        List<StoredTime> all = new ArrayList<>(times.getOrDefault(new Of(source, model), List.of()));
        all.sort(Comparator.comparing(StoredTime::at));
        long results = all.stream().filter(StoredTime::result).count();
        if (results < FEWEST) {
            return OptionalDouble.empty();
        }
        double seconds = 0;
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).result()) {
                seconds +=
                        Duration.between(all.get(i - 1).at(), all.get(i).at()).toMillis() / 1000.0;
            }
        }
        return OptionalDouble.of(seconds / results);
    }

    /** Seconds as a reader says them: {@code 40 s}, {@code 12 min}, {@code 3.5 h}. */
    static String spoken(double seconds) {
        if (seconds < 90) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        return seconds < 5400
                ? Math.round(seconds / 60) + " min"
                : String.format(java.util.Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
