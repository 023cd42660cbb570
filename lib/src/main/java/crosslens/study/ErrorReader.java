package crosslens.study;

import crosslens.judge.FailureType;
import crosslens.judge.JudgeValidation;
import crosslens.judge.JudgedAnswer;
import crosslens.judge.LabelledAnswer;
import crosslens.judge.RuleBaseline;
import crosslens.judge.Vote;
import crosslens.report.CellErrors;
import crosslens.report.JudgeStanding;
import crosslens.score.ItemScore;
import crosslens.score.LanguageErrors;
import crosslens.score.WrongRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what went wrong in stored answers: detected languages, a judge's votes, the rules' word. Calls no model. */
final class ErrorReader {
    private final DetectedLanguages languages;
    private final JudgeStore store;
    private final RuleBaseline rules = RuleBaseline.builtIn();

    ErrorReader(DetectedLanguages languages, JudgeStore store) {
        this.languages = languages;
        this.store = store;
    }

    /** One judge: everything it has voted on. */
    record Judged(String name, String key, String prompt, Map<String, JudgeStore.Votes> runs) {
        long votesOn(RunSet set) {
            return votes(set).count();
        }

        /** Votes that name a class. */
        long verdictsOn(RunSet set) {
            return votes(set).filter(vote -> vote.verdict().isPresent()).count();
        }

        private Stream<Vote> votes(RunSet set) {
            return set.cells().stream()
                    .flatMap(run -> Stream.ofNullable(runs.get(run.key())))
                    .flatMap(votes -> votes.votes().values().stream());
        }
    }

    /** All judges with votes on a set of runs, the one with the most that name a class first. */
    List<Judged> judges(RunSet set) throws IOException {
        return all().stream()
                .filter(judge -> judge.votesOn(set) > 0)
                .sorted(Comparator.<Judged>comparingLong(judge -> -judge.verdictsOn(set))
                        .thenComparing(Judged::key))
                .toList();
    }

    /** All judges with votes on the labelled answers, by name. */
    List<Judged> validated() throws IOException {
        String labels = JudgeStore.labels().key();
        return all().stream()
                .filter(judge -> judge.runs().containsKey(labels))
                .sorted(Comparator.comparing(Judged::name).thenComparing(Judged::key))
                .toList();
    }

    private List<Judged> all() throws IOException {
        Map<String, List<JudgeStore.Votes>> byJudge =
                store.read().stream().collect(Collectors.groupingBy(JudgeStore.Votes::key));
        List<Judged> judges = new ArrayList<>();
        byJudge.forEach((key, all) -> judges.add(new Judged(
                all.get(0).judge(),
                key,
                all.get(0).prompt(),
                all.stream().collect(Collectors.toMap(JudgeStore.Votes::run, votes -> votes)))));
        return judges;
    }

    /**
     * What went wrong in every run.
     *
     * @param judge whose votes count; empty for the rules alone
     */
    List<CellErrors> read(RunSet set, Optional<Judged> judge) throws IOException {
        Optional<JudgeStanding> standing = judge.isPresent() ? Optional.of(standing(judge.get())) : Optional.empty();
        List<CellErrors> cells = set.cells().parallelStream()
                .map(run -> new CellErrors(run.cellScores(), items(run, judge), standing))
                .toList();
        languages.keep();
        return cells;
    }

    private List<CellErrors.Item> items(CellRun run, Optional<Judged> judge) {
        List<CellErrors.Item> items = new ArrayList<>();
        Map<String, List<Vote>> votes = votes(run, judge);
        List<Optional<LanguageErrors.Outcome>> outcomes = languages.of(run);
        for (int i = 0; i < run.answers().size(); i++) {
            items.add(item(run, i, outcomes.get(i), judge.isPresent(), votes));
        }
        return items;
    }

    private CellErrors.Item item(
            CellRun run,
            int i,
            Optional<LanguageErrors.Outcome> outcome,
            boolean judging,
            Map<String, List<Vote>> votes) {
        JudgedAnswer answer = Judging.answer(run, i);
        List<Vote> mine = votes.getOrDefault(answer.id(), List.of());
        boolean blank = judging && answer.isBlank();
        return new CellErrors.Item(
                run.scores().get(i),
                outcome,
                isWrong(run.scores().get(i)) ? rules.classify(answer) : FailureType.REASONABLE,
                blank || !mine.isEmpty(),
                blank ? Optional.of(FailureType.BLANK) : Vote.majority(mine));
    }

    private static boolean isWrong(ItemScore score) {
        return Arrays.stream(WrongRule.values()).anyMatch(rule -> rule.isWrong(score));
    }

    /** The votes on the answers as they are stored, by item. */
    Map<String, List<Vote>> votes(CellRun run, Optional<Judged> judge) {
        Map<String, List<Vote>> votes = new HashMap<>();
        JudgeStore.Votes stored =
                judge.map(found -> found.runs().get(run.key())).orElse(null);
        if (stored != null) {
            for (int i = 0; i < run.answers().size(); i++) {
                JudgedAnswer answer = Judging.answer(run, i);
                votes.put(answer.id(), votes(stored, answer));
            }
        }
        return votes;
    }

    /** The class a judge gave each answer it saw, by item; answers it gave none are left out. */
    Map<String, FailureType> classes(CellRun run, Judged judge) {
        Map<String, FailureType> classes = new HashMap<>();
        votes(run, Optional.of(judge))
                .forEach((item, votes) -> Vote.majority(votes).ifPresent(type -> classes.put(item, type)));
        return classes;
    }

    /** The rules' class of each answer that would be sent to a judge, by item. */
    Map<String, FailureType> classesByRules(CellRun run) {
        return Judging.answers(run).stream().collect(Collectors.toMap(JudgedAnswer::id, rules::classify));
    }

    private static List<Vote> votes(JudgeStore.Votes stored, JudgedAnswer answer) {
        List<Vote> votes = new ArrayList<>();
        for (int turn = 0; ; turn++) {
            Vote vote = stored.votes().get(JudgeStore.recordId(answer.id(), turn, answer.raw()));
            if (vote == null) {
                return votes;
            }
            votes.add(vote);
        }
    }

    /** A judge as tables name it. */
    JudgeStanding standing(Judged judge) throws IOException {
        int most = judge.runs().values().stream()
                .flatMap(votes -> votes.votes().values().stream())
                .mapToInt(vote -> vote.turn() + 1)
                .max()
                .orElse(0);
        return new JudgeStanding(
                judge.name(), judge.prompt(), most, validation(judge.key(), Optional.of(LabelledAnswer.Half.UNSEEN)));
    }

    /**
     * A judge against the labelled answers; empty unless it has voted on all of the half that are not blank.
     *
     * @param half empty for both
     */
    Optional<JudgeValidation> validation(String judgeKey, Optional<LabelledAnswer.Half> half) throws IOException {
        String labelsKey = JudgeStore.labels().key();
        Optional<JudgeStore.Votes> stored = store.read().stream()
                .filter(votes -> votes.key().equals(judgeKey) && votes.run().equals(labelsKey))
                .findFirst();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        List<LabelledAnswer> labels = labels(half);
        Map<String, FailureType> given = new HashMap<>();
        for (LabelledAnswer label : labels) {
            if (label.answer().isBlank()) {
                given.put(label.answer().id(), FailureType.BLANK);
                continue;
            }
            List<Vote> votes = votes(stored.get(), label.answer());
            if (votes.isEmpty()) {
                return Optional.empty();
            }
            Vote.majority(votes).ifPresent(type -> given.put(label.answer().id(), type));
        }
        return Optional.of(JudgeValidation.of(labels, given));
    }

    /** The rules against the labelled answers. */
    JudgeValidation rulesValidation(Optional<LabelledAnswer.Half> half) throws IOException {
        List<LabelledAnswer> labels = labels(half);
        return JudgeValidation.of(
                labels,
                labels.stream()
                        .collect(Collectors.toMap(
                                label -> label.answer().id(), label -> rules.classify(label.answer()))));
    }

    private static List<LabelledAnswer> labels(Optional<LabelledAnswer.Half> half) throws IOException {
        return LabelledAnswer.builtIn().stream()
                .filter(label -> half.isEmpty() || half.get() == label.half())
                .toList();
    }
}
