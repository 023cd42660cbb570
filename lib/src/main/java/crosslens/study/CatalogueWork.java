package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.study.CatalogueNeed.Source;
import crosslens.study.CatalogueStock.Standing;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Computes what a table or figure lacks. What is stored is never computed again. */
public final class CatalogueWork {
    private static final String FORMAT = "v1";

    private final Crosslens kit;

    public CatalogueWork(Crosslens kit) {
        this.kit = kit;
    }

    /**
     * What one model lacks for an entry, as a reader says it.
     *
     * @return e.g. {@code 96 results of smollm2, about 2 min}; empty if nothing is missing
     */
    public String outline(CatalogueEntry entry, RunFilter filter, Model model)
            throws IOException, InterruptedException {
        Standing standing =
                CatalogueStock.read(kit).of(entry.need(), filter, model.card().name());
        if (standing.missing() == 0) {
            return "";
        }
        return standing.missing() + " " + word(entry.need().source()) + " of "
                + model.card().name() + ", "
                + spoken(standing.seconds());
    }

    static String spoken(OptionalDouble seconds) {
        return seconds.isPresent() ? "about " + Pace.spoken(seconds.getAsDouble()) : "how long is not known yet";
    }

    private static String word(Source source) {
        return switch (source) {
            case NOTHING -> "results";
            case ANSWERS -> "answers";
            case ORACLE -> "answers to score sentence by sentence (oracle)";
            case SIMILARITY -> "prompts to read (similarity)";
            case RELEVANCE -> "answers to explain (relevance)";
        };
    }

    /** Computes what an entry lacks of one model; interrupted or killed, the same call goes on where it stopped. */
    public void run(CatalogueEntry entry, RunFilter filter, Model model) throws IOException, InterruptedException {
        if (entry.need().source() != Source.NOTHING) {
            run(kit, entry.need().source(), model, plan(entry.need(), filter, model));
        }
    }

    /** Computes one kind of results on a plan's cells; of findings, the answers they rest on first. */
    static void run(Crosslens kit, Source source, Model model, AnswerPlan plan)
            throws IOException, InterruptedException {
        switch (source) {
            case NOTHING -> {}
            case ANSWERS -> kit.answer(model, plan);
            case ORACLE -> kit.oracle(model, OraclePlan.of(plan));
            case RELEVANCE -> kit.relevance(model, RelevancePlan.of(plan));
            case SIMILARITY -> {
                kit.answer(model, withEnglish(plan)); // the subsets are chosen by them
                kit.similarity(model, SimilarityPlan.answering(plan));
            }
        }
    }

    private static AnswerPlan withEnglish(AnswerPlan plan) {
        if (plan.languages().isEmpty() || plan.languages().contains(Language.EN)) {
            return plan;
        }
        List<Language> languages = new ArrayList<>(List.of(Language.EN));
        languages.addAll(plan.languages());
        return plan.languages(languages.toArray(Language[]::new));
    }

    /** The cells that an entry shows; findings are made in the user's format, else the study's, else the one that stands for the model. */
    private AnswerPlan plan(CatalogueNeed need, RunFilter filter, Model model)
            throws IOException, InterruptedException {
        AnswerPlan plan = AnswerPlan.of(need.scenarios().toArray(Scenario[]::new));
        plan = filter.languages().isEmpty()
                ? plan
                : plan.languages(filter.languages().toArray(Language[]::new));
        plan = plan.shots((filter.shots().isEmpty() ? need.shots() : filter.shots()).toArray(Integer[]::new));
        plan = filter.style() == null ? plan : plan.style(filter.style());
        plan = filter.limit() == null ? plan : plan.limit(filter.limit());
        if (!filter.formats().isEmpty()) {
            return plan.formats(filter.formats().toArray(String[]::new));
        }
        if (!need.formats().isEmpty()) {
            return plan.formats(need.formats().toArray(String[]::new));
        }
        return plan.formats(kit.standingFormat(model, plan).orElse(FORMAT));
    }
}
