package crosslens.study;

import crosslens.prompt.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What must be stored before a table or figure can be made.
 *
 * @param source which kind of result it is made from
 * @param scenarios whose cells it shows
 * @param shots demonstrations before the question; empty where that does not matter
 * @param formats prompt formats; empty for the one that stands for the model
 * @param leastModels how many models it takes
 * @param mostModels how many it shows at most on one axis; more get a picture each
 */
public record CatalogueNeed(
        Source source,
        List<Scenario> scenarios,
        List<Integer> shots,
        List<String> formats,
        int leastModels,
        int mostModels) {
    private static final int MANY = 99;
    private static final List<String> BOTH_FORMATS = List.of("v1", "v2");

    /** Kinds of stored results, in the order in which each builds on those before. */
    public enum Source {
        /** Comes with the kit. */
        NOTHING,
        ANSWERS,
        ORACLE,
        SIMILARITY,
        RELEVANCE;

        /** As a reader says it. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public CatalogueNeed {
        scenarios = List.copyOf(scenarios);
        shots = List.copyOf(shots);
        formats = List.copyOf(formats);
        if (leastModels < 0 || mostModels < leastModels) {
            throw new IllegalArgumentException("from " + leastModels + " to " + mostModels + " models");
        }
    }

    static CatalogueNeed nothing() {
        return new CatalogueNeed(Source.NOTHING, List.of(), List.of(), List.of(), 0, MANY);
    }

    /** Answers in both formats of any number of models. */
    static CatalogueNeed answers(int shots, Scenario... scenarios) {
        return new CatalogueNeed(Source.ANSWERS, List.of(scenarios), List.of(shots), BOTH_FORMATS, 1, MANY);
    }

    /** Findings on two-shot prompts with an English context, of one model a picture. */
    static CatalogueNeed findings(Source source) {
        return new CatalogueNeed(source, List.of(Scenario.EN_X), List.of(2), List.of(), 1, 1);
    }

    CatalogueNeed format(String name) {
        return new CatalogueNeed(source, scenarios, shots, List.of(name), leastModels, mostModels);
    }

    CatalogueNeed models(int least, int most) {
        return new CatalogueNeed(source, scenarios, shots, formats, least, most);
    }

    /** E.g. {@code answers en-x, 2 shots, v1 and v2}. */
    @Override
    public String toString() {
        if (source == Source.NOTHING) {
            return "nothing";
        }
        List<String> parts = new ArrayList<>();
        parts.add(source + " " + scenarios.stream().map(Scenario::toString).collect(Collectors.joining(" and ")));
        if (!shots.isEmpty()) {
            parts.add(shots.stream().map(String::valueOf).collect(Collectors.joining(" and ")) + " shots");
        }
        if (!formats.isEmpty()) {
            parts.add(String.join(" and ", formats));
        }
        if (leastModels > 1) {
            parts.add(
                    leastModels == mostModels
                            ? leastModels + " models"
                            : leastModels + (mostModels == MANY ? " or more" : " to " + mostModels) + " models");
        }
        return String.join(", ", parts);
    }
}
