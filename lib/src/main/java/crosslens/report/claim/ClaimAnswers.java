package crosslens.report.claim;

import crosslens.judge.FailureType;
import crosslens.prompt.Scenario;
import crosslens.report.CellErrors;
import crosslens.report.CellScores;
import crosslens.report.FormatRuns;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.WrongRule;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Claims on answers: how good, where worse, and why. */
final class ClaimAnswers {
    /** F1 from which English counts as close to solved; ours. */
    static final double SOLVED = 0.70;
    /** Share of the gap that must remain without errors of language and form; ours. */
    static final double REMAINS = 0.5;
    /** Parameters in billions from which a model counts as large; ours, between the study's 16 and 70. */
    static final double LARGE = 30;

    private static final String POINTS = "points";
    private static final String CHAT = "LLaMA-2-Chat-7B";

    private ClaimAnswers() {}

    static List<Claim> all() {
        return List.of(
                Claim.ofEach(
                        "English is close to solved",
                        "F1 of en-en, claimed above 70 (our bound)",
                        ClaimAnswers::englishSolved),
                Claim.ofEach(
                        "Questions in another language lag behind",
                        "F1 of en-en minus mean F1 of en-x, claimed above 0",
                        model -> lag(model, Scenario.EN_X)),
                Claim.ofEach(
                        "Other languages by themselves lag behind",
                        "F1 of en-en minus mean F1 of x-x, claimed above 0",
                        model -> lag(model, Scenario.X_X)),
                Claim.ofEach(
                        "The gap is neither wrong language nor failure to answer",
                        "Share of the gap en-en minus en-x that remains when every language error and failure scores as the same"
                                + " question in English does, claimed above 50 percent (our bound)",
                        ClaimAnswers::notErrors),
                new Claim(
                        "All in x is better than the question alone in x for base and for large models, worse for small tuned ones",
                        "Mean F1 of x-x minus en-x, or the reverse where the claim is the reverse, claimed above 0; large is"
                                + " 30 billion parameters or more (our bound)",
                        (model, all) -> Optional.of(direction(model))),
                new Claim(
                        CHAT + " is weaker than all others",
                        "Smallest lead of another model in mean en-x F1, claimed above 0",
                        ClaimAnswers::weakest));
    }

    static ClaimFinding englishSolved(ClaimEvidence model) {
        return model.english()
                .map(cell -> ClaimFinding.above(
                        ClaimSample.of(List.of(cell.items())), means -> means[0], SOLVED, "percent", model.askMore()))
                .orElse(unasked(model));
    }

    private static ClaimFinding unasked(ClaimEvidence model) {
        return ClaimFinding.cannot("Not measured. To measure it: " + model.command("answer", "--scenario en-x,x-x"));
    }

    static ClaimFinding lag(ClaimEvidence model, Scenario scenario) {
        List<List<ItemScore>> cells = new ArrayList<>();
        model.english().ifPresent(cell -> cells.add(cell.items()));
        List<CellScores> others = model.others(scenario);
        if (cells.isEmpty() || others.isEmpty()) {
            return unasked(model);
        }
        others.forEach(cell -> cells.add(cell.items()));
        return ClaimFinding.above(
                ClaimSample.of(cells),
                means -> means[0] - ClaimSample.mean(means, 1, means.length),
                0,
                POINTS,
                model.askMore());
    }

    static ClaimFinding notErrors(ClaimEvidence model) {
        if (model.english().isEmpty() || model.errors().isEmpty()) {
            return unasked(model);
        }
        Map<String, Double> english = new HashMap<>();
        model.english().get().items().forEach(item -> english.put(item.id(), item.f1()));
        List<List<ItemScore>> cells =
                new ArrayList<>(List.of(model.english().get().items()));
        List<List<ItemScore>> mended = new ArrayList<>();
        for (CellErrors cell : model.errors()) {
            if (FormatRuns.belongs(Scenario.EN_X, cell.scores().cell())
                    && !cell.scores().cell().question().equals(Language.EN)) {
                cells.add(cell.scores().items());
                mended.add(mended(cell, english));
            }
        }
        int n = mended.size();
        if (n == 0) {
            return unasked(model);
        }
        cells.addAll(mended);
        ClaimSample sample = ClaimSample.of(cells);
        Optional<Interval> gap = sample.interval(means -> means[0] - ClaimSample.mean(means, 1, n + 1));
        if (gap.isPresent() && gap.get().low() <= 0) {
            return ClaimFinding.cannot(
                    "There is no clear gap to be explained. More items may tell: " + model.askMore());
        }
        return ClaimFinding.above(
                sample,
                means -> (means[0] - ClaimSample.mean(means, n + 1, 2 * n + 1))
                        / (means[0] - ClaimSample.mean(means, 1, n + 1)),
                REMAINS,
                "percent",
                model.askMore());
    }

    /** The scores of a cell if every error scored as the same question does in English, where that is better. */
    private static List<ItemScore> mended(CellErrors cell, Map<String, Double> english) {
        return cell.items().stream()
                .map(item -> {
                    double f1 = item.score().f1();
                    double mended =
                            Math.max(f1, english.getOrDefault(item.score().id(), 0.0));
                    return ClaimSample.item(item.score(), isError(item) ? mended : f1);
                })
                .toList();
    }

    /** A language error as printed, or a failure by the judge, by the rules where there is no judge; both only where the study counts them. */
    private static boolean isError(CellErrors.Item item) {
        boolean language = WrongRule.EXACT_MATCH.isWrong(item.score())
                && item.language().filter(outcome -> outcome.error()).isPresent();
        boolean failure = WrongRule.HALF_F1.isWrong(item.score())
                && FailureType.FAILURES.contains(item.judged().orElse(item.rules()));
        return language || failure;
    }

    static ClaimFinding direction(ClaimEvidence model) {
        boolean large = model.billions() >= LARGE;
        boolean sizeMatters = model.role() == ClaimRole.TUNED;
        if (!large && model.role() == ClaimRole.UNKNOWN || sizeMatters && Double.isNaN(model.billions())) {
            return ClaimFinding.cannot(
                    "It is not known whether the model is tuned, or how large it is. To say it: --base"
                            + " MODEL or --tuned MODEL, with a name such as my-8b");
        }
        List<List<ItemScore>> cells = new ArrayList<>();
        model.standing().ifPresent(runs -> {
            List<Language> both = new ArrayList<>(runs.languages(Scenario.X_X));
            both.retainAll(runs.languages(Scenario.EN_X));
            runs.cells(Scenario.EN_X, both).forEach(cell -> cells.add(cell.items()));
            runs.cells(Scenario.X_X, both).forEach(cell -> cells.add(cell.items()));
        });
        if (cells.isEmpty()) {
            return unasked(model);
        }
        int n = cells.size() / 2;
        int sign = large || model.role() == ClaimRole.BASE ? 1 : -1;
        ClaimFinding found = ClaimFinding.above(
                ClaimSample.of(cells),
                means -> sign * (ClaimSample.mean(means, n, 2 * n) - ClaimSample.mean(means, 0, n)),
                0,
                sign > 0 ? "points x-x over en-x" : "points en-x over x-x",
                model.askMore());
        return found;
    }

    static Optional<ClaimFinding> weakest(ClaimEvidence model, List<ClaimEvidence> all) {
        boolean given = all.stream().anyMatch(other -> other.publishedName().equals(CHAT));
        if (!model.publishedName().equals(CHAT)) {
            return !given && model == all.get(0)
                    ? Optional.of(ClaimFinding.cannot(
                            "It is about " + CHAT + ": run it, and give it with --model beside others."))
                    : Optional.empty();
        }
        List<ClaimFinding> leads = new ArrayList<>();
        for (ClaimEvidence other : all) {
            lead(model, other).ifPresent(leads::add);
        }
        if (leads.isEmpty()) {
            return Optional.of(
                    ClaimFinding.cannot("No other model has answers to the same questions: give one with --model."));
        }
        ClaimFinding smallest = leads.stream()
                .min((a, b) -> Double.compare(a.value(), b.value()))
                .orElseThrow();
        boolean allHold = leads.stream().allMatch(lead -> lead.verdict() == ClaimVerdict.HOLDS);
        boolean oneFails = leads.stream().anyMatch(lead -> lead.verdict() == ClaimVerdict.FAILS);
        return Optional.of(new ClaimFinding(
                smallest.value(),
                smallest.interval(),
                smallest.unit(),
                allHold ? ClaimVerdict.HOLDS : oneFails ? ClaimVerdict.FAILS : ClaimVerdict.CANNOT_TELL,
                "Of " + leads.size() + " other models, the one that leads least. " + smallest.why()));
    }

    private static Optional<ClaimFinding> lead(ClaimEvidence model, ClaimEvidence other) {
        if (other == model || model.standing().isEmpty() || other.standing().isEmpty()) {
            return Optional.empty();
        }
        List<Language> both = new ArrayList<>(model.standing().get().languages(Scenario.EN_X));
        both.retainAll(other.standing().get().languages(Scenario.EN_X));
        List<List<ItemScore>> cells = new ArrayList<>();
        model.standing().get().cells(Scenario.EN_X, both).forEach(cell -> cells.add(cell.items()));
        other.standing().get().cells(Scenario.EN_X, both).forEach(cell -> cells.add(cell.items()));
        ClaimSample sample = ClaimSample.of(cells);
        int n = both.size();
        return sample.isEmpty()
                ? Optional.empty()
                : Optional.of(ClaimFinding.above(
                        sample,
                        means -> ClaimSample.mean(means, n, 2 * n) - ClaimSample.mean(means, 0, n),
                        0,
                        POINTS,
                        model.askMore()));
    }
}
