package crosslens.study;

import crosslens.prompt.Style;
import crosslens.text.Language;
import java.io.IOException;
import java.util.Optional;

/** Similarity on one data set: has a plan carried out with the stored answers that choose its samples, and reads what is stored. */
final class SimilarityDesk {
    private final StudyContext context;

    SimilarityDesk(StudyContext context) {
        this.context = context;
    }

    /** Computes what a plan asks and is not stored, and returns all of it. */
    SimilaritySet run(Model model, SimilarityPlan plan) throws IOException, InterruptedException {
        return study().run(
                        model,
                        plan,
                        answers(model, plan),
                        kvMemory(),
                        context.info(model, plan.prompts()),
                        context.progress());
    }

    /** What {@link #run} would do. */
    TableView outline(Model model, SimilarityPlan plan) throws IOException {
        return study().outline(model, plan, answers(model, plan));
    }

    /** One sample in two languages beside another one; nothing is stored. */
    SimilarityPair pair(Model model, SimilarityPlan plan, Language language, String id)
            throws IOException, InterruptedException {
        return SimilarityPair.read(model, context.data(), plan, language, id, kvMemory());
    }

    SimilaritySet stored(RunFilter filter) throws IOException {
        return SimilarityReader.read(context.findings(), context.data(), context.names(), filter);
    }

    private RunSet answers(Model model, SimilarityPlan plan) throws IOException {
        AnswerPlan prompts = plan.prompts();
        Style style = prompts.style().orElse(model.card().chat() ? Style.CHAT : Style.RAW);
        return new AnswerStudy(context)
                .stored(prompts.style(style), model.card().name());
    }

    private SimilarityStudy study() {
        return new SimilarityStudy(
                context.findings().get(0), Optional.of(context.states()), context.data(), context.names());
    }

    private long kvMemory() {
        return context.settings().engine().kvMemory();
    }
}
