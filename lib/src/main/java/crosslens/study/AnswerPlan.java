package crosslens.study;

import crosslens.lm.GenerationSettings;
import crosslens.lm.StopRule;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.text.Language;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to ask a model: which data, scenarios, languages, shots and formats, and how answers are generated. Immutable; every method gives a changed copy.
 *
 * @param data a folder, {@code xquad} or {@code sample}; empty for what the kit finds
 * @param scenarios at least one; the cell en-en belongs to en-x and x-x and is asked once
 * @param languages question languages, English included if its cell is wanted; empty for all of the data set
 * @param formats names of wordings, {@code v1}, {@code v2}
 * @param promptFile a wording of the user's own, asked besides none of the named formats
 * @param style empty for the model's default: chat where it has a template
 * @param limit items a cell, in the data set's fixed order; empty for all
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
        return new AnswerPlan(
                Optional.of(where),
                scenarios,
                languages,
                shots,
                formats,
                promptFile,
                style,
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan scenarios(Scenario... which) {
        return new AnswerPlan(
                data,
                List.of(which),
                languages,
                shots,
                formats,
                promptFile,
                style,
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan languages(Language... questionLanguages) {
        return new AnswerPlan(
                data,
                scenarios,
                List.of(questionLanguages),
                shots,
                formats,
                promptFile,
                style,
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan shots(Integer... numbers) {
        return new AnswerPlan(
                data,
                scenarios,
                languages,
                List.of(numbers),
                formats,
                promptFile,
                style,
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan formats(String... names) {
        return new AnswerPlan(
                data,
                scenarios,
                languages,
                shots,
                List.of(names),
                promptFile,
                style,
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    /** Asks in a wording of the user's own, and in that alone. */
    public AnswerPlan promptFile(Path file) {
        return new AnswerPlan(
                data,
                scenarios,
                languages,
                shots,
                List.of(),
                Optional.of(file),
                style,
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan style(Style how) {
        return new AnswerPlan(
                data,
                scenarios,
                languages,
                shots,
                formats,
                promptFile,
                Optional.of(how),
                limit,
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan limit(int items) {
        return new AnswerPlan(
                data,
                scenarios,
                languages,
                shots,
                formats,
                promptFile,
                style,
                OptionalInt.of(items),
                answerPrefix,
                stop,
                maxTokens);
    }

    public AnswerPlan generation(String prefix, StopRule rule, int tokens) {
        return new AnswerPlan(
                data, scenarios, languages, shots, formats, promptFile, style, limit, prefix, rule, tokens);
    }
}
