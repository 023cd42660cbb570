package crosslens.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The colours of a picture that is to stay small: at most 256. What is lost are shades of smoothed edges. A chart in a notebook then takes less than half the room. */
final class Palette {
    private static final int MOST = 256;
    private static final int BITS = 8;
    /** A picture of so few colours takes half a byte a pixel. */
    private static final int FEW = 16;
    /** Rare colours nearer than this to a more frequent one are shown by it. */
    private static final int NEAR = 32;

    private final Map<Integer, Integer> indexes = new HashMap<>();
    private final List<Integer> colors;

    private Palette(List<Integer> colors) {
        this.colors = colors;
    }

    /**
     * The picture with a byte a pixel, half a byte where {@value #FEW} colours are enough. A colour of at least every 256th pixel is unchanged. Any other is shown by the nearest that is kept, no further than
     * {@value #NEAR} of 255 in each channel; where 256 colours are too few for that, twice as far, and so on.
     */
    static BufferedImage indexed(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        Palette palette = of(pixels);
        int type = palette.colors.size() > FEW ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage indexed = new BufferedImage(width, height, type, palette.model());
        int[] places = Arrays.stream(pixels).map(palette::index).toArray();
        indexed.getRaster().setPixels(0, 0, width, height, places);
        return indexed;
    }

    private static Palette of(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        List<Integer> frequent = new ArrayList<>(counts.keySet());
        frequent.sort((a, b) -> {
            int byCount = counts.get(b) - counts.get(a);
            return byCount != 0 ? byCount : Integer.compare(a, b);
        });
        long certain = frequent.stream()
                .filter(color -> (long) counts.get(color) * MOST >= pixels.length)
                .count();
        int distance = NEAR;
        List<Integer> kept = apart(frequent, certain, distance);
        while (kept.size() > MOST) {
            distance *= 2;
            kept = apart(frequent, certain, distance);
        }
        return new Palette(kept);
    }

    /** The first {@code certain} colours, and each after them that is further than {@code distance} from all before it; too many are cut off. */
    private static List<Integer> apart(List<Integer> colors, long certain, int distance) {
        List<Integer> kept = new ArrayList<>();
        for (int color : colors) {
            if (kept.size() < certain || kept.stream().allMatch(other -> distance(color, other) > distance)) {
                kept.add(color);
            }
            if (kept.size() > MOST) {
                break;
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

    /** The largest difference in red, green or blue. */
    private static int distance(int a, int b) {
        int largest = 0;
        for (int shift = 0; shift <= 16; shift += BITS) {
            largest = Math.max(largest, Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)));
        }
        return largest;
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
