package crosslens.study;

import crosslens.judge.JudgePrompt;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A whole study of one model: step after step, each of what is not stored yet. Interrupted or killed, the same call goes on where it stopped. */
public final class StudyWork {
    private static final String FORMAT = "v1";
    private static final int SHOTS = 2;

    private final Crosslens kit;
    private final AnswerPlan plan;
    private final StepProgress progress;

    /**
     * @param kit tells its progress to {@code progress}
     * @param plan all answers that are wanted; findings are made on its en-x cells with two shots in the format that stands for the model
     */
    public StudyWork(Crosslens kit, AnswerPlan plan, StepProgress progress) {
        this.kit = kit;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Carries out steps, {@link StudyStep#REPORT} excepted.
     *
     * @param judge what judges the wrong answers; empty to leave that out
     * @param steps in their own order
     * @return what could not be done, and why
     */
    public List<String> run(Model model, Optional<Model> judge, Set<StudyStep> steps)
            throws IOException, InterruptedException {
        List<StudyStep> wanted = steps.stream()
                .sorted()
                .filter(step -> step != StudyStep.REPORT && (step != StudyStep.JUDGE || judge.isPresent()))
                .toList();
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            StudyStep step = wanted.get(i);
            progress.step(
                    i + 1,
                    wanted.size(),
                    step + " of " + model.card().name(),
                    left(model, wanted.subList(i, wanted.size())));
            try {
                if (step == StudyStep.JUDGE) {
                    kit.errors()
                            .judge(
                                    judge.get(),
                                    JudgePrompt.builtIn(),
                                    kit.runs(plan, model.card().name()),
                                    1);
                } else {
                    CatalogueWork.run(kit, step.source(), model, step == StudyStep.ANSWERS ? plan : findings(model));
                }
            } catch (IllegalArgumentException e) {
                if (step == StudyStep.ANSWERS) {
                    throw e;
                }
                failed.add(step + " of " + model.card().name() + ": " + e.getMessage());
            }
        }
        return failed;
    }

    /** How long some steps take by what is stored; empty if that is not known or nothing is left to do. */
    private String left(Model model, List<StudyStep> steps) throws IOException, InterruptedException {
        CatalogueStock stock = CatalogueStock.read(kit);
        double seconds = 0;
        for (StudyStep step : steps) {
            if (step == StudyStep.JUDGE) {
                continue;
            }
            AnswerPlan of = step == StudyStep.ANSWERS ? plan : findings(model);
            CatalogueNeed need = new CatalogueNeed(step.source(), of.scenarios(), of.shots(), of.formats(), 1, 1);
            OptionalDouble one =
                    stock.work(need, filter(of, model), model.card().name());
            if (one.isEmpty()) {
                return "";
            }
            seconds += one.getAsDouble();
        }
        return seconds == 0 ? "" : "about " + Pace.spoken(seconds) + " left in all";
    }

    private static RunFilter filter(AnswerPlan of, Model model) {
        return new RunFilter(
                List.of(model.card().name()),
                of.languages(),
                of.shots(),
                of.formats(),
                of.style().orElse(model.card().chat() ? Style.CHAT : Style.RAW),
                of.limit().isPresent() ? of.limit().getAsInt() : null);
    }

    /** The cells that are looked into: en-x (or the plan's first scenario), two shots (or the plan's first number), one format. */
    private AnswerPlan findings(Model model) throws IOException, InterruptedException {
        Scenario scenario = plan.scenarios().contains(Scenario.EN_X)
                ? Scenario.EN_X
                : plan.scenarios().get(0);
        int shots = plan.shots().contains(SHOTS) ? SHOTS : plan.shots().get(0);
        AnswerPlan one = plan.scenarios(scenario).shots(shots);
        if (plan.promptFile().isPresent()) {
            return one;
        }
        String standing = kit.standingFormat(model, one)
                .filter(format -> plan.formats().contains(format))
                .orElse(plan.formats().stream().findFirst().orElse(FORMAT));
        return one.formats(standing);
    }
}
