package crosslens.study;

import crosslens.report.ReportTable;
import crosslens.study.CatalogueEntry.Kind;
import crosslens.study.CatalogueNeed.Source;
import crosslens.study.CatalogueStock.Standing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The catalogue as a table: what each entry shows and needs, whether it can be made now, and how long the rest would take. */
final class CatalogueView {
    private final CatalogueStock stock;
    private final RunFilter filter;
    private final List<String> models;

    /**
     * @param filter what is to be shown; of every model with anything stored if it names none
     * @param stock what is stored
     */
    CatalogueView(CatalogueStock stock, RunFilter filter) {
        this.stock = stock;
        this.filter = filter;
        this.models = filter.models().isEmpty() ? stock.models() : filter.models();
    }

    /** All tables and all figures with everything that is said of them. */
    static TableView all(Crosslens kit, RunFilter filter) throws IOException, InterruptedException {
        CatalogueView view = new CatalogueView(CatalogueStock.read(kit), filter);
        return new TableView(List.of(view.of(Kind.TABLE, true), view.of(Kind.FIGURE, true)));
    }

    /**
     * All tables or all figures.
     *
     * @param wide with what the study shows, the notebook and the section of METHOD
     */
    ReportTable of(Kind kind, boolean wide) {
        String word = kind.toString().substring(0, 1).toUpperCase(Locale.ROOT)
                + kind.toString().substring(1);
        Table table = Table.create(kind + "s");
        for (String column :
                List.of(word, "Shows", "In the study", "Needs", "Now", "The rest takes", "Notebook", "METHOD")) {
            table.addColumns(StringColumn.create(column));
        }
        for (CatalogueEntry entry : Catalogue.all().entries(kind)) {
            table.stringColumn(0).append(entry.id());
            table.stringColumn(1).append(entry.title());
            table.stringColumn(2).append(entry.study());
            table.stringColumn(3).append(entry.need().toString());
            table.stringColumn(4).append(now(entry));
            table.stringColumn(5).append(rest(entry));
            table.stringColumn(6).append(entry.notebook());
            table.stringColumn(7).append(entry.section());
        }
        if (!wide) {
            table.removeColumns("In the study", "Notebook", "METHOD");
        }
        String title = word + "s" + (models.isEmpty() ? "" : ", of " + String.join(", ", models)) + " on "
                + stock.data() + (filter.limit() == null ? "" : ", " + stock.items(filter.limit()) + " items a cell");
        return new ReportTable("catalogue-" + kind, title, notes(kind), table, 0, Set.of());
    }

    private List<String> notes(Kind kind) {
        List<String> notes = new ArrayList<>();
        notes.add("To make one: ./crosslens " + kind
                + " ID --model M --save; with --run-missing what it needs is computed first.");
        notes.add(
                "Now: yes, or how many of its cells are stored (a model with none: no). The rest takes: by the times in the logs of stored runs,"
                        + " for the built-in model else by a rule from the benchmarks; ? where neither tells.");
        return notes;
    }

    private String now(CatalogueEntry entry) {
        CatalogueNeed need = entry.need();
        if (need.source() == Source.NOTHING) {
            return "yes";
        }
        List<Standing> standings =
                models.stream().map(model -> stock.of(need, filter, model)).toList();
        List<Standing> possible = standings.stream().filter(Standing::possible).toList();
        if (possible.size() < Math.max(1, need.leastModels())) {
            return need.leastModels() > 1
                    ? "no: " + possible.size() + " of " + need.leastModels() + " models"
                    : "no " + need.source() + " stored";
        }
        int cells = possible.stream().mapToInt(Standing::cells).sum();
        int stored = possible.stream().mapToInt(Standing::stored).sum();
        return stored == cells ? "yes" : stored + " of " + cells + " cells";
    }

    private String rest(CatalogueEntry entry) {
        if (entry.need().source() == Source.NOTHING || models.isEmpty()) {
            return "";
        }
        double seconds = 0;
        long missing = 0;
        boolean known = true;
        for (String model : models) {
            Standing standing = stock.of(entry.need(), filter, model);
            OptionalDouble own = standing.seconds();
            known &= own.isPresent() || standing.missing() == 0;
            seconds += own.orElse(0);
            missing += standing.missing();
        }
        return missing == 0 ? "" : known ? Pace.spoken(seconds) : "?";
    }
}
