package crosslens.prompt;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which tokens of a prompt belong to which of its parts. */
public final class PartTokens {
    /** The parts the analyses report on. */
    public static final List<PartKind> KINDS =
            List.of(PartKind.TASK, PartKind.DEMO, PartKind.CONTEXT, PartKind.QUESTION);

    private PartTokens() {}

    /**
     * For every kind of {@link #KINDS}, the places of the tokens whose span overlaps a part of that kind outside its labels.
     *
     * <p>A token in two parts counts in both. A token that reaches from a label into a part counts in the part; one that lies in a label, the template,
     * the answer prefix or nothing, or is empty (a beginning-of-text token), counts nowhere. Tokens that share a span all count.
     *
     * @param starts of the tokens in the prompt's text, UTF-16 units, shape (T)
     * @param ends likewise, exclusive
     * @return every kind of KINDS, with an empty set where the prompt has no such part
     * @throws IllegalArgumentException if the two differ in length or a span does not lie in the text
     */
    public static Map<PartKind, BitSet> find(Prompt prompt, int[] starts, int[] ends) {
        if (starts.length != ends.length) {
            throw new IllegalArgumentException(starts.length + " starts for " + ends.length + " ends");
        }
        Map<PartKind, BitSet> units = new EnumMap<>(PartKind.class);
        KINDS.forEach(kind -> units.put(kind, new BitSet()));
        BitSet labels = new BitSet();
        for (Part part : prompt.parts()) {
            (KINDS.contains(part.kind()) ? units.get(part.kind()) : labels).set(part.start(), part.end());
        }
        Map<PartKind, BitSet> tokens = new EnumMap<>(PartKind.class);
        units.forEach((kind, covered) -> {
            covered.andNot(labels);
            BitSet found = new BitSet(starts.length);
            for (int token = 0; token < starts.length; token++) {
                requireInside(prompt, token, starts[token], ends[token]);
                int next = covered.nextSetBit(starts[token]);
                found.set(token, next >= 0 && next < ends[token]);
            }
            tokens.put(kind, found);
        });
        return tokens;
    }

    private static void requireInside(Prompt prompt, int token, int start, int end) {
        if (start < 0 || end < start || end > prompt.text().length()) {
            throw new IllegalArgumentException("token " + token + " [" + start + ", " + end
                    + ") lies outside a prompt of " + prompt.text().length() + " units");
        }
    }
}
