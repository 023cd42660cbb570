package crosslens.cli;

import java.nio.file.Path;
import java.util.List;

/** What the terminal can show, and text made safe for it. */
final class Terminal {
    private Terminal() {}

    /** True if the given stream (1 output, 2 errors) is a terminal; the launcher looks and says so, because Java cannot tell them apart. */
    static boolean isTerminal(int stream) {
        return System.getProperty("crosslens.terminal", "").contains(Integer.toString(stream));
    }

    /** True if colours are wanted on standard output: a terminal, and {@code NO_COLOR} is not set. */
    static boolean colours() {
        String refused = System.getenv("NO_COLOR");
        return isTerminal(1) && (refused == null || refused.isEmpty());
    }

    /** Says on standard error which files were written. */
    static void wrote(List<Path> files) {
        files.forEach(file -> System.err.println("wrote " + file));
    }

    /** Text from data, models or files with control characters made visible, so that it cannot steer the terminal; newlines and tabs stay. */
    static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean steers = Character.isISOControl(c) && c != '\n' && c != '\t';
            boolean reorders = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
            if (steers || reorders) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
