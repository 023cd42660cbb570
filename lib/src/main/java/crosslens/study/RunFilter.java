package crosslens.study;

import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;

/**
 * Which stored runs to show. Empty lists and nulls mean "all".
 *
 * @param models names as they were given to {@code --model}
 * @param limit only the first items of the data set's fixed order, or null
 */
public record RunFilter(
        List<String> models,
        List<Language> languages,
        List<Integer> shots,
        List<String> formats,
        Style style,
        Integer limit) {
    public RunFilter {
        models = List.copyOf(models);
        languages = List.copyOf(languages);
        shots = List.copyOf(shots);
        formats = List.copyOf(formats);
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, not " + limit);
        }
    }

    /** What is stored of a plan's cells, except for their scenarios. */
    static RunFilter of(AnswerPlan plan, String... models) {
        return new RunFilter(
                List.of(models),
                plan.languages(),
                plan.shots(),
                plan.formats(),
                plan.style().orElse(null),
                plan.limit().isPresent() ? plan.limit().getAsInt() : null);
    }

    /** The same with English among the languages: what others are compared with. */
    RunFilter withEnglish() {
        if (languages.isEmpty() || languages.contains(Language.EN)) {
            return this;
        }
        List<Language> all = new ArrayList<>(languages);
        all.add(0, Language.EN);
        return new RunFilter(models, all, shots, formats, style, limit);
    }

    /** Whether something stored of a model in a cell is to be shown; how many items of it, is not asked here. */
    boolean accepts(String model, Cell cell) {
        return (models.isEmpty() || models.contains(model))
                && (languages.isEmpty() || languages.contains(cell.language()))
                && (shots.isEmpty() || shots.contains(cell.shots()))
                && (formats.isEmpty() || formats.contains(cell.format()))
                && (style == null || style == cell.style());
    }
}
