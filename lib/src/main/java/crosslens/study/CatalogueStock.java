package crosslens.study;

import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunSpec;
import crosslens.run.RunStore;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import crosslens.study.CatalogueNeed.Source;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
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

    private record Place(Source source, String model, Cell cell) {}

    private final ParallelSet data;
    private final Map<Place, Integer> items = new HashMap<>();
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
        CatalogueStock stock = new CatalogueStock(kit.data().load(Optional.empty()));
        Path fixtures = kit.settings().root().resolve("data/fixtures");
        for (RunStore store : List.of(kit.store(), new RunStore(fixtures.resolve("runs")))) {
            for (StoredRun run : store.list().runs()) {
                if (stock.fits(run.spec())) {
                    stock.add(Source.ANSWERS, run.info().model(), run.spec().cell(), (int) run.answers());
                    stock.pace.add(Source.ANSWERS, run.info().model(), run.times());
                }
            }
        }
        for (FindingStore store : List.of(kit.findings(), new FindingStore(fixtures.resolve("findings")))) {
            for (StoredFindings found : store.list()) {
                if (stock.fits(found.spec().run())) {
                    stock.add(found);
                }
            }
        }
        return stock;
    }

    private boolean fits(RunSpec run) {
        return data.holds(run.cell().context(), run.contextData())
                && data.holds(run.cell().question(), run.questionData());
    }

    private void add(StoredFindings found) throws IOException {
        FindingSpec.Kind kind = found.spec().kind();
        if (kind == FindingSpec.Kind.JUDGEMENT) {
            return;
        }
        Source source = Source.valueOf(kind.name());
        String model = found.info().model();
        if (source == Source.SIMILARITY) {
            if (SimilaritySetting.CURVE.equals(found.spec().settings().get(SimilaritySetting.FORM))) {
                int count = ((Number) found.spec().settings().get(SimilaritySetting.COUNT)).intValue();
                add(source, model, found.spec().run().cell(), count);
            }
        } else {
            add(source, model, found.spec().run().cell(), found.records().size());
            pace.add(source, model, found.times());
        }
    }

    private void add(Source source, String model, Cell cell, int count) {
        if (count > 0) {
            models.add(model);
            items.merge(new Place(source, model, cell), count, Math::max);
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
        Source source = need.source();
        int cells = 0;
        int stored = 0;
        long missing = 0;
        for (Cell wanted : wanted(need, filter, model)) {
            if (source == Source.SIMILARITY && wanted.pair().equals("en-en")) {
                continue; // what the others are compared with
            }
            int there = items.entrySet().stream()
                    .filter(item -> item.getKey().source() == source
                            && item.getKey().model().equals(model)
                            && same(item.getKey().cell(), wanted, filter.style()))
                    .mapToInt(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            cells++;
            stored += there > 0 ? 1 : 0;
            missing += Math.max(0, items(filter.limit()) - there);
        }
        OptionalDouble each = source == Source.NOTHING ? OptionalDouble.of(0) : pace.seconds(source, model);
        double left = missing;
        return new Standing(
                cells,
                stored,
                missing,
                each.isPresent() ? OptionalDouble.of(left * each.getAsDouble()) : OptionalDouble.empty());
    }

    private List<Cell> wanted(CatalogueNeed need, RunFilter filter, String model) {
        Collection<Language> languages = filter.languages().isEmpty() ? data.languages() : filter.languages();
        List<Integer> shots = filter.shots().isEmpty() ? need.shots() : filter.shots();
        List<String> formats = formats(need, filter, model);
        return Scenario.cells(need.scenarios(), languages, shots, formats, Style.RAW);
    }

    /** The user's formats, else the study's, else those of what is stored, else v1. */
    private List<String> formats(CatalogueNeed need, RunFilter filter, String model) {
        if (!filter.formats().isEmpty()) {
            return filter.formats();
        }
        List<String> stored = items.keySet().stream()
                .filter(place ->
                        place.source() == need.source() && place.model().equals(model))
                .map(place -> place.cell().format())
                .distinct()
                .sorted()
                .toList();
        if (need.source() == Source.ANSWERS) {
            return need.formats();
        }
        if (need.formats().stream().anyMatch(stored::contains)) {
            return need.formats();
        }
        return stored.isEmpty() ? List.of(need.formats().stream().findFirst().orElse(FORMAT)) : stored.subList(0, 1);
    }

    private static boolean same(Cell there, Cell wanted, Style style) {
        return there.pair().equals(wanted.pair())
                && there.shots() == wanted.shots()
                && there.format().equals(wanted.format())
                && (style == null || style == there.style());
    }
}
