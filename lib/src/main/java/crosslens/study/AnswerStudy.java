package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.FormatChoice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Answers from a plan to scored runs: has what is missing asked, and reads what is stored. */
final class AnswerStudy {
    private final StudyContext context;
    private final RunReader reader;

    AnswerStudy(StudyContext context) {
        this.context = context;
        this.reader = new RunReader(context.runs(), context.data(), context.names());
    }

    RunReader reader() {
        return reader;
    }

    /** Asks what a plan asks and is not stored, and returns all of it. */
    RunSet run(Model model, AnswerPlan plan) throws IOException, InterruptedException {
        return run(model, plan, Optional.empty());
    }

    /** @param keeping keeps hidden states of the prompts that are asked */
    RunSet run(Model model, AnswerPlan plan, Optional<StateKeeping> keeping) throws IOException, InterruptedException {
        Answering answering = answering(model, plan);
        List<Answering.Task> tasks = answering.tasks();
        answering.run(context.runs().get(0), tasks, context.info(model, plan), keeping);
        return reader.of(tasks);
    }

    /** What {@link #run} would do. */
    TableView outline(Model model, AnswerPlan plan) throws IOException {
        return reader.outline(answering(model, plan).tasks(), model, plan.retryFailed());
    }

    ShownPrompt prompt(Model model, AnswerPlan plan, String id) throws IOException {
        return answering(model, plan).show(id);
    }

    RunSet stored(RunFilter filter) throws IOException {
        return reader.matching(filter);
    }

    RunSet stored(AnswerPlan plan, String... models) throws IOException {
        return reader.matching(RunFilter.of(plan, models)).scenarios(plan.scenarios());
    }

    Optional<String> standingFormat(Model model, AnswerPlan plan) throws IOException {
        Style style = plan.style().orElse(model.card().chat() ? Style.CHAT : Style.RAW);
        int shots = plan.shots().get(0);
        RunFilter filter =
                new RunFilter(List.of(model.card().name()), List.of(), List.of(shots), List.of(), style, null);
        return FormatChoice.of(
                reader.matching(filter).scenarios(List.of(Scenario.EN_X)).scores(), shots);
    }

    private Answering answering(Model model, AnswerPlan plan) throws IOException {
        return new Answering(model, context.data(), plan, context.progress());
    }
}
