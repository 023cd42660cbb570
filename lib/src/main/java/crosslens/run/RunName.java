package crosslens.run;

import java.util.Locale;

/** The folder of a run: words for people, then the first 12 hex digits of the key, by which alone it is found. */
final class RunName {
    private static final int KEY_DIGITS = 12;
    private static final int LONGEST_FORMAT = 24;
    private static final int LONGEST_MODEL = 40;

    private RunName() {}

    /** E.g. {@code en-de-2shot-v1-raw-smollm2-1a2b3c4d5e6f}; lower-case ASCII letters, digits, dots and hyphens, whatever the names hold. */
    static String of(RunSpec spec, RunInfo info) {
        int at = info.model().indexOf('@');
        String model = at > 0 ? info.model().substring(0, at) : info.model();
        return String.join(
                "-",
                spec.cell().pair(),
                spec.cell().shots() + "shot",
                word(spec.cell().format(), LONGEST_FORMAT, "format"),
                RunSpec.label(spec.cell().style()),
                word(model, LONGEST_MODEL, "model"),
                keyOf(spec));
    }

    /** Whether a folder is the one of a spec, whatever words stand before the key. */
    static boolean fits(String name, RunSpec spec) {
        return name.endsWith("-" + keyOf(spec));
    }

    private static String keyOf(RunSpec spec) {
        return spec.key().substring(0, KEY_DIGITS);
    }

    private static String word(String text, int longest, String otherwise) {
        String word = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9.]+", "-")
                .replaceAll("\\.{2,}", ".")
                .replaceAll("^[-.]+", "");
        word = word.substring(0, Math.min(longest, word.length())).replaceAll("[-.]+$", "");
        return word.isEmpty() ? otherwise : word;
    }
}
