package crosslens.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a table as CSV for programs, LaTeX for papers and HTML for reading; each carries its origin. */
public final class TableFiles {
    private TableFiles() {}

    /**
     * Writes {@code table-<id>-<model>-<run key, 8>.csv, .tex, .html}; the same table gives the same bytes.
     *
     * @param origin of the cells the table was made from
     * @param directory made if it is not there
     * @return the files written, in that order
     * @throws IOException naming the file that could not be written; each file is whole or as it was before
     */
    public static List<Path> save(ReportTable report, Origin origin, Path directory) throws IOException {
        String name = FigureFiles.name("table-" + report.id(), origin);
        String title = PlainText.of(report.title());
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(
                directory.resolve(name + ".csv"),
                "# " + title + "\n# origin: " + origin.json() + "\n" + CsvTable.render(report));
        files.put(directory.resolve(name + ".tex"), "% origin: " + origin.json() + "\n" + LatexTable.render(report));
        files.put(directory.resolve(name + ".html"), page(report, title, origin));
        Files.createDirectories(directory);
        for (Map.Entry<Path, String> file : files.entrySet()) {
            FigureFiles.write(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return List.copyOf(files.keySet());
    }

    private static String page(ReportTable report, String title, Origin origin) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"origin\" content=\""
                + HtmlTable.escape(origin.json()) + "\">\n<title>" + HtmlTable.escape(title)
                + "</title>\n</head>\n<body style=\"font-family:sans-serif\">\n" + HtmlTable.render(report)
                + "</body>\n</html>\n";
    }
}
