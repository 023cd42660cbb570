package crosslens.report;

import crosslens.run.FileReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** Writes a figure: SVG for papers, PNG at twice its size for slides, CSV of its points; each carries its origin. */
public final class FigureFiles {
    private static final int MOST_NAME = 60;

    private FigureFiles() {}

    /**
     * Writes {@code <id>-<model>-<run key, 8>.svg, .png, .csv}; the same figure gives the same bytes.
     *
     * @param directory made if it is not there
     * @return the files written, in that order
     * @throws IOException naming the file that could not be written; each file is whole or as it was before
     */
    public static List<Path> save(Figure figure, Path directory) throws IOException {
        return save(
                figure.chart(),
                figure.points(),
                figure.origin(),
                figure.title(),
                figure.altText(),
                directory,
                name(figure));
    }

    /** As {@link #save(Figure, Path)} with a file name of the caller's, without ending. */
    public static List<Path> save(
            Chart<?, ?> chart, Table points, Origin origin, String title, String altText, Path directory, String name)
            throws IOException {
        if (!name.equals(fileName(name))) {
            throw new IllegalArgumentException(
                    "'" + PlainText.of(name) + "' is no plain file name: letters, digits, dots, - and _");
        }
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(
                directory.resolve(name + ".svg"),
                SvgPicture.of(chart, title, altText, origin).getBytes(StandardCharsets.UTF_8));
        files.put(directory.resolve(name + ".png"), PngPicture.of(chart, 2, title, altText, origin));
        files.put(directory.resolve(name + ".csv"), csv(points, origin, title).getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(directory);
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
        }
        return List.copyOf(files.keySet());
    }

    /**
     * Writes one form of a figure to a file of the caller's, by its ending: {@code .svg}, {@code .png} or {@code .csv}.
     *
     * @param scale pixels of a PNG for each of the chart's own
     */
    public static void save(Figure figure, Path file, int scale) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        byte[] bytes;
        if (name.endsWith(".svg")) {
            bytes = SvgPicture.of(figure.chart(), figure.title(), figure.altText(), figure.origin())
                    .getBytes(StandardCharsets.UTF_8);
        } else if (name.endsWith(".png")) {
            bytes = PngPicture.of(figure.chart(), scale, figure.title(), figure.altText(), figure.origin());
        } else if (name.endsWith(".csv")) {
            bytes = csv(figure.points(), figure.origin(), figure.title()).getBytes(StandardCharsets.UTF_8);
        } else {
            throw new IllegalArgumentException("a figure is written as .svg, .png or .csv, not as " + file);
        }
        write(file.toAbsolutePath(), bytes);
    }

    /** Writes a fragment of HTML as a page that stands alone. */
    public static void savePage(String fragment, String title, Path file) throws IOException {
        String page = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>"
                + HtmlTable.escape(PlainText.of(title))
                + "</title><style>:root{color-scheme:light dark}body{font-family:sans-serif;max-width:60em;margin:1em auto;padding:0 1em}"
                + "</style></head><body>" + fragment + "</body></html>\n";
        write(file.toAbsolutePath(), page.getBytes(StandardCharsets.UTF_8));
    }

    private static String csv(Table points, Origin origin, String title) {
        return "# " + PlainText.of(title) + "\n# origin: " + origin.json() + "\n" + CsvTable.render(points);
    }

    /** The name of a figure's files without ending, made of letters, digits, dots, - and _ only. */
    public static String name(Figure figure) {
        return name(figure.id(), figure.origin());
    }

    /** {@code <id>-<model>-<run key, 8>}; several models are named by the first and their number. */
    static String name(String id, Origin origin) {
        List<String> models = origin.models();
        String others = models.size() == 1 ? "" : "-and-" + (models.size() - 1) + "-more";
        return fileName(id) + "-" + fileName(models.get(0)) + others + "-" + origin.shortKey();
    }

    /** Untrusted text as a part of a file name: other characters become -, never empty, never hidden, never a path. */
    static String fileName(String text) {
        String name = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^[.-]+|[.-]+$", "");
        String cut = name.length() > MOST_NAME ? name.substring(0, MOST_NAME) : name;
        return cut.isEmpty() ? String.format(Locale.ROOT, "x%08x", text.hashCode()) : cut;
    }

    /** Writes a file so that a reader finds it whole or as it was. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.write(part, bytes);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw new IOException("cannot write " + file + ": " + FileReason.of(e), e);
        }
    }
}
