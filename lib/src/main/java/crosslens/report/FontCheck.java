package crosslens.report;

import crosslens.text.Language;
import java.awt.GraphicsEnvironment;
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
        } catch (LinkageError | InternalError | RuntimeException e) { // which of them depends on the Java version
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return Optional.of("Java cannot use the fonts of this machine (" + cause.getMessage()
                    + "), so no figure can be drawn: " + REMEDY + ".");
        }
    }

    /** Those of the texts that the fonts of this machine cannot show in full; their letters appear as boxes. */
    public static List<String> undisplayable(List<String> texts) {
        return texts.stream()
                .filter(text -> ChartStyle.TEXT.canDisplayUpTo(PlainText.of(text)) >= 0)
                .toList();
    }

    /** A warning naming the languages whose own names the fonts of this machine cannot show, and the packages that help; empty if all can be. */
    public static Optional<String> warning(List<Language> languages) {
        List<Language> missing = languages.stream()
                .filter(language ->
                        !undisplayable(List.of(language.nativeName())).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "No font of this machine has the letters of " + ModelRuns.names(missing)
                                + ": texts in them appear as boxes in figures. Install e.g. fonts-noto-core and fonts-noto-cjk.");
    }
}
