package crosslens.study;

import java.io.IOException;

/**
 * A table or figure that can be asked for by its name.
 *
 * @param id as the study numbers it, e.g. {@code 6a}, or a name of our own
 * @param title what it shows, for any model
 * @param study what the study shows in it, or where ours comes from
 * @param section of {@code METHOD} that says how its numbers are made
 * @param need what must be stored
 * @param notebook name of the notebook that makes it
 * @param drawing how it is made from what is stored
 */
public record CatalogueEntry(
        Kind kind,
        String id,
        String title,
        String study,
        String section,
        CatalogueNeed need,
        String notebook,
        Drawing drawing) {
    /** Numbers or a picture. */
    public enum Kind {
        TABLE,
        FIGURE;

        /** The word of the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Makes a table or figures from what is stored. */
    @FunctionalInterface
    public interface Drawing {
        /** @throws IllegalArgumentException if what is stored does not do; the message says what would */
        CatalogueResult make(Crosslens kit, CatalogueSelection of) throws IOException, InterruptedException;
    }

    /** How a reader calls it, e.g. {@code Table 6a}; ours go by their name alone. */
    public String name() {
        String word = kind == Kind.TABLE ? "Table " : "Figure ";
        return isOurs() ? word.toLowerCase(java.util.Locale.ROOT) + id : word + id;
    }

    /** Whether the study has none like it. */
    public boolean isOurs() {
        return !Character.isDigit(id.charAt(0));
    }

    /** What to type, without options. */
    public String command() {
        return "./crosslens " + kind + " " + id;
    }

    /**
     * Makes it from what is stored; no model is called.
     *
     * @throws IllegalArgumentException if what it needs is not stored; the message holds the command that makes it
     */
    public CatalogueResult make(Crosslens kit, CatalogueSelection of) throws IOException, InterruptedException {
        return drawing.make(kit, of);
    }
}
