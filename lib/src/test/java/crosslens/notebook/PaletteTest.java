package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteTest {
    private static final int WHITE = Color.WHITE.getRGB();

    @Test
    void keepsTheColoursOfAreasAndLines() {
        BufferedImage image = white(120, 60);
        int pale = new Color(250, 250, 250).getRGB(); // 5 from white
        int grid = new Color(0xE2E2E2).getRGB(); // 29 from white
        int ink = new Color(0xAA3377).getRGB();
        int other = new Color(0x882255).getRGB(); // 34 from the one before
        fill(image, 10, 10, 3, 3, pale);
        fill(image, 0, 20, 24, 1, grid);
        fill(image, 50, 30, 1, 24, ink);
        fill(image, 60, 30, 1, 24, other);
        BufferedImage indexed = Palette.indexed(image);
        assertThat(indexed.getRGB(11, 11)).isEqualTo(pale);
        assertThat(indexed.getRGB(23, 20)).isEqualTo(grid);
        assertThat(indexed.getRGB(50, 53)).isEqualTo(ink);
        assertThat(indexed.getRGB(60, 30)).isEqualTo(other);
        assertThat(indexed.getRGB(0, 0)).isEqualTo(WHITE);
    }

    @Test
    void showsEdgesByAColourThatIsThere() {
        BufferedImage image = white(120, 60);
        fill(image, 10, 10, 30, 30, Color.BLACK.getRGB());
        fill(image, 40, 10, 1, 23, new Color(60, 60, 60).getRGB()); // a run of 23 is no line; 60 from black
        fill(image, 9, 10, 1, 23, new Color(180, 180, 180).getRGB()); // 75 from white: further than 64
        BufferedImage indexed = Palette.indexed(image);
        assertThat(indexed.getRGB(40, 15)).isEqualTo(Color.BLACK.getRGB());
        assertThat(indexed.getRGB(9, 15)).isEqualTo(new Color(180, 180, 180).getRGB());
    }

    @Test
    void greyDoesNotTurnIntoATint() {
        BufferedImage image = white(120, 60);
        fill(image, 10, 10, 30, 30, new Color(180, 200, 230).getRGB());
        image.setRGB(60, 30, new Color(205, 205, 205).getRGB()); // 25 in red and blue from the tint, 50 from white
        assertThat(Palette.indexed(image).getRGB(60, 30)).isEqualTo(WHITE);
    }

    @Test
    void takesThePlainestPaletteThatHoldsAPictureOfAllColours() {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        var random = new Random(5);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, random.nextInt(1 << 24));
        }
        fill(image, 0, 0, 64, 32, WHITE);
        BufferedImage indexed = Palette.indexed(image);
        assertThat(((IndexColorModel) indexed.getColorModel()).getMapSize()).isBetween(2, 256);
        assertThat(indexed.getRGB(30, 10)).isEqualTo(WHITE);
    }

    private static BufferedImage white(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, width, height, WHITE);
        return image;
    }

    private static void fill(BufferedImage image, int left, int top, int width, int height, int color) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                image.setRGB(x, y, color);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 4", "17, 8"})
    void takesHalfABytePerPixelForSixteenColours(int colours, int bits) {
        BufferedImage image = white(3 * colours, 3);
        for (int i = 0; i < colours; i++) {
            fill(image, 3 * i, 0, 3, 3, new Color(15 * i, 0, 255).getRGB());
        }
        BufferedImage indexed = Palette.indexed(image);
        assertThat(indexed.getColorModel().getPixelSize()).isEqualTo(bits);
        for (int x = 0; x < 3 * colours; x++) {
            assertThat(indexed.getRGB(x, 1)).isEqualTo(image.getRGB(x, 1));
        }
    }

    @Test
    void takesAPictureOfOneColour() {
        var image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        assertThat(Palette.indexed(image).getRGB(2, 1)).isEqualTo(Color.BLACK.getRGB());
    }
}
