package crosslens.study;

import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.FindingSpec;
import crosslens.run.RunSpec;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import crosslens.study.CatalogueNeed.Source;
import crosslens.text.Language;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What is stored on a data set, cell by cell, and what is missing for a table or figure. Reads no answers, only counts them. */
public final class CatalogueStock {
    private static final String FORMAT = "v1";

    /** @param limit items that findings of similarity were made of, all others rest on any part of theirs; 0 for all */
    private record Place(Source source, String model, Cell cell, int limit) {}

    private final ParallelSet data;
    /** Results in this machine's store and among the examples that come with the kit. */
    private final Map<Place, Integer> items = new HashMap<>();
    /** Results in this machine's store, which alone spare work. */
    private final Map<Place, Integer> own = new HashMap<>();

    private final Set<String> models = new TreeSet<>();
    private final Pace pace = new Pace();

    private CatalogueStock(ParallelSet data) {
        this.data = data;
    }

    /**
     * What one model lacks.
     *
     * @param cells that a table or figure shows
     * @param stored how many of them have results
     * @param missing results of all cells that are not there yet
     * @param seconds to make them; empty if nothing tells
     */
    public record Standing(int cells, int stored, long missing, OptionalDouble seconds) {
        /** Whether there is something to show. */
        public boolean possible() {
            return stored > 0;
        }
    }

    /** What is stored on the data set the kit finds, the examples that come with it included. */
    public static CatalogueStock read(Crosslens kit) throws IOException, InterruptedException {
        return read(kit, true);
    }

    /** The same without a look into the logs, which takes as long as a figure: it says what is there, not how long the rest takes. */
    public static CatalogueStock counts(Crosslens kit) throws IOException, InterruptedException {
        return read(kit, false);
    }

    private static CatalogueStock read(Crosslens kit, boolean timed) throws IOException, InterruptedException {
        StudyContext context =
                StudyContext.of(kit.settings(), kit.data().load(Optional.empty()), ProgressListener.NONE);
        CatalogueStock stock = new CatalogueStock(context.data());
        for (int i = 0; i < context.runs().size(); i++) {
            for (StoredRun run : context.runs().get(i).list().runs()) {
                if (stock.fits(run.spec())) {
                    stock.add(Source.ANSWERS, run.info().model(), run.spec().cell(), 0, (int) run.answers(), i == 0);
                    if (timed) {
                        stock.pace.add(Source.ANSWERS, run.info().model(), run.times());
                    }
                }
            }
        }
        for (int i = 0; i < context.findings().size(); i++) {
            for (StoredFindings found : context.findings().get(i).list()) {
                if (stock.fits(found.spec().run())) {
                    stock.add(found, i == 0, timed);
                }
            }
        }
        return stock;
    }

    private boolean fits(RunSpec run) {
        return data.holds(run.cell().context(), run.contextData())
                && data.holds(run.cell().question(), run.questionData());
    }

    private void add(StoredFindings found, boolean here, boolean timed) throws IOException {
        FindingSpec.Kind kind = found.spec().kind();
        if (kind == FindingSpec.Kind.JUDGEMENT) {
            return;
        }
        Source source = Source.valueOf(kind.name());
        String model = found.info().model();
        if (source == Source.SIMILARITY) {
            if (SimilaritySetting.CURVE.equals(found.spec().settings().get(SimilaritySetting.FORM))) {
                int count = ((Number) found.spec().settings().get(SimilaritySetting.COUNT)).intValue();
                add(source, model, found.spec().run().cell(), found.info().limit(), count, here);
            }
        } else {
            add(source, model, found.spec().run().cell(), 0, (int) found.size(), here);
            if (timed) {
                pace.add(source, model, found.times());
            }
        }
    }

    private void add(Source source, String model, Cell cell, int limit, int count, boolean here) {
        if (count > 0) {
            models.add(model);
            Place place = new Place(source, model, cell, limit);
            items.merge(place, count, Math::max);
            if (here) {
                own.merge(place, count, Math::max);
            }
        }
    }

    /** Models with anything stored, by name. */
    public List<String> models() {
        return List.copyOf(models);
    }

    /** Name of the data set. */
    String data() {
        return data.name();
    }

    /** How many items of the data set a limit leaves. */
    int items(Integer limit) {
        return limit == null ? data.size() : Math.min(limit, data.size());
    }

    /** What a need lacks of one model; the filter's languages, shots, formats, style and limit stand in for the need's. */
    public Standing of(CatalogueNeed need, RunFilter filter, String model) {
        List<Integer> there = counts(items, need, filter, model, shown(need, filter, model));
        long missing = missing(items, need, filter, model);
        missing = missing == 0 ? 0 : missing(own, need, filter, model);
        return new Standing(
                there.size(),
                (int) there.stream().filter(count -> count > 0).count(),
                missing,
                seconds(need, filter, model, missing));
    }

    /**
     * Seconds to make all that this machine's store lacks, the examples sparing nothing; empty if nothing tells.
     *
     * @param answered whether the answers that findings rest on are there by then, so that they take no time
     */
    OptionalDouble work(CatalogueNeed need, RunFilter filter, String model, boolean answered) {
        long missing = missing(own, need, filter, model);
        if (answered && need.source() != Source.ANSWERS) {
            OptionalDouble each = pace.seconds(need.source(), model);
            return each.isEmpty() ? each : OptionalDouble.of(missing * each.getAsDouble());
        }
        return seconds(need, filter, model, missing);
    }

    private long missing(Map<Place, Integer> from, CatalogueNeed need, RunFilter filter, String model) {
        int all = items(filter.limit());
        return counts(from, need, filter, model, wanted(need, filter, model)).stream()
                .mapToLong(count -> Math.max(0, all - count))
                .sum();
    }

    /** Results in the cells of some formats, a number a cell. */
    private List<Integer> counts(
            Map<Place, Integer> from, CatalogueNeed need, RunFilter filter, String model, List<String> formats) {
        Collection<Language> languages = filter.languages().isEmpty() ? data.languages() : filter.languages();
        List<Integer> shots = filter.shots().isEmpty() ? need.shots() : filter.shots();
        return Scenario.cells(need.scenarios(), languages, shots, formats, Style.RAW).stream()
                // in similarity en-en is what the others are compared with
                .filter(cell ->
                        need.source() != Source.SIMILARITY || !cell.pair().equals("en-en"))
                .map(cell -> count(from, need.source(), filter, model, cell))
                .toList();
    }

    private static int count(Map<Place, Integer> from, Source source, RunFilter filter, String model, Cell cell) {
        return from.entrySet().stream()
                .filter(item -> item.getKey().source() == source
                        && item.getKey().model().equals(model)
                        && same(item.getKey().cell(), cell, filter.style())
                        && (source != Source.SIMILARITY
                                || filter.limit() == null
                                || item.getKey().limit() == filter.limit()))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** Findings take the answers they rest on, too. */
    private OptionalDouble seconds(CatalogueNeed need, RunFilter filter, String model, long missing) {
        if (need.source() == Source.NOTHING || missing == 0) {
            return OptionalDouble.of(0);
        }
        OptionalDouble each = pace.seconds(need.source(), model);
        OptionalDouble answer = pace.seconds(Source.ANSWERS, model);
        if (each.isEmpty() || answer.isEmpty()) {
            return OptionalDouble.empty();
        }
        double seconds = missing * each.getAsDouble();
        if (need.source() != Source.ANSWERS) {
            CatalogueNeed answers = new CatalogueNeed(
                    Source.ANSWERS, need.scenarios(), need.shots(), wanted(need, filter, model), 1, 1);
            seconds += missing(own, answers, filter, model) * answer.getAsDouble();
        }
        return OptionalDouble.of(seconds);
    }

    /** The formats that would be computed: the user's, else the study's, else that of what is stored, else v1. */
    private List<String> wanted(CatalogueNeed need, RunFilter filter, String model) {
        if (!filter.formats().isEmpty()) {
            return filter.formats();
        }
        return need.formats().isEmpty()
                ? List.of(stored(need.source(), model).stream().findFirst().orElse(FORMAT))
                : need.formats();
    }

    /** The formats that would be shown: the same where they are stored, else the first that is. */
    private List<String> shown(CatalogueNeed need, RunFilter filter, String model) {
        List<String> wanted = wanted(need, filter, model);
        List<String> stored = stored(need.source(), model);
        boolean chosen = !filter.formats().isEmpty() || need.source() == Source.ANSWERS;
        return chosen || stored.isEmpty() || wanted.stream().anyMatch(stored::contains) ? wanted : stored.subList(0, 1);
    }

    /** Formats with results of a model. */
    private List<String> stored(Source source, String model) {
        return items.keySet().stream()
                .filter(place -> place.source() == source && place.model().equals(model))
                .map(place -> place.cell().format())
                .distinct()
                .sorted()
                .toList();
    }

    /** The style of all that is stored of a model; empty if there is none or both. */
    Optional<Style> style(String model) {
        List<Style> styles = items.keySet().stream()
                .filter(place -> place.model().equals(model))
                .map(place -> place.cell().style())
                .distinct()
                .toList();
        return styles.size() == 1 ? Optional.of(styles.get(0)) : Optional.empty();
    }

    private static boolean same(Cell there, Cell wanted, Style style) {
        return there.pair().equals(wanted.pair())
                && there.shots() == wanted.shots()
                && there.format().equals(wanted.format())
                && (style == null || style == there.style());
    }
}
