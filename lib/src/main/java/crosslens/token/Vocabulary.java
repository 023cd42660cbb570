package crosslens.token;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tokens of a model; a token's id is its place in the list.
 *
 * @param symbols as the vocabulary writes them
 * @param kinds what each token is, as long as {@code symbols}
 * @param bos the token that begins a text, if there is one
 * @param addBos whether the model wants it in front of every text
 * @param endIds ids that end an answer
 */
public record Vocabulary(List<String> symbols, List<Kind> kinds, OptionalInt bos, boolean addBos, Set<Integer> endIds) {
    /** What a token is, in the order of the numbers 1..6 that model files use. */
    public enum Kind {
        NORMAL,
        /** Stands for text the vocabulary cannot express; has no text of its own. */
        UNKNOWN,
        /** Steers the model; has no text. */
        CONTROL,
        /** Added later as text, taken whole wherever it stands. */
        USER_DEFINED,
        UNUSED,
        /** One byte, written {@code <0x0A>}. */
        BYTE;

        /**
         * This kind, or CONTROL for a token said to be added text whose look says otherwise: model files call role markers such as
         * {@code <｜User｜>} plain text, but a user who types one must not begin a turn.
         */
        public Kind sharpened(String symbol) {
            boolean marker = symbol.startsWith("<|") && symbol.endsWith("|>")
                    || symbol.startsWith("<｜") && symbol.endsWith("｜>");
            return this == USER_DEFINED && marker ? CONTROL : this;
        }
    }

    /** @throws IllegalArgumentException if the lists differ in length or an id is none of the vocabulary's */
    public Vocabulary {
        symbols = List.copyOf(symbols);
        kinds = List.copyOf(kinds);
        endIds = Set.copyOf(endIds);
        if (symbols.isEmpty() || symbols.size() != kinds.size()) {
            throw new IllegalArgumentException("a vocabulary needs a kind for each symbol: " + symbols.size()
                    + " symbols, " + kinds.size() + " kinds");
        }
        int size = symbols.size();
        bos.ifPresent(id -> requireId(id, size, "the begin token"));
        for (int id : endIds) {
            requireId(id, size, "an end token");
        }
        if (addBos && bos.isEmpty()) {
            throw new IllegalArgumentException("a begin token is wanted in front of every text, but none is named");
        }
    }

    private static void requireId(int id, int size, String what) {
        if (id < 0 || id >= size) {
            throw new IllegalArgumentException(what + " has id " + id + ", the vocabulary ends at " + (size - 1));
        }
    }

    public int size() {
        return symbols.size();
    }
}
