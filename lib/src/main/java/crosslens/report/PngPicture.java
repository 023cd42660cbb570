package crosslens.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;

/** A chart as PNG with its origin in text chunks. */
public final class PngPicture {
    private static final String FORMAT = "javax_imageio_png_1.0";
    private static final double PIXELS_PER_METRE = 96 / 0.0254;

    private PngPicture() {}

    /**
     * The chart's picture, {@code scale} pixels for each of its own; the density in the file says so, and programs show it at its own size.
     *
     * <p>The chunks {@code Title}, {@code Description} and {@code Origin} (JSON) are ASCII; other characters stand as JSON escapes.
     */
    public static byte[] of(Chart<?, ?> chart, int scale, String title, String altText, Origin origin)
            throws IOException {
        BufferedImage image = image(chart, scale);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
            merge(metadata, scale, title, altText, origin);
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, metadata));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The chart drawn at its own size times {@code scale}. */
    public static BufferedImage image(Chart<?, ?> chart, int scale) {
        int width = chart.getWidth();
        int height = chart.getHeight();
        BufferedImage image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(scale, scale);
        chart.paint(g, width, height);
        g.dispose();
        return image;
    }

    private static void merge(IIOMetadata metadata, int scale, String title, String altText, Origin origin)
            throws IIOInvalidTreeException {
        IIOMetadataNode density = new IIOMetadataNode("pHYs");
        String pixels = Long.toString(Math.round(scale * PIXELS_PER_METRE));
        density.setAttribute("pixelsPerUnitXAxis", pixels);
        density.setAttribute("pixelsPerUnitYAxis", pixels);
        density.setAttribute("unitSpecifier", "meter");
        IIOMetadataNode texts = new IIOMetadataNode("tEXt");
        texts.appendChild(entry("Title", title));
        texts.appendChild(entry("Description", altText));
        texts.appendChild(entry("Software", "Crosslens"));
        texts.appendChild(entry("Origin", origin.json()));
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(density);
        root.appendChild(texts);
        metadata.mergeTree(FORMAT, root);
    }

    private static IIOMetadataNode entry(String keyword, String text) {
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", keyword);
        entry.setAttribute("value", ascii(text));
        return entry;
    }

    /** Text chunks hold Latin-1 only: everything beyond ASCII is escaped as in JSON. */
    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            ascii.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return ascii.toString();
    }
}
