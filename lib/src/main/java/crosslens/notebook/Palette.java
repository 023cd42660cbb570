package crosslens.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The colours of a picture that is to stay small: at most 256. What is lost are shades of smoothed edges. A chart in a notebook then takes a third of the room. */
final class Palette {
    private static final int MOST = 256;
    private static final int BITS = 8;
    /** A picture of so few colours takes half a byte a pixel. */
    private static final int FEW = 16;

    /** Where a colour is found; the first that is true. */
    private enum Use {
        /** A square of {@value #SIDE} pixels. */
        AREA(4),
        /** A straight run of {@value #RUN} pixels, longer than letters have. */
        LINE(16),
        /** Smoothed edges alone. */
        EDGE(64);

        private static final int SIDE = 3;
        private static final int RUN = 24;

        /** How far it may be from the colour that shows it. */
        private final int tolerance;

        Use(int tolerance) {
            this.tolerance = tolerance;
        }
    }

    private final Map<Integer, Integer> indexes = new HashMap<>();
    private final List<Integer> colors;

    private Palette(List<Integer> colors) {
        this.colors = colors;
    }

    /**
     * The picture with a byte a pixel, half a byte where {@value #FEW} colours are enough. A colour that fills an area is shown by one no further than 4 of 255
     * in each channel, that of a line by one no further than 16, one found at edges alone by one no further than 64; where 256 colours are too few, twice as
     * far, and so on.
     */
    static BufferedImage indexed(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Palette palette = of(pixels, width);
        int type = palette.colors.size() > FEW ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage indexed = new BufferedImage(width, height, type, palette.model());
        int[] places = Arrays.stream(pixels).map(palette::index).toArray();
        indexed.getRaster().setPixels(0, 0, width, height, places);
        return indexed;
    }

    private static Palette of(int[] pixels, int width) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        Map<Integer, Use> uses = uses(pixels, width);
        List<Integer> ordered = new ArrayList<>(counts.keySet());
        ordered.sort(Comparator.<Integer, Use>comparing(uses::get)
                .thenComparingInt(color -> -counts.get(color))
                .thenComparingInt(color -> color));
        int times = 1;
        List<Integer> kept = apart(ordered, uses, times);
        while (kept.size() > MOST) {
            times *= 2;
            kept = apart(ordered, uses, times);
        }
        return new Palette(kept);
    }

    private static Map<Integer, Use> uses(int[] pixels, int width) {
        Map<Integer, Use> uses = new HashMap<>();
        int[] across = new int[width];
        int[] down = new int[width];
        int[] square = new int[width];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            boolean below = i >= width && pixels[i] == pixels[i - width];
            across[x] = x > 0 && pixels[i] == pixels[i - 1] ? across[x - 1] + 1 : 1;
            down[x] = below ? down[x] + 1 : 1;
            square[x] = across[x] < Use.SIDE ? 0 : below ? square[x] + 1 : 1;
            Use use =
                    square[x] >= Use.SIDE ? Use.AREA : across[x] >= Use.RUN || down[x] >= Use.RUN ? Use.LINE : Use.EDGE;
            uses.merge(pixels[i], use, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
        return uses;
    }

    /** Each colour that is further from all before it than so many times its tolerance; too many are cut off. */
    private static List<Integer> apart(List<Integer> colors, Map<Integer, Use> uses, int times) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < colors.size() && kept.size() <= MOST; i++) {
            int color = colors.get(i);
            int tolerance = times * uses.get(color).tolerance;
            if (kept.stream().allMatch(other -> distance(color, other) > tolerance)) {
                kept.add(color);
            }
        }
        return kept;
    }

    private int index(int color) {
        return indexes.computeIfAbsent(color, this::nearest);
    }

    private int nearest(int color) {
        int best = 0;
        for (int i = 1; i < colors.size(); i++) {
            if (distance(color, colors.get(i)) < distance(color, colors.get(best))) {
                best = i;
            }
        }
        return best;
    }

    /** The largest difference in red, green or blue, and how far the three are from being equal: grey must not turn into a tint. */
    private static int distance(int a, int b) {
        int least = 255;
        int most = -255;
        for (int shift = 0; shift <= 16; shift += BITS) {
            int difference = (a >> shift & 0xff) - (b >> shift & 0xff);
            least = Math.min(least, difference);
            most = Math.max(most, difference);
        }
        return Math.max(-least, most) + most - least;
    }

    private IndexColorModel model() {
        int size = colors.size();
        byte[] red = new byte[size];
        byte[] green = new byte[size];
        byte[] blue = new byte[size];
        for (int i = 0; i < size; i++) {
            int color = colors.get(i);
            red[i] = (byte) (color >> 16);
            green[i] = (byte) (color >> BITS);
            blue[i] = (byte) color;
        }
        return new IndexColorModel(size > FEW ? BITS : BITS / 2, size, red, green, blue);
    }
}
