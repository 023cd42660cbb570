package crosslens.study;

import crosslens.report.Figure;
import crosslens.report.FigureFiles;
import crosslens.report.Origin;
import crosslens.report.ReportTable;
import crosslens.report.TableFiles;
import crosslens.text.Displayable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table, or the pictures of a figure (one, unless several models do not fit on one axis).
 *
 * @param table empty for figures
 * @param origin of the table; empty if it comes with the kit
 * @param figures empty for tables
 */
public record CatalogueResult(Optional<TableView> table, Optional<Origin> origin, List<Figure> figures)
        implements Displayable {
    public CatalogueResult {
        figures = List.copyOf(figures);
    }

    static CatalogueResult of(TableView table, Origin origin) {
        return new CatalogueResult(Optional.of(table), Optional.of(origin), List.of());
    }

    /** A table that comes with the kit. */
    static CatalogueResult of(TableView table) {
        return new CatalogueResult(Optional.of(table), Optional.empty(), List.of());
    }

    static CatalogueResult of(List<Figure> figures) {
        return new CatalogueResult(Optional.empty(), Optional.empty(), figures);
    }

    /**
     * Writes figures as SVG, PNG and CSV, the table as CSV, LaTeX and HTML.
     *
     * @return the files; none for a table that comes with the kit
     */
    public List<Path> save(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Figure figure : figures) {
            files.addAll(FigureFiles.save(figure, folder));
        }
        if (table.isPresent() && origin.isPresent()) {
            for (ReportTable part : table.get().alone().parts()) {
                files.addAll(TableFiles.save(part, origin.get(), folder));
            }
        }
        return files;
    }

    /** The table, or what the pictures show in words. */
    @Override
    public String text() {
        return table.map(TableView::text)
                .orElseGet(() ->
                        figures.stream().map(figure -> figure.altText() + "\n").collect(Collectors.joining("\n")));
    }

    @Override
    public String html() {
        return table.map(TableView::html).orElseGet(() -> "<p>" + crosslens.text.Html.escape(text()) + "</p>");
    }
}
