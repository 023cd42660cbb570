package crosslens.attribute;

import crosslens.decoder.Decoder;
import crosslens.decoder.GradientRule;
import crosslens.decoder.Pack;
import crosslens.decoder.Recording;
import crosslens.decoder.Relevance;
import crosslens.decoder.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AttnLRP: relevance of every token at every layer to a logit (Achtibat et al. 2024, study X §2.2.1), from one pass back through
 * the model. Sums are taken in float32, in float64 if the decoder computes in it. Sequences explained together come out as each
 * alone would, up to rounding. One thread at a time; the decoder stays its owner's.
 */
public final class AttnLrp {
    private final Decoder decoder;
    private final GradientRule rule;
    private final Recording recording;

    /**
     * A sequence and what is to be explained of it.
     *
     * @param ids whole, from its beginning, shape (T)
     * @param target its row is a place in the sequence
     */
    public record Sample(int[] ids, Target target) {
        /** The likeliest token after the last. */
        public static Sample likeliest(int[] ids) {
            return new Sample(ids, Target.likeliest(Math.max(0, ids.length - 1)));
        }
    }

    private AttnLrp(Decoder decoder, GradientRule rule, Recording recording) {
        this.decoder = decoder;
        this.rule = rule;
        this.recording = recording;
    }

    /**
     * Explains what a decoder computes.
     *
     * @param recording what stays in memory meanwhile; results are the same
     */
    public static AttnLrp of(Decoder decoder, Recording recording) {
        return new AttnLrp(decoder, GradientRule.ATTN_LRP, recording);
    }

    /** The plain gradient times the input instead, for comparison. */
    public AttnLrp plain() {
        return new AttnLrp(decoder, GradientRule.PLAIN, recording);
    }

    /** As {@link #explain(List)}, for one sequence. */
    public LayerRelevance explain(Sample sample) {
        return explain(List.of(sample)).get(0);
    }

    /**
     * Explains sequences in one pass; memory grows with the sum of their lengths.
     *
     * @return one result a sample, in their order
     * @throws IllegalArgumentException if a sequence is empty or longer than the context, or a token or place is none of the model's
     * @throws IllegalStateException if the model computes no number, because its values exceed the type of the arithmetic
     */
    public List<LayerRelevance> explain(List<Sample> samples) {
        List<Target> targets = new ArrayList<>();
        int from = 0;
        for (Sample sample : samples) {
            require(sample);
            Target target = sample.target();
            targets.add(new Target(from + target.row(), target.token(), target.against()));
            from += sample.ids().length;
        }
        int[][] sequences = samples.stream().map(Sample::ids).toArray(int[][]::new);
        Relevance all = decoder.relevance(Pack.Tree.apart(sequences), targets, rule, recording);
        requireNumbers(all);
        List<LayerRelevance> results = new ArrayList<>();
        from = 0;
        for (int i = 0; i < sequences.length; i++) {
            int start = from;
            int end = from + sequences[i].length;
            double[][] values = Arrays.stream(all.layers())
                    .map(row -> Arrays.copyOfRange(row, start, end))
                    .toArray(double[][]::new);
            results.add(new LayerRelevance(
                    sequences[i].clone(),
                    samples.get(i).target().row(),
                    all.tokens()[i],
                    samples.get(i).target().against(),
                    all.targets()[i],
                    values));
            from = end;
        }
        return List.copyOf(results);
    }

    private void require(Sample sample) {
        int[] ids = sample.ids();
        int context = decoder.config().contextLength();
        int vocabulary = decoder.config().vocabulary();
        if (ids.length == 0 || ids.length > context) {
            throw new IllegalArgumentException(
                    "a sequence needs 1 to " + context + " tokens, the model's context, not " + ids.length);
        }
        for (int id : ids) {
            requireToken("token id", id, vocabulary);
        }
        Target target = sample.target();
        if (target.row() >= ids.length) {
            throw new IllegalArgumentException(
                    "position " + target.row() + " is not in 0.." + (ids.length - 1) + ", the sequence's");
        }
        requireToken("target token id", Math.max(0, target.token()), vocabulary);
        requireToken("token id to compare with", Math.max(0, target.against()), vocabulary);
    }

    private static void requireToken(String what, int id, int vocabulary) {
        if (id < 0 || id >= vocabulary) {
            throw new IllegalArgumentException(what + " " + id + " is not in 0.." + (vocabulary - 1));
        }
    }

    private void requireNumbers(Relevance found) {
        for (double number : found.targets()) {
            if (!Double.isFinite(number)) {
                throw new IllegalStateException("the model gives " + number + " as a logit: "
                        + decoder.type().label() + " is too narrow for this model");
            }
        }
        for (int layer = 0; layer < found.layers().length; layer++) {
            for (double value : found.layers()[layer]) {
                if (!Double.isFinite(value)) {
                    throw new IllegalStateException("the relevance at "
                            + (layer == 0 ? "the embeddings" : "the output of layer " + layer) + " is " + value
                            + ": " + decoder.type().label() + " is too narrow for this model");
                }
            }
        }
    }
}
