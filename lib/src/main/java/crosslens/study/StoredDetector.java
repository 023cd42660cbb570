package crosslens.study;

import crosslens.run.LanguageStore;
import crosslens.score.LanguageDetector;
import crosslens.text.Language;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A detector that asks another one only about texts whose language is not stored, since loading that one takes seconds. Says exactly what the other would. A
 * place that cannot be read or written costs time, never a result; one notice tells.
 */
final class StoredDetector implements LanguageDetector {
    private final LanguageDetector detector;
    private final LanguageStore own;
    private final List<LanguageStore> examples;
    private final Consumer<String> notices;
    private final Map<Set<Language>, Known> known = new ConcurrentHashMap<>();

    /**
     * @param detector asked about new texts; one without an identity about all, and nothing is stored
     * @param own takes what is new
     * @param examples read alone
     */
    StoredDetector(
            LanguageDetector detector, LanguageStore own, List<LanguageStore> examples, Consumer<String> notices) {
        this.detector = detector;
        this.own = own;
        this.examples = List.copyOf(examples);
        this.notices = notices;
    }

    /**
     * @param found since the last storing
     * @param damaged the own file is to be written anew
     */
    private record Known(
            Map<String, Optional<Language>> stored, Map<String, Optional<Language>> found, boolean damaged) {}

    @Override
    public Optional<Language> detect(String text, Set<Language> candidates) {
        if (detector.identity().isEmpty()) {
            return detector.detect(text, candidates);
        }
        Known here = known.computeIfAbsent(Set.copyOf(candidates), this::read);
        String key = LanguageStore.key(text);
        return here.stored().containsKey(key)
                ? here.stored().get(key)
                : here.found().computeIfAbsent(key, asked -> detector.detect(text, candidates));
    }

    @Override
    public Optional<String> identity() {
        return detector.identity();
    }

    /** Stores what was detected since the last time. */
    void keep() {
        known.replaceAll(
                (candidates, here) -> here.found().isEmpty() && !here.damaged() ? here : kept(candidates, here));
    }

    private Known kept(Set<Language> candidates, Known here) {
        try {
            own.add(identity().orElseThrow(), candidates, here.found());
        } catch (IOException e) {
            notices.accept("The languages of these answers are not stored, and are detected again next time: "
                    + e.getMessage());
        }
        Map<String, Optional<Language>> all = new HashMap<>(here.stored());
        all.putAll(here.found());
        return new Known(all, new ConcurrentHashMap<>(), false);
    }

    private Known read(Set<Language> candidates) {
        Map<String, Optional<Language>> stored = new HashMap<>();
        examples.forEach(store -> stored.putAll(read(store, candidates).languages()));
        LanguageStore.Stored mine = read(own, candidates);
        stored.putAll(mine.languages());
        return new Known(stored, new ConcurrentHashMap<>(), !mine.faults().isEmpty());
    }

    private LanguageStore.Stored read(LanguageStore store, Set<Language> candidates) {
        try {
            LanguageStore.Stored stored = store.read(identity().orElseThrow(), candidates);
            stored.faults().forEach(fault -> notices.accept("Languages of answers, " + fault));
            return stored;
        } catch (IOException e) {
            notices.accept("Stored languages cannot be read and are detected again: " + e.getMessage());
            return new LanguageStore.Stored(Map.of(), List.of());
        }
    }
}
