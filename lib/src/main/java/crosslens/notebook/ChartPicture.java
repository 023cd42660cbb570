package crosslens.notebook;

import crosslens.report.PngPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.Series;

/** A chart as pixels and as words. */
final class ChartPicture {
    private ChartPicture() {}

    /** The chart as a PNG file of at most 256 colours, painted {@code scale} times as large as its own width and height. */
    static byte[] png(Chart<?, ?> chart, int scale) {
        try {
            return small(Palette.indexed(PngPicture.image(chart, scale)));
        } catch (IOException e) {
            throw new UncheckedIOException("the picture of '" + chart.getTitle() + "' could not be encoded", e);
        }
    }

    private static byte[] small(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam options = writer.getDefaultWriteParam();
            options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            options.setCompressionQuality(0);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), options);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** What a reader who cannot see the picture is told: title, axes and the names of the series. */
    static String describe(Chart<?, ?> chart) {
        StringBuilder words = new StringBuilder("Chart");
        append(words, ": ", chart.getTitle());
        if (chart instanceof AxesChart<?, ?> axes) {
            append(words, "; horizontal: ", axes.getXAxisTitle());
            append(words, "; vertical: ", axes.getYAxisTitle());
        }
        append(
                words,
                "; series: ",
                chart.getSeriesCollection().stream().map(Series::getName).collect(Collectors.joining(", ")));
        return words.toString();
    }

    private static void append(StringBuilder words, String label, String value) {
        if (value != null && !value.isBlank()) {
            words.append(label).append(value);
        }
    }
}
