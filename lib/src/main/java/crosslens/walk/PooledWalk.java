package crosslens.walk;

import ai.djl.ndarray.NDArray;
import crosslens.decoder.Decoder;
import crosslens.decoder.FinalNorm;
import crosslens.decoder.LayerTap;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Means of hidden states over parts of sequences, at every layer, from one walk over their prefix tree: sequences cost no more than to be read once.
 *
 * <p>Rows are summed in the engine, in float64; one small matrix a layer and pass leaves it. Serves one call of {@link #run} at a time.
 */
public final class PooledWalk {
    private final Decoder decoder;
    private final long kvMemory;
    private final boolean normalised;

    /**
     * A sequence and what is wanted of it.
     *
     * @param parts places of tokens, from 0; each part has at least one. A part that several sequences share is best given with one of them
     */
    public record Sample(int[] ids, List<BitSet> parts) {
        public Sample {
            parts = List.copyOf(parts);
            for (BitSet part : parts) {
                if (part.isEmpty() || part.length() > ids.length) {
                    throw new IllegalArgumentException("a part of a sequence of " + ids.length
                            + " tokens must name at least one of them and no other: " + part);
                }
            }
        }
    }

    /** Takes results as they come. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param sample its place in the list given
         * @param means shape (parts, N + 1, E), the embeddings first; the receiver's to keep
         */
        void accept(int sample, double[][][] means);
    }

    /**
     * Prepares walks; the caller keeps the decoder open.
     *
     * @param kvMemory as of {@link TreeWalk}
     * @param normalised whether the last layer's states are taken after the final norm instead of before it
     */
    public PooledWalk(Decoder decoder, long kvMemory, boolean normalised) {
        this.decoder = decoder;
        this.kvMemory = kvMemory;
        this.normalised = normalised;
    }

    /**
     * Reads all sequences. Their order does not matter; equal ones are read once.
     *
     * @throws InterruptedException if the thread was interrupted; what the sink has got stands
     */
    public void run(List<Sample> samples, Sink sink) throws InterruptedException {
        run(samples, sink, List.of(), 0, (sequence, best, margin) -> WalkVisitor.END);
    }

    /**
     * Reads all samples in the walk that continues other sequences; what these share with a sample is read once. The continued ones go on as in a walk of their
     * own.
     *
     * @param continued all different and none empty; they may equal samples
     * @param mostAdded most tokens the visitor adds to one of them
     * @param visitor is asked about the continued sequences alone, by their places in the list; its tap is not
     * @throws InterruptedException if the thread was interrupted; what sink and visitor have got stands
     */
    public void run(List<Sample> samples, Sink sink, List<int[]> continued, int mostAdded, WalkVisitor visitor)
            throws InterruptedException {
        Asked asked =
                Asked.of(Stream.concat(continued.stream(), samples.stream().map(Sample::ids))
                        .toList());
        List<List<Integer>> owners = asked.by().stream()
                .map(places -> places.stream()
                        .filter(place -> place >= continued.size())
                        .map(place -> place - continued.size())
                        .toList())
                .toList();
        try (TensorScope scope = decoder.scope();
                TorchScript script = TorchScript.compile(scope, TorchScript.resource("pool"))) {
            Pooling pooling = new Pooling(script, samples, owners, sink);
            new TreeWalk(decoder, kvMemory).run(asked.tree(), mostAdded, new Both(pooling, continued.size(), visitor));
        }
    }

    /**
     * Pools every sequence when it has been read, and lets a visitor continue the first ones.
     *
     * @param continued number of the sequences that are continued
     */
    private record Both(Pooling pooling, int continued, WalkVisitor visitor) implements WalkVisitor {
        @Override
        public int next(int sequence, int best, float margin) {
            pooling.read(sequence);
            return sequence < continued ? visitor.next(sequence, best, margin) : END;
        }

        @Override
        public LayerTap tap(List<Rows> rows) {
            return pooling.tap(rows);
        }
    }

    /** Sums what each pass brings. */
    private final class Pooling {
        private final TorchScript script;
        private final List<Sample> samples;
        private final List<List<Integer>> owners;
        private final Sink sink;
        private final int layers = decoder.config().layers().size() + 1;
        private final int width = decoder.config().hidden();
        private final Map<Integer, double[][][]> open = new LinkedHashMap<>();
        private final BitSet read = new BitSet();

        /** @param owners the samples of each sequence of the tree */
        Pooling(TorchScript script, List<Sample> samples, List<List<Integer>> owners, Sink sink) {
            this.script = script;
            this.samples = samples;
            this.owners = owners;
            this.sink = sink;
        }

        /** Hands out the samples of a sequence that has been read to its end, the first time that is said. */
        void read(int sequence) {
            if (read.get(sequence)) {
                return;
            }
            read.set(sequence);
            for (int sample : owners.get(sequence)) {
                double[][][] sums = sums(sample);
                open.remove(sample);
                for (int part = 0; part < sums.length; part++) {
                    double count = samples.get(sample).parts().get(part).cardinality();
                    for (double[] layer : sums[part]) {
                        for (int d = 0; d < width; d++) {
                            layer[d] /= count;
                        }
                    }
                }
                sink.accept(sample, sums);
            }
        }

        LayerTap tap(List<WalkVisitor.Rows> rows) {
            Segments segments = new Segments();
            for (WalkVisitor.Rows run : rows) {
                for (int sequence : run.sequences()) {
                    for (int sample : owners.get(sequence)) {
                        addTo(segments, run, sample);
                    }
                }
            }
            return segments.targets.isEmpty() ? LayerTap.NONE : (layer, hidden) -> add(segments, layer, hidden);
        }

        private void addTo(Segments segments, WalkVisitor.Rows run, int sample) {
            List<BitSet> parts = samples.get(sample).parts();
            int end = run.position() + run.count();
            for (int part = 0; part < parts.size(); part++) {
                int token = parts.get(part).nextSetBit(run.position());
                if (token >= 0 && token < end) {
                    segments.targets.add(sums(sample)[part]);
                    for (; token >= 0 && token < end; token = parts.get(part).nextSetBit(token + 1)) {
                        segments.rows.add(run.row() + token - run.position());
                        segments.of.add(segments.targets.size() - 1);
                    }
                }
            }
        }

        private double[][][] sums(int sample) {
            return open.computeIfAbsent(
                    sample, s -> new double[samples.get(s).parts().size()][layers][width]);
        }

        private void add(Segments segments, int layer, NDArray hidden) {
            double[] sums;
            try (TensorScope pass = decoder.scope()) {
                NDArray rows = pass.longs(ints(segments.rows));
                NDArray of = pass.longs(ints(segments.of));
                NDArray count = pass.scalar(segments.targets.size());
                FinalNorm norm = FinalNorm.of(decoder);
                sums = (normalised && layer == layers - 1
                                ? script.call(
                                        pass,
                                        "poolnormalised",
                                        hidden,
                                        rows,
                                        of,
                                        count,
                                        norm.weight(),
                                        pass.scalar(norm.epsilon()))
                                : script.call(pass, "pool", hidden, rows, of, count))
                        .singletonOrThrow()
                        .toDoubleArray();
            }
            for (int s = 0; s < segments.targets.size(); s++) {
                double[] target = segments.targets.get(s)[layer];
                for (int d = 0; d < width; d++) {
                    target[d] += sums[s * width + d];
                }
            }
        }

        private static int[] ints(List<Integer> values) {
            return values.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** Which rows of a pass are added to what. */
    private static final class Segments {
        private final List<Integer> rows = new ArrayList<>();
        private final List<Integer> of = new ArrayList<>();
        /** Shape (N + 1, E) each. */
        private final List<double[][]> targets = new ArrayList<>();
    }
}
