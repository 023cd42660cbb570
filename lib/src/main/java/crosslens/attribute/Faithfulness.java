package crosslens.attribute;

import crosslens.decoder.Decoder;
import crosslens.decoder.Pack;
import crosslens.tensor.TensorScope;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether relevance names the tokens that matter: the explained logit while tokens are removed, the most relevant first, against random orders.
 *
 * @param fractions of the removable tokens that are removed, ascending, beginning with 0; shape (P)
 * @param relevant the logit after the most relevant are removed, shape (P)
 * @param random the logit after randomly chosen ones are removed, mean over the orders, shape (P)
 */
public record Faithfulness(double[] fractions, double[] relevant, double[] random) {
    private static final double[] FRACTIONS = {0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1};

    public Faithfulness {
        if (fractions.length < 2 || relevant.length != fractions.length || random.length != fractions.length) {
            throw new IllegalArgumentException("curves of " + relevant.length + " and " + random.length
                    + " points over " + fractions.length + " fractions; two or more of each are needed");
        }
    }

    /**
     * Removes tokens of one explained prompt; the others close up, and the target is asked for after the last token.
     *
     * @param found explains the token after the last; its embeddings' row ranks the tokens
     * @param removable which tokens may go, not the last; e.g. the context's
     * @param orders number of random orders
     * @throws IllegalArgumentException if nothing can be removed, the last token may, or another place than the last is explained
     */
    public static Faithfulness of(Decoder decoder, LayerRelevance found, BitSet removable, int orders, long seed) {
        int last = found.ids().length - 1;
        if (found.position() != last || found.against() >= 0) {
            throw new IllegalArgumentException("faithfulness is of one logit after the last token");
        }
        if (removable.isEmpty() || removable.length() > last || orders < 1) {
            throw new IllegalArgumentException("tokens 0.." + (last - 1)
                    + " can be removed, at least one, and against one random order or more; not " + removable + ", "
                    + orders);
        }
        int[] ranked = removable.stream()
                .boxed()
                .sorted((a, b) -> Double.compare(found.embeddings()[b], found.embeddings()[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double empty = logit(decoder, found, ranked, ranked.length);
        double[] relevant = curve(decoder, found, ranked, empty);
        double[] random = new double[FRACTIONS.length];
        SplittableRandom source = new SplittableRandom(seed);
        for (int i = 0; i < orders; i++) {
            double[] one = curve(decoder, found, shuffled(ranked, source), empty);
            for (int p = 0; p < random.length; p++) {
                random[p] += one[p] / orders;
            }
        }
        return new Faithfulness(FRACTIONS.clone(), relevant, random);
    }

    /** Area between the curves, random minus relevant, in logits: above 0 if removing relevant tokens costs more. By trapezoids. */
    public double area() {
        double area = 0;
        for (int p = 1; p < fractions.length; p++) {
            double left = random[p - 1] - relevant[p - 1];
            double right = random[p] - relevant[p];
            area += (fractions[p] - fractions[p - 1]) * (left + right) / 2;
        }
        return area;
    }

    /** All orders begin at the explained logit and end where everything is gone. */
    private static double[] curve(Decoder decoder, LayerRelevance found, int[] order, double empty) {
        return Arrays.stream(FRACTIONS)
                .map(fraction -> {
                    int removed = (int) Math.round(fraction * order.length);
                    return removed == 0
                            ? found.logit()
                            : removed == order.length ? empty : logit(decoder, found, order, removed);
                })
                .toArray();
    }

    private static double logit(Decoder decoder, LayerRelevance found, int[] order, int removed) {
        BitSet gone = new BitSet();
        IntStream.range(0, removed).forEach(i -> gone.set(order[i]));
        int[] left = IntStream.range(0, found.ids().length)
                .filter(t -> !gone.get(t))
                .map(t -> found.ids()[t])
                .toArray();
        try (TensorScope pass = decoder.scope()) {
            var hidden = decoder.forward(pass, Pack.Tree.single(left), null, (layer, h) -> {});
            return decoder.logits(pass, hidden, left.length - 1)[found.target()];
        }
    }

    private static int[] shuffled(int[] order, SplittableRandom source) {
        int[] mixed = order.clone();
        for (int i = mixed.length - 1; i > 0; i--) {
            int j = source.nextInt(i + 1);
            int kept = mixed[i];
            mixed[i] = mixed[j];
            mixed[j] = kept;
        }
        return mixed;
    }
}
