package crosslens.report;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether this machine can draw text. Java without fonts fails deep inside its own code; ask here first. */
public final class FontCheck {
    private static final String REMEDY = "install a font package, e.g. `apt-get install fontconfig fonts-dejavu-core`"
            + " (Debian, Ubuntu) or `dnf install fontconfig dejavu-sans-fonts` (Fedora)";

    private FontCheck() {}

    /** What is wrong with the fonts of this machine and how to mend it; empty if text can be drawn. */
    public static Optional<String> problem() {
        try {
            if (GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length == 0) {
                return Optional.of("This machine has no fonts, so no figure can be drawn: " + REMEDY + ".");
            }
            TextLines.width("F1", ChartStyle.TEXT);
            return Optional.empty();
        } catch (LinkageError | InternalError | RuntimeException e) {
            return Optional.of("Java cannot use the fonts of this machine (" + e.getMessage()
                    + "), so no figure can be drawn: " + REMEDY + ".");
        }
    }

    /** A warning for each text that the fonts of this machine cannot show in full; such letters appear as boxes. */
    public static List<String> undisplayable(List<String> texts) {
        List<String> warnings = new ArrayList<>();
        Font font = ChartStyle.TEXT;
        for (String text : texts) {
            if (font.canDisplayUpTo(text) >= 0) {
                warnings.add("No font of this machine shows '" + text
                        + "' in full: install e.g. fonts-noto-core and fonts-noto-cjk.");
            }
        }
        return warnings;
    }
}
