package crosslens.study;

import crosslens.prompt.Scenario;
import crosslens.report.Depth;
import java.util.List;
import java.util.Optional;

/**
 * Of which stored results a table or figure is made, and how.
 *
 * @param models as the user named them, in the order of their panels; empty for all
 * @param filter the models as they are stored, languages, shots, formats, style, limit
 * @param depth axis of figures by layer
 * @param scenario of relevance, which of several is drawn; empty for the first there is
 * @param languageAware whether tables of scores use the language-aware rules instead of the study's
 */
public record CatalogueSelection(
        List<String> models, RunFilter filter, Depth depth, Optional<Scenario> scenario, boolean languageAware) {
    public CatalogueSelection {
        models = List.copyOf(models);
    }

    /** @param filter its models as the user named them */
    public CatalogueSelection(RunFilter filter, Depth depth, Optional<Scenario> scenario, boolean languageAware) {
        this(
                filter.models(),
                named(filter, filter.models().stream().map(Model::storedName).toList()),
                depth,
                scenario,
                languageAware);
    }

    /** All that is stored of some models, of every model if none is named. */
    public static CatalogueSelection of(String... models) {
        return of(new RunFilter(List.of(models), List.of(), List.of(), List.of(), null, null));
    }

    /** All that fits a filter; axes in layers. */
    public static CatalogueSelection of(RunFilter filter) {
        return new CatalogueSelection(filter, Depth.LAYERS, Optional.empty(), false);
    }

    /** What the user called the model that is stored under this name. */
    String given(String stored) {
        int place = filter.models().indexOf(stored);
        return place >= 0 && place < models.size() ? models.get(place) : stored;
    }

    private static RunFilter named(RunFilter filter, List<String> models) {
        return new RunFilter(
                models, filter.languages(), filter.shots(), filter.formats(), filter.style(), filter.limit());
    }
}
