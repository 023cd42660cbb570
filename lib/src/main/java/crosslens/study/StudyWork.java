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
                if (step == StudyStep.ANSWERS) {
                    answer(model, wanted.contains(StudyStep.SIMILARITY));
                } else if (step == StudyStep.JUDGE) {
                    kit.errors()
                            .judge(
                                    judge.get(),
                                    JudgePrompt.builtIn(),
                                    kit.runs(plan, model.card().name()),
                                    1);
                } else {
                    CatalogueWork.run(kit, step.source(), model, findings(model));
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

    /** @param compared whether similarity follows, for which the same reading keeps hidden states; of the format that stands for the model, which the answers tell */
    private void answer(Model model, boolean compared) throws IOException, InterruptedException {
        if (!compared) {
            kit.answer(model, plan);
            return;
        }
        SharedReading shared = kit.studies().shared(plan.data());
        shared.answer(model, plan, comparable());
        List<String> standing = findings(model).formats();
        shared.forget(
                model,
                comparable().stream()
                        .filter(one -> !one.prompts().formats().equals(standing))
                        .toList());
    }

    /** What similarity may compare when the answers are there, a plan a format. */
    private List<SimilarityPlan> comparable() {
        AnswerPlan cells = cells();
        return cells.scenarios().contains(Scenario.X_Y) || cells.promptFile().isPresent()
                ? List.of()
                : cells.formats().stream()
                        .map(format -> SimilarityPlan.answering(cells.formats(format)))
                        .toList();
    }

    /**
     * What steps will read that is told before they begin: similarity's share of the prompts.
     *
     * @return a line a step, perhaps none
     */
    public List<String> outline(Model model, Set<StudyStep> steps) throws IOException, InterruptedException {
        Optional<SharedReading.Left> left = steps.contains(StudyStep.SIMILARITY)
                ? reading(model, steps.contains(StudyStep.ANSWERS))
                : Optional.empty();
        return left.stream().map(reading -> "similarity: " + reading).toList();
    }

    /** What similarity reads; empty where it cannot be told or nothing can be compared. */
    private Optional<SharedReading.Left> reading(Model model, boolean answering)
            throws IOException, InterruptedException {
        List<SimilarityPlan> plans = comparable();
        List<String> standing = findings(model).formats();
        for (SimilarityPlan one : plans) {
            if (one.prompts().formats().equals(standing) && !(model instanceof RemoteModel)) {
                return Optional.of(kit.studies()
                        .shared(plan.data())
                        .left(model, answering ? Optional.of(plan) : Optional.empty(), one, plans.size()));
            }
        }
        return Optional.empty();
    }

    /** How long some steps take by what is stored; empty if that is not known or nothing is left to do. */
    private String left(Model model, List<StudyStep> steps) throws IOException, InterruptedException {
        CatalogueStock stock = CatalogueStock.read(kit);
        double seconds = 0;
        boolean answered = false;
        for (StudyStep step : steps) {
            if (step == StudyStep.JUDGE) {
                continue;
            }
            AnswerPlan of = step == StudyStep.ANSWERS ? plan : findings(model);
            CatalogueNeed need = new CatalogueNeed(step.source(), of.scenarios(), of.shots(), of.formats(), 1, 1);
            OptionalDouble one =
                    stock.work(need, filter(of, model), model.card().name(), answered);
            answered = true;
            if (one.isEmpty()) {
                return "";
            }
            double share = step == StudyStep.SIMILARITY
                    ? reading(model, steps.contains(StudyStep.ANSWERS))
                            .map(SharedReading.Left::share)
                            .orElse(1.0)
                    : 1;
            seconds += share * one.getAsDouble();
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

    /** The cells that are looked into, in every format: en-x (or the plan's first scenario), two shots (or the plan's first number). */
    private AnswerPlan cells() {
        Scenario scenario = plan.scenarios().contains(Scenario.EN_X)
                ? Scenario.EN_X
                : plan.scenarios().get(0);
        int shots = plan.shots().contains(SHOTS) ? SHOTS : plan.shots().get(0);
        return plan.scenarios(scenario).shots(shots);
    }

    /** The cells that are looked into, in the format that stands for the model. */
    private AnswerPlan findings(Model model) throws IOException, InterruptedException {
        AnswerPlan one = cells();
        if (plan.promptFile().isPresent()) {
            return one;
        }
        String standing = kit.standingFormat(model, one)
                .filter(format -> plan.formats().contains(format))
                .orElse(plan.formats().stream().findFirst().orElse(FORMAT));
        return one.formats(standing);
    }
}
