package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final int WHITE = Color.WHITE.getRGB();

    @Test
    void keepsEveryPixelWhere256ColoursAreEnough() {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, new Color(i, 255 - i, 7 * i % 256).getRGB());
        }
        BufferedImage indexed = Palette.indexed(image);
        for (int i = 0; i < 256; i++) {
            assertThat(indexed.getRGB(i % 16, i / 16)).isEqualTo(image.getRGB(i % 16, i / 16));
        }
    }

    @Test
    void keepsTheMostFrequentColourAndStaysNearTheOthers() {
        // 64 · 64 pixels: the upper half white, below it 2048 greys and blues within two channels
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var random = new Random(5);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                int level = random.nextInt(256);
                image.setRGB(x, y, y < 32 ? WHITE : new Color(level, level, random.nextInt(256)).getRGB());
            }
        }
        BufferedImage indexed = Palette.indexed(image);
        assertThat(((IndexColorModel) indexed.getColorModel()).getMapSize()).isLessThanOrEqualTo(256);
        Set<Integer> upper = new HashSet<>();
        int furthest = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                Color was = new Color(image.getRGB(x, y));
                Color is = new Color(indexed.getRGB(x, y));
                furthest = Math.max(furthest, Math.abs(was.getRed() - is.getRed()));
                furthest = Math.max(furthest, Math.abs(was.getBlue() - is.getBlue()));
                if (y < 32) {
                    upper.add(indexed.getRGB(x, y));
                }
            }
        }
        assertThat(upper).containsExactly(WHITE);
        // centres more than 16 apart in a square of 256 · 256: at most (255 / 17 + 1)^2 = 256 of them, so a distance of
        // 16 is enough
        assertThat(furthest).isBetween(1, 16);
    }

    @Test
    void takesAPictureOfOneColour() {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        assertThat(Palette.indexed(image).getRGB(2, 1)).isEqualTo(Color.BLACK.getRGB());
    }
}
