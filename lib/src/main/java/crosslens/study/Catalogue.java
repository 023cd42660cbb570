package crosslens.study;

import crosslens.study.CatalogueEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every table and figure there is: the study's by their numbers, ours by their names. A new one is a line in {@link CatalogueTables} or {@link CatalogueFigures}. */
public final class Catalogue {
    private final List<CatalogueEntry> entries = new ArrayList<>();

    private Catalogue() {
        entries.addAll(CatalogueTables.entries());
        entries.addAll(CatalogueFigures.entries());
    }

    /** The one catalogue. */
    public static Catalogue all() {
        return new Catalogue();
    }

    /** Tables, then figures, in the study's order, ours last. */
    public List<CatalogueEntry> entries() {
        return List.copyOf(entries);
    }

    /** All tables, or all figures. */
    public List<CatalogueEntry> entries(Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    /**
     * A table by its number or name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public CatalogueEntry table(String id) {
        return entry(Kind.TABLE, id);
    }

    /**
     * A figure by its number or name.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public CatalogueEntry figure(String id) {
        return entry(Kind.FIGURE, id);
    }

    private CatalogueEntry entry(Kind kind, String id) {
        String wanted = id.strip().toLowerCase(Locale.ROOT);
        return entries(kind).stream()
                .filter(entry -> entry.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown " + kind + " '" + id + "': there are "
                        + entries(kind).stream().map(CatalogueEntry::id).collect(Collectors.joining(", "))
                        + " (./crosslens " + kind + "s says what each shows)"));
    }
}
