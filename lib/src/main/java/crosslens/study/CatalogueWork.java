package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.study.CatalogueNeed.Source;
import crosslens.study.CatalogueStock.Standing;
import crosslens.text.Language;
import java.io.IOException;
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
     * What would be computed of one model.
     *
     * @param missing results that are not stored; 0 if nothing is to be done
     * @param words e.g. {@code 24 answers, then 16 answers to explain (relevance) of m, about 2 min}
     */
    public record Outline(AnswerPlan plan, long missing, String words) {}

    /** What an entry lacks of one model, and the plan that makes it. */
    public Outline outline(CatalogueEntry entry, RunFilter filter, Model model)
            throws IOException, InterruptedException {
        String name = model.card().name();
        CatalogueStock stock = CatalogueStock.read(kit);
        AnswerPlan plan = plan(entry.need(), filter, model, stock);
        RunFilter planned = new RunFilter(
                List.of(name),
                filter.languages(),
                filter.shots(),
                plan.formats(),
                plan.style().orElse(model.card().chat() ? Style.CHAT : Style.RAW),
                filter.limit());
        Standing standing = stock.of(entry.need(), planned, name);
        Source source = entry.need().source();
        long answers = standing.missing() == 0 ? 0 : answersFirst(model, source, plan);
        String words = (answers == 0 ? "" : answers + " answers, then ") + standing.missing() + " " + word(source)
                + " of " + name + ", " + spoken(standing.seconds());
        return new Outline(plan, standing.missing(), words);
    }

    /** How many answers have to be asked for before findings can be made of them. */
    private long answersFirst(Model model, Source source, AnswerPlan plan) throws IOException, InterruptedException {
        return switch (source) {
            case NOTHING, ANSWERS -> 0;
            case ORACLE, RELEVANCE -> toAsk(model, plan);
            case SIMILARITY -> toAsk(model, plan.withEnglish());
        };
    }

    private long toAsk(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        return (long) kit.outline(model, plan).table().intColumn("to ask").sum();
    }

    static String spoken(OptionalDouble seconds) {
        return seconds.isPresent() ? "about " + Pace.spoken(seconds.getAsDouble()) : "how long is not known yet";
    }

    private static String word(Source source) {
        return switch (source) {
            case NOTHING -> "results";
            case ANSWERS -> "answers";
            case ORACLE -> "answers to score sentence by sentence (oracle)";
            case SIMILARITY -> "prompts to compare with English (similarity)";
            case RELEVANCE -> "answers to explain (relevance)";
        };
    }

    /** Computes what an outline says; interrupted or killed, the same call goes on where it stopped. */
    public void run(CatalogueEntry entry, Outline outline, Model model) throws IOException, InterruptedException {
        run(kit, entry.need().source(), model, outline.plan());
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
                SimilarityPlan compared = SimilarityPlan.answering(plan);
                SharedReading shared = kit.studies().shared(plan.data());
                shared.answer(model, plan.withEnglish(), List.of(compared)); // the subsets are chosen by them
                kit.similarity(model, compared);
                shared.forget(model, List.of(compared));
            }
        }
    }

    /** The cells that an entry shows; findings are made in the user's format, else the study's, else the one that stands for the model. */
    private AnswerPlan plan(CatalogueNeed need, RunFilter filter, Model model, CatalogueStock stock)
            throws IOException, InterruptedException {
        if (need.source() == Source.NOTHING) {
            return AnswerPlan.of(Scenario.EN_X);
        }
        AnswerPlan plan = AnswerPlan.of(need.scenarios().toArray(Scenario[]::new));
        plan = filter.languages().isEmpty()
                ? plan
                : plan.languages(filter.languages().toArray(Language[]::new));
        plan = plan.shots((filter.shots().isEmpty() ? need.shots() : filter.shots()).toArray(Integer[]::new));
        Style style = filter.style() == null ? stock.style(model.card().name()).orElse(null) : filter.style();
        plan = style == null ? plan : plan.style(style);
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
