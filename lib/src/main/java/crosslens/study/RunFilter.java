package crosslens.study;

import crosslens.prompt.Style;
import crosslens.text.Language;
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
}
