package crosslens.study;

import crosslens.lm.GenerationSettings;
import crosslens.lm.StopRule;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.Shard;
import crosslens.text.Language;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What to ask a model: which data, scenarios, languages, shots and formats, and how answers are generated. Immutable; every method gives a changed copy.
 *
 * @param data a folder, {@code xquad} or {@code sample}; empty for what the kit finds
 * @param scenarios at least one; the cell en-en belongs to en-x and x-x and is asked once
 * @param languages question languages, English included if its cell is wanted; empty for all of the data set
 * @param formats names of wordings, {@code v1}, {@code v2}
 * @param promptFile a wording of the user's own, asked beside the named formats
 * @param style empty for the model's default: chat where it has a template
 * @param limit items a cell, in the data set's fixed order; empty for all
 * @param retryFailed whether items that an endpoint gave no answer to are asked again; no part of a run's key
 * @param shard which share of those items this process asks; recorded, but no part of a run's key
 */
public record AnswerPlan(
        Optional<String> data,
        List<Scenario> scenarios,
        List<Language> languages,
        List<Integer> shots,
        List<String> formats,
        Optional<Path> promptFile,
        Optional<Style> style,
        OptionalInt limit,
        boolean retryFailed,
        Shard shard,
        String answerPrefix,
        StopRule stop,
        int maxTokens) {
    public AnswerPlan {
        scenarios = List.copyOf(new LinkedHashSet<>(scenarios));
        languages = List.copyOf(new LinkedHashSet<>(languages));
        shots = List.copyOf(new LinkedHashSet<>(shots));
        formats = List.copyOf(new LinkedHashSet<>(formats));
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("name at least one scenario: " + Arrays.toString(Scenario.values()));
        }
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit.getAsInt());
        }
    }

    /** Two shots, format v1, all languages and items of whatever data set the kit finds. */
    public static AnswerPlan of(Scenario... scenarios) {
        return new AnswerPlan(
                Optional.empty(),
                List.of(scenarios),
                List.of(),
                List.of(2),
                List.of("v1"),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                false,
                Shard.WHOLE,
                "",
                StopRule.NEWLINE,
                GenerationSettings.DEFAULT_MAX_TOKENS);
    }

    /** {@link #of} on XQuAD. */
    public static AnswerPlan xquad(Scenario... scenarios) {
        return of(scenarios).data("xquad");
    }

    /** {@link #of} on the built-in sample. */
    public static AnswerPlan sample(Scenario... scenarios) {
        return of(scenarios).data("sample");
    }

    /** The quick subset: en, de, zh, hi with 12 items a cell, two shots, v1 and v2, en-x and x-x, raw style. */
    public static AnswerPlan quick() {
        return of(Scenario.EN_X, Scenario.X_X)
                .languages(Language.EN, Language.DE, Language.ZH, Language.HI)
                .formats("v1", "v2")
                .style(Style.RAW)
                .limit(12);
    }

    public AnswerPlan data(String where) {
        return with(plan -> plan.data = Optional.of(where));
    }

    public AnswerPlan scenarios(Scenario... which) {
        return with(plan -> plan.scenarios = List.of(which));
    }

    public AnswerPlan languages(Language... questionLanguages) {
        return with(plan -> plan.languages = List.of(questionLanguages));
    }

    /** The same with English among the question languages, the first of them; itself where it is, or where all languages are asked. */
    public AnswerPlan withEnglish() {
        return languages.isEmpty() || languages.contains(Language.EN)
                ? this
                : languages(Stream.concat(Stream.of(Language.EN), languages.stream())
                        .toArray(Language[]::new));
    }

    public AnswerPlan shots(Integer... numbers) {
        return with(plan -> plan.shots = List.of(numbers));
    }

    public AnswerPlan formats(String... names) {
        return with(plan -> plan.formats = List.of(names));
    }

    /** Asks in a wording of the user's own, and in that alone. */
    public AnswerPlan promptFile(Path file) {
        return with(plan -> {
            plan.formats = List.of();
            plan.promptFile = Optional.of(file);
        });
    }

    public AnswerPlan style(Style how) {
        return with(plan -> plan.style = Optional.of(how));
    }

    public AnswerPlan limit(int items) {
        return with(plan -> plan.limit = OptionalInt.of(items));
    }

    /** Asks again for items whose stored record says that an endpoint gave no answer; the newest record counts. */
    public AnswerPlan retryFailed(boolean again) {
        return with(plan -> plan.retryFailed = again);
    }

    public AnswerPlan shard(Shard share) {
        return with(plan -> plan.shard = share);
    }

    public AnswerPlan generation(String prefix, StopRule rule, int tokens) {
        return with(plan -> {
            plan.answerPrefix = prefix;
            plan.stop = rule;
            plan.maxTokens = tokens;
        });
    }

    private AnswerPlan with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.plan();
    }

    /** A plan while it is being changed. */
    private static final class Draft {
        private Optional<String> data;
        private List<Scenario> scenarios;
        private List<Language> languages;
        private List<Integer> shots;
        private List<String> formats;
        private Optional<Path> promptFile;
        private Optional<Style> style;
        private OptionalInt limit;
        private boolean retryFailed;
        private Shard shard;
        private String answerPrefix;
        private StopRule stop;
        private int maxTokens;

        Draft(AnswerPlan plan) {
            data = plan.data;
            scenarios = plan.scenarios;
            languages = plan.languages;
            shots = plan.shots;
            formats = plan.formats;
            promptFile = plan.promptFile;
            style = plan.style;
            limit = plan.limit;
            retryFailed = plan.retryFailed;
            shard = plan.shard;
            answerPrefix = plan.answerPrefix;
            stop = plan.stop;
            maxTokens = plan.maxTokens;
        }

        AnswerPlan plan() {
            return new AnswerPlan(
                    data,
                    scenarios,
                    languages,
                    shots,
                    formats,
                    promptFile,
                    style,
                    limit,
                    retryFailed,
                    shard,
                    answerPrefix,
                    stop,
                    maxTokens);
        }
    }
}
