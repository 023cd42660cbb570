package crosslens.study;

import crosslens.score.LanguageErrors;
import crosslens.score.WrongRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the language detection says of the wrong answers of runs; each run is looked at once, however many tables ask. Several threads may ask. */
final class DetectedLanguages {
    private final LanguageErrors languages;
    private final Runnable keep;
    private final Map<Of, List<Optional<LanguageErrors.Outcome>>> found = new ConcurrentHashMap<>();

    /** @param keep stores what was detected, see {@link #keep} */
    DetectedLanguages(LanguageErrors languages, Runnable keep) {
        this.languages = languages;
        this.keep = keep;
    }

    /** @param answers hash of the answers shown: a limit leaves some out, and one that failed may have been asked again */
    private record Of(String run, int answers) {}

    /** At the place of each answer; empty if it is right, or its language cannot be told. */
    List<Optional<LanguageErrors.Outcome>> of(CellRun run) {
        Of key = new Of(run.key(), run.answers().hashCode());
        return found.computeIfAbsent(key, wanted -> detect(run));
    }

    /** Stores what was detected since the last time; for one thread, while none asks. */
    void keep() {
        keep.run();
    }

    private List<Optional<LanguageErrors.Outcome>> detect(CellRun run) {
        List<Optional<LanguageErrors.Outcome>> all = new ArrayList<>();
        for (int i = 0; i < run.answers().size(); i++) {
            all.add(
                    WrongRule.EXACT_MATCH.isWrong(run.scores().get(i))
                            ? languages.outcome(
                                    run.items().get(i), Judging.answer(run, i).raw())
                            : Optional.empty());
        }
        return List.copyOf(all);
    }
}
