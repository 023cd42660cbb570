package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.report.ExampleRun.Answer;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One item with its answers by scenario and language, and how it came to be the example.
 *
 * @param enX by question language, English among them where it was asked
 * @param xX by language, without English
 * @param choice one sentence
 */
record ExampleItem(String id, SortedMap<Language, Answer> enX, SortedMap<Language, Answer> xX, String choice) {
    /** From this F1 on an answer counts as right, as in the study's subsets. */
    static final double RIGHT = 0.5;

    /**
     * The item of an id, or the first one that shows a gap: right in English, wrong in a question language that is shown.
     *
     * @param runs of one model, each cell once
     * @param languages those that may be shown
     * @param wanted null for the first one that shows a gap; where none does, the first that was answered in all
     */
    static ExampleItem choose(List<ExampleRun> runs, List<Language> languages, String wanted) {
        List<ExampleItem> candidates = new ArrayList<>();
        List<String> ids = runs.stream()
                .flatMap(run -> run.scores().items().stream())
                .map(ItemScore::id)
                .distinct()
                .sorted()
                .toList();
        for (String id : ids) {
            candidates.add(new ExampleItem(
                    id, answers(runs, languages, Scenario.EN_X, id), answers(runs, languages, Scenario.X_X, id), ""));
        }
        if (wanted != null) {
            return candidates.stream()
                    .filter(item -> item.id().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no stored answer to item '" + wanted + "' in "
                            + ModelRuns.names(languages) + "; there are e.g. "
                            + ids.stream().limit(5).toList()))
                    .because("Item " + wanted + " was asked for.");
        }
        int most = candidates.stream().mapToInt(ExampleItem::size).max().orElse(0);
        List<ExampleItem> whole =
                candidates.stream().filter(item -> item.size() == most).toList();
        List<ExampleItem> gaps = whole.stream().filter(ExampleItem::showsGap).toList();
        return gaps.isEmpty()
                ? whole.get(0)
                        .because("The first item that was answered in all of them: none of " + whole.size()
                                + " shows a gap (F1 of 50 or more in English, less in another question language).")
                : gaps.get(0)
                        .because("The first of " + gaps.size() + " items, of " + whole.size()
                                + ", that show a gap: F1 of 50 or more in English, less in another question language.");
    }

    private ExampleItem because(String why) {
        return new ExampleItem(id, enX, xX, why);
    }

    private int size() {
        return enX.size() + xX.size();
    }

    private boolean showsGap() {
        Answer english = enX.get(Language.EN);
        return english != null
                && english.score().f1() >= RIGHT
                && enX.values().stream().anyMatch(answer -> answer.score().f1() < RIGHT);
    }

    private static SortedMap<Language, Answer> answers(
            List<ExampleRun> runs, List<Language> languages, Scenario scenario, String id) {
        SortedMap<Language, Answer> answers = new TreeMap<>();
        for (ExampleRun run : runs) {
            Language question = run.scores().cell().question();
            boolean shown = languages.contains(question)
                    && FormatRuns.belongs(scenario, run.scores().cell())
                    && !(scenario == Scenario.X_X && question.equals(Language.EN));
            Optional<Answer> answer = shown ? run.answer(id) : Optional.empty();
            answer.ifPresent(found -> answers.put(question, found));
        }
        return answers;
    }
}
