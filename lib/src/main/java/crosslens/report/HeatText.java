package crosslens.report;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A prompt with one number a token.
 *
 * @param prompt its parts may be none
 * @param starts of the tokens, UTF-16 units, shape (T)
 * @param ends likewise, exclusive
 * @param symbols of the tokens, as the vocabulary writes them
 * @param values shape (T)
 */
public record HeatText(Prompt prompt, int[] starts, int[] ends, List<String> symbols, double[] values) {
    public HeatText {
        symbols = List.copyOf(symbols);
        if (starts.length != ends.length || starts.length != values.length || starts.length != symbols.size()) {
            throw new IllegalArgumentException(starts.length + " starts, " + ends.length + " ends, " + symbols.size()
                    + " symbols and " + values.length + " values do not make tokens");
        }
    }

    /**
     * A stretch of text in one colour: one token, or several whose letters cannot be drawn apart.
     *
     * @param value the sum of its tokens' values
     * @param tokens first to last, for a reader
     */
    record Cell(int start, int end, double value, List<Integer> tokens) {}

    /** A stretch of the text in one part, the innermost; null for none. */
    record Stretch(int start, int end, PartKind kind) {}

    /**
     * The largest absolute value, that of the first token left out: models keep something there that has little to do with it.
     * 1 if all others are 0.
     */
    public double scale() {
        double largest = 0;
        for (int t = 1; t < values.length; t++) {
            largest = Math.max(largest, Math.abs(values[t]));
        }
        return largest == 0 ? 1 : largest;
    }

    /** The first token's share of the sum of absolute values, in [0, 1]. */
    public double firstTokenShare() {
        double sum = Arrays.stream(values).map(Math::abs).sum();
        return sum == 0 ? 0 : Math.abs(values[0]) / sum;
    }

    /** The tokens of every part that has some, in the order of {@link PartTokens#KINDS}. */
    public Map<PartKind, BitSet> parts() {
        Map<PartKind, BitSet> parts = PartTokens.find(prompt, starts, ends);
        parts.values().removeIf(BitSet::isEmpty);
        return parts;
    }

    /** The tokens of a set with the largest absolute values, the largest first. */
    public List<Integer> top(BitSet tokens, int most) {
        return tokens.stream()
                .boxed()
                .sorted(Comparator.comparingDouble((Integer t) -> -Math.abs(values[t])))
                .limit(most)
                .toList();
    }

    /** What a reader sees of a token: its text, signs if that is white space alone, or its symbol where it has no text of its own. */
    public String shown(int token) {
        String text = prompt.text().substring(starts[token], ends[token]);
        boolean shared = token > 0 && starts[token - 1] == starts[token] && ends[token - 1] == ends[token]
                || token + 1 < starts.length && starts[token + 1] == starts[token] && ends[token + 1] == ends[token];
        if (text.isEmpty() || shared) {
            return symbols.get(token);
        }
        return text.isBlank() ? PlainText.visible(text) : text.strip();
    }

    /** Tokens with text, joined where a letter would be cut in two. */
    List<Cell> cells() {
        BreakIterator letters = BreakIterator.getCharacterInstance(ULocale.ROOT);
        letters.setText(prompt.text());
        List<Cell> cells = new ArrayList<>();
        for (int t = 0; t < starts.length; t++) {
            if (starts[t] == ends[t]) {
                continue;
            }
            int last = cells.size() - 1;
            boolean joined =
                    last >= 0 && (starts[t] < cells.get(last).end() || starts[t] > 0 && !letters.isBoundary(starts[t]));
            if (joined) {
                Cell before = cells.get(last);
                List<Integer> tokens = new ArrayList<>(before.tokens());
                tokens.add(t);
                int end = Math.max(before.end(), ends[t]);
                cells.set(last, new Cell(before.start(), end, before.value() + values[t], tokens));
            } else {
                cells.add(new Cell(starts[t], ends[t], values[t], List.of(t)));
            }
        }
        return cells;
    }

    /** The text from beginning to end, cut wherever the innermost part changes. */
    List<Stretch> stretches() {
        PartKind[] innermost = new PartKind[prompt.text().length()];
        prompt.parts().stream()
                .sorted(Comparator.comparingInt((Part part) -> part.end() - part.start())
                        .reversed())
                .forEach(part -> Arrays.fill(innermost, part.start(), part.end(), part.kind()));
        List<Stretch> stretches = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= innermost.length; i++) {
            if (i == innermost.length || innermost[i] != innermost[start]) {
                stretches.add(new Stretch(start, i, innermost[start]));
                start = i;
            }
        }
        return stretches;
    }
}
