package crosslens.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A page of HTML that stands alone: sections with tables and pictures, readable on light and dark and on paper. Texts given to it are escaped here. */
public final class ReportPage {
    private static final Pattern CLIP = Pattern.compile("\\bclip(\\d+)\\b");
    private static final Pattern ROOT = Pattern.compile("<svg\\b[^>]*>");
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font-family:system-ui,sans-serif;line-height:1.45;max-width:68em;margin:1em auto;padding:0 1em}
            nav ul{columns:22em;column-gap:2.5em;padding-left:1.2em}
            nav ul{list-style:none;font-size:.92em}
            nav li{margin:.15em 0;break-inside:avoid}
            nav .group{font-weight:bold;margin-top:.7em;break-after:avoid}
            section{margin-top:2.2em}
            figure{margin:1em 0}
            figure svg{width:100%;height:auto;max-width:60em;background:#fff;border-radius:4px}
            figcaption{font-size:.9em;opacity:.85;max-width:60em}
            .quiet{font-size:.9em;opacity:.85}
            @media print{body{max-width:none}nav{display:none}section{break-inside:avoid-page}a{color:inherit;text-decoration:none}}
            """;

    private final String title;
    private final StringBuilder contents = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private int sections;
    private final PictureStock stock = new PictureStock();
    private int pictures;

    public ReportPage(String title) {
        this.title = PlainText.of(title);
    }

    /** Puts a heading into the list at the head, over the sections that follow. */
    public void group(String heading) {
        contents.append("<li class=\"group\" dir=\"auto\">")
                .append(HtmlTable.escape(heading))
                .append("</li>\n");
    }

    /** Begins a section, which the list at the head links to. */
    public void section(String heading) {
        if (sections > 0) {
            body.append("</section>\n");
        }
        sections++;
        String name = "s" + sections;
        contents.append("<li><a href=\"#").append(name).append("\" dir=\"auto\">");
        contents.append(HtmlTable.escape(heading)).append("</a></li>\n");
        body.append("<section id=\"").append(name).append("\">\n<h2 dir=\"auto\">");
        body.append(HtmlTable.escape(heading)).append("</h2>\n");
    }

    public void paragraph(String text) {
        body.append("<p dir=\"auto\">").append(HtmlTable.escape(text)).append("</p>\n");
    }

    /** Where something comes from, in small print. */
    public void source(String text) {
        body.append("<p class=\"quiet\" dir=\"auto\">")
                .append(HtmlTable.escape(text))
                .append("</p>\n");
    }

    public void list(List<String> lines) {
        body.append("<ul>\n");
        lines.forEach(line ->
                body.append("<li dir=\"auto\">").append(HtmlTable.escape(line)).append("</li>\n"));
        body.append("</ul>\n");
    }

    public void table(ReportTable table) {
        body.append(HtmlTable.render(table));
    }

    /** A picture, drawn into the page, with its text for readers who do not see it. */
    public void figure(Figure figure) throws IOException {
        pictures++;
        String svg = SvgPicture.of(figure.chart(), figure.title(), figure.altText(), figure.origin());
        String own = CLIP.matcher(svg.substring(
                        ROOT.matcher(svg).results().findFirst().orElseThrow().start()))
                .replaceAll("p" + pictures + "clip$1"); // ids are one page's, not one picture's
        body.append("<figure>\n")
                .append(stock.compact(own))
                .append("\n<figcaption><details><summary>In words</summary><p dir=\"auto\">");
        body.append(HtmlTable.escape(figure.altText())).append("</p></details></figcaption>\n</figure>\n");
    }

    /** The whole page. */
    public String html() {
        List<String> parts = new ArrayList<>(List.of(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
                "<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
                "<title>" + HtmlTable.escape(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n",
                stock.outlines(),
                "<h1 dir=\"auto\">" + HtmlTable.escape(title) + "</h1>\n",
                "<nav><ul>\n" + contents + "</ul></nav>\n",
                body.toString(),
                sections > 0 ? "</section>\n" : "",
                "</body>\n</html>\n"));
        return String.join("", parts);
    }

    /** Writes the page; the file is whole or as it was before. */
    public void write(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FigureFiles.write(whole, html().getBytes(StandardCharsets.UTF_8));
    }
}
