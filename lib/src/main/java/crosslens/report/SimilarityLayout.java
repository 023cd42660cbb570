package crosslens.report;

import crosslens.attribute.Subset;
import crosslens.similarity.Companion;
import crosslens.similarity.SimilarityPart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which panels a figure of similarity has. A new figure is a line here.
 *
 * @param id e.g. {@code 4}
 * @param models the most models it may show, a panel each
 * @param measure what is shown in place of S
 * @param said what the study shows in it, or what the measure is; for the footnote
 */
record SimilarityLayout(
        String id,
        List<SimilarityPart> parts,
        List<Subset> subsets,
        int models,
        Optional<Companion> measure,
        String said) {
    /** The figure of all that is there. */
    static final String OWN = "similarity";

    private static final List<SimilarityPart> PARTS = List.of(SimilarityPart.values());
    private static final List<Subset> STUDIED = List.of(Subset.BALANCED, Subset.EN_SUPERIOR);
    private static final String TRIO = "LLaMA-3.1-8B, LLaMA-3.1-Instruct-8B and its own tuned LLaMA-3.1-8B";
    private static final String PAIR = "LLaMA-3.1-70B and LLaMA-3.1-Instruct-70B";
    private static final Map<String, SimilarityLayout> ALL = all();

    /** The layout of a figure, if there is such a figure. */
    static Optional<SimilarityLayout> of(String id) {
        return Optional.ofNullable(ALL.get(id));
    }

    static Set<String> ids() {
        return ALL.keySet();
    }

    /** Whether models stand side by side: base, instruct and tuned. */
    boolean comparesModels() {
        return models > 1;
    }

    /** Whether panels without curves are left out. */
    boolean showsWhatIsThere() {
        return id.equals(OWN) || measure.isPresent();
    }

    private static Map<String, SimilarityLayout> all() {
        Map<String, SimilarityLayout> figures = new LinkedHashMap<>();
        put(figures, one("4", SimilarityPart.QUESTION, "its peak lies at about 1/3 of the depth"));
        put(figures, one("5", SimilarityPart.LAST, "it stays on a plateau from about half of the depth"));
        put(
                figures,
                one(
                        "6",
                        SimilarityPart.CONTEXT,
                        "it turns at about 0.4 of the depth and has a second, higher peak at about 0.7"));
        put(figures, side("7", SimilarityPart.LAST, TRIO));
        put(figures, side("8", SimilarityPart.CONTEXT, TRIO));
        put(figures, side("9", SimilarityPart.LAST, PAIR));
        put(figures, side("10", SimilarityPart.CONTEXT, PAIR));
        put(figures, six("19", "LLaMA-3.1-8B"));
        put(figures, six("20", "LLaMA-3.1-70B"));
        put(figures, six("21", "LLaMA-3.1-Instruct-70B"));
        put(figures, six("22", "LLaMA-2-Chat-7B"));
        put(
                figures,
                new SimilarityLayout(
                        "23",
                        PARTS,
                        List.of(Subset.BALANCED),
                        1,
                        Optional.empty(),
                        shows("its own tuned LLaMA-3.1-8B") + "."));
        put(figures, new SimilarityLayout(OWN, PARTS, List.of(Subset.values()), 1, Optional.empty(), ""));
        for (Companion measure : Companion.values()) {
            put(
                    figures,
                    new SimilarityLayout(
                            measure.toString(),
                            PARTS,
                            List.of(Subset.values()),
                            1,
                            Optional.of(measure),
                            measure.source() + ". Grey: chance, " + measure.chance() + "."));
        }
        return Collections.unmodifiableMap(figures);
    }

    private static void put(Map<String, SimilarityLayout> figures, SimilarityLayout layout) {
        figures.put(layout.id(), layout);
    }

    private static SimilarityLayout one(String id, SimilarityPart part, String said) {
        return new SimilarityLayout(
                id,
                List.of(part),
                STUDIED,
                1,
                Optional.empty(),
                shows("LLaMA-3.1-Instruct-8B") + "; in words: " + said + ".");
    }

    private static SimilarityLayout six(String id, String model) {
        return new SimilarityLayout(id, PARTS, STUDIED, 1, Optional.empty(), shows(model) + ".");
    }

    private static SimilarityLayout side(String id, SimilarityPart part, String models) {
        return new SimilarityLayout(
                id, List.of(part), List.of(Subset.BALANCED), 3, Optional.empty(), shows(models) + ".");
    }

    private static String shows(String models) {
        return "The study shows " + models + " here and prints no numbers";
    }
}
