import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.util.Map;
import java.util.TreeMap;

/** Fails where Java has no usable font; prints the scripts of the twelve languages that the fonts lack. */
class FontCheck {
    public static void main(String[] args) {
        if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length == 0) {
            throw new IllegalStateException("no font family");
        }
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        font.getStringBounds("F1", new FontRenderContext(null, true, true));
        Map<String, String> samples = new TreeMap<>(Map.of(
                "Arabic", "\u0639", "Chinese", "\u4e2d", "Greek", "\u03b1", "Hindi", "\u0939", "Russian", "\u0436", "Thai", "\u0e44"));
        samples.values().removeIf(text -> font.canDisplayUpTo(text) < 0);
        System.out.print(String.join(", ", samples.keySet()));
    }
}
