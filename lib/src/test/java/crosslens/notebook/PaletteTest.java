package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteTest {
    private static final int WHITE = Color.WHITE.getRGB();

    @Test
    void keepsEveryPixelWhereEachColourIsOneOf256Pixels() {
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
        // 64 · 64 pixels: the upper half white, below it any grey with any blue
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
        // centres more than 32 apart in a square of 256 · 256: at most (255 / 33 + 1)^2 = 64 of them, so a distance of
        // 32
        // is enough
        assertThat(furthest).isBetween(1, 32);
    }

    @Test
    void keepsAPaleAreaApartFromWhite() {
        // a band of 3 · 40 in 40 · 40 pixels, 15 away from white: nearer than rare colours may be
        var image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        int pale = new Color(240, 240, 240).getRGB();
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, y >= 10 && y < 13 ? pale : WHITE);
            }
        }
        assertThat(Palette.indexed(image).getRGB(7, 11)).isEqualTo(pale);
        // one such pixel in 1600 is rare: it is shown by the white
        image.setRGB(7, 30, new Color(245, 250, 255).getRGB());
        assertThat(Palette.indexed(image).getRGB(7, 30)).isEqualTo(WHITE);
    }

    @ParameterizedTest
    @CsvSource({"16, 4", "17, 8"})
    void takesHalfABytePerPixelForSixteenColours(int colours, int bits) {
        var image = new BufferedImage(colours, 5, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 5 * colours; i++) {
            image.setRGB(i % colours, i / colours, new Color(15 * (i % colours), 0, 255).getRGB());
        }
        BufferedImage indexed = Palette.indexed(image);
        assertThat(indexed.getColorModel().getPixelSize()).isEqualTo(bits);
        for (int i = 0; i < 5 * colours; i++) {
            assertThat(indexed.getRGB(i % colours, i / colours)).isEqualTo(image.getRGB(i % colours, i / colours));
        }
    }

    @Test
    void takesAPictureOfOneColour() {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        assertThat(Palette.indexed(image).getRGB(2, 1)).isEqualTo(Color.BLACK.getRGB());
    }
}
