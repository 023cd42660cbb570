package crosslens.report;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart as SVG with title, description and origin; text is drawn as outlines. */
public final class SvgPicture {
    private static final Pattern ROOT = Pattern.compile("<svg\\b[^>]*>");
    private static final Pattern CLIP = Pattern.compile("clip-?\\d+");
    private static final Pattern PATH = Pattern.compile("\\sd=\"[^\"]*\"");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?");

    private SvgPicture() {}

    /** The same chart gives the same text: ids that the encoder draws at random are numbered instead. */
    public static String of(Chart<?, ?> chart, String title, String altText, Origin origin) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int width = chart.getWidth();
        int height = chart.getHeight();
        VectorGraphics2D g = new VectorGraphics2D();
        chart.paint(g, width, height);
        Processors.get("svg")
                .getDocument(g.getCommands(), new PageSize(0, 0, width, height))
                .writeTo(bytes);
        String svg = rounded(numbered(bytes.toString(StandardCharsets.UTF_8)));
        Matcher root = ROOT.matcher(svg);
        if (!root.find()) {
            throw new IOException("the SVG encoder wrote no svg element");
        }
        String head = root.group().replaceFirst("<svg\\b", "<svg role=\"img\"") + "\n<title>" + HtmlTable.escape(title)
                + "</title>\n<desc>" + HtmlTable.escape(altText) + "</desc>\n<metadata>"
                + HtmlTable.escape(origin.json())
                + "</metadata>";
        return svg.substring(0, root.start()) + head + svg.substring(root.end());
    }

    /** Hundredths of a pixel are enough for outlines, and make the file a third as large. */
    private static String rounded(String svg) {
        return PATH.matcher(svg)
                .replaceAll(path -> Matcher.quoteReplacement(DECIMAL.matcher(path.group())
                        .replaceAll(number -> new BigDecimal(number.group())
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .stripTrailingZeros()
                                .toPlainString())));
    }

    private static String numbered(String svg) {
        Map<String, String> names = new LinkedHashMap<>();
        return CLIP.matcher(svg)
                .replaceAll(id -> names.computeIfAbsent(id.group(), key -> "clip" + (names.size() + 1)));
    }
}
