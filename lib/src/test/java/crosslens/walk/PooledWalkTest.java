package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.decoder.Decoder;
import crosslens.decoder.Pack;
import crosslens.decoder.Products;
import crosslens.decoder.TinyCheckpoint;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.walk.PooledWalk.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("engine")
class PooledWalkTest {
    private static final TinyCheckpoint TINY = TinyCheckpoint.standard(31);
    /** Float64: packing changes the order of additions only. */
    private static final double EXACT = 1e-11;
    /** Float32 residuals of size 1 to 10. */
    private static final double SINGLE = 1e-4;

    @ParameterizedTest
    @CsvSource({"F64, false", "F64, true", "F32, false", "F32, true"})
    void isTheMeanOverTheTokensOfEachSequenceReadAlone(FloatType type, boolean normalised) throws Exception {
        try (Decoder decoder = Decoder.open(TINY, type, Products.PLAIN, 1)) {
            for (long kvMemory : new long[] {0, 1 << 22}) {
                List<Sample> samples = samples(7, 40);
                Map<Integer, double[][][]> got = new HashMap<>();
                new PooledWalk(decoder, kvMemory, normalised)
                        .run(
                                samples,
                                (sample, means) ->
                                        assertThat(got.put(sample, means)).isNull());
                assertThat(got).hasSize(samples.size());
                for (int s = 0; s < samples.size(); s++) {
                    compare(decoder, samples.get(s), normalised, got.get(s), type == FloatType.F64 ? EXACT : SINGLE);
                }
            }
        }
    }

    @Test
    void doesNotDependOnOrderOrCompany() throws Exception {
        try (Decoder decoder = Decoder.open(TINY, FloatType.F64, Products.PLAIN, 1)) {
            List<Sample> samples = samples(8, 40);
            Map<Sample, double[][][]> whole = means(decoder, samples);
            List<Sample> some = new ArrayList<>(samples);
            Collections.shuffle(some, new Random(1));
            Map<Sample, double[][][]> half = means(decoder, some.subList(0, 20));
            half.forEach((sample, means) -> close(means, whole.get(sample), EXACT));
        }
    }

    @Test
    void handsOutWhatIsFinishedBeforeItIsInterrupted() throws Exception {
        try (Decoder decoder = Decoder.open(TINY, FloatType.F32, Products.PLAIN, 1)) {
            List<Integer> finished = new ArrayList<>();
            assertThatThrownBy(() -> new PooledWalk(decoder, 1 << 22, false).run(samples(9, 40), (sample, means) -> {
                        finished.add(sample);
                        Thread.currentThread().interrupt();
                    }))
                    .isInstanceOf(InterruptedException.class);
            assertThat(finished).isNotEmpty().hasSizeLessThan(40);
        }
    }

    /** Every third continued sequence is itself a sample, and every sample begins like one that is continued. */
    @ParameterizedTest
    @CsvSource({"F64, 0", "F64, 4194304", "F32, 4194304"})
    void sequencesContinuedInTheSameWalkGoOnAsInOneOfTheirOwn(FloatType type, long kvMemory) throws Exception {
        try (Decoder decoder = Decoder.open(TINY, type, Products.PLAIN, 1)) {
            List<int[]> continued = new ArrayList<>();
            List<Sample> samples = new ArrayList<>();
            for (Sample sample : samples(10, 40).subList(0, 39)) {
                continued.add(sample.ids());
                int[] longer = Arrays.copyOf(sample.ids(), sample.ids().length + (samples.size() % 3));
                samples.add(new Sample(longer, sample.parts()));
            }
            Growing alone = new Growing(continued.size());
            new TreeWalk(decoder, kvMemory).run(new PrefixTree(continued), Growing.MOST, alone);
            Growing together = new Growing(continued.size());
            Map<Integer, double[][][]> got = new HashMap<>();
            new PooledWalk(decoder, kvMemory, false)
                    .run(
                            samples,
                            (sample, means) ->
                                    assertThat(got.put(sample, means)).isNull(),
                            continued,
                            Growing.MOST,
                            together);
            assertThat(together.tokens).isEqualTo(alone.tokens);
            assertThat(got).hasSize(samples.size());
            for (int s = 0; s < samples.size(); s++) {
                compare(decoder, samples.get(s), false, got.get(s), type == FloatType.F64 ? EXACT : SINGLE);
            }
        }
    }

    /** Takes the best token, a different number of times for each sequence. */
    private static final class Growing implements WalkVisitor {
        private static final int MOST = 7;
        private final List<List<Integer>> tokens = new ArrayList<>();

        Growing(int sequences) {
            for (int i = 0; i < sequences; i++) {
                tokens.add(new ArrayList<>());
            }
        }

        @Override
        public int next(int sequence, int best, float margin) {
            tokens.get(sequence).add(best);
            return tokens.get(sequence).size() > sequence % (MOST + 1) ? END : best;
        }
    }

    @Test
    void refusesAPartWithoutTokens() {
        BitSet beyond = new BitSet();
        beyond.set(3);
        for (BitSet part : List.of(new BitSet(), beyond)) {
            assertThatThrownBy(() -> new Sample(new int[] {1, 2, 3}, List.of(part)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 tokens");
        }
    }

    private static Map<Sample, double[][][]> means(Decoder decoder, List<Sample> samples) throws InterruptedException {
        Map<Sample, double[][][]> all = new HashMap<>();
        new PooledWalk(decoder, 1 << 22, false).run(samples, (sample, means) -> all.put(samples.get(sample), means));
        return all;
    }

    private static void compare(
            Decoder decoder, Sample sample, boolean normalised, double[][][] means, double tolerance) {
        double[][][] hidden = new double[decoder.config().layers().size() + 1][][];
        try (TensorScope pass = decoder.scope()) {
            decoder.forward(pass, Pack.Tree.single(sample.ids()), null, (layer, h) -> {
                hidden[layer] = new double[sample.ids().length][24];
                Number[] flat = h.toArray();
                for (int i = 0; i < flat.length; i++) {
                    hidden[layer][i / 24][i % 24] = flat[i].doubleValue();
                }
            });
        }
        if (normalised) {
            float[] weight = TINY.values("output_norm.weight");
            for (double[] row : hidden[hidden.length - 1]) {
                double squares = 0;
                for (double x : row) {
                    squares += x * x / 24;
                }
                for (int d = 0; d < 24; d++) {
                    row[d] = row[d] / Math.sqrt(squares + 1e-5) * weight[d];
                }
            }
        }
        double[][][] expected = new double[sample.parts().size()][hidden.length][24];
        for (int p = 0; p < expected.length; p++) {
            BitSet part = sample.parts().get(p);
            for (int layer = 0; layer < hidden.length; layer++) {
                for (int token = part.nextSetBit(0); token >= 0; token = part.nextSetBit(token + 1)) {
                    for (int d = 0; d < 24; d++) {
                        expected[p][layer][d] += hidden[layer][token][d] / part.cardinality();
                    }
                }
            }
        }
        close(means, expected, tolerance);
    }

    private static void close(double[][][] got, double[][][] expected, double tolerance) {
        assertThat(got.length).isEqualTo(expected.length);
        for (int p = 0; p < expected.length; p++) {
            for (int layer = 0; layer < expected[p].length; layer++) {
                assertThat(got[p][layer]).containsExactly(expected[p][layer], within(tolerance));
            }
        }
    }

    /** Sequences over a few shared beginnings, two of them equal, each with the last token and a random part. */
    private static List<Sample> samples(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] trunk = random.ints(80, 0, 50).toArray();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int shared = random.nextInt(3) * 40;
            int[] ids = random.ints(shared + 1 + random.nextInt(90), 0, 50).toArray();
            System.arraycopy(trunk, 0, ids, 0, shared);
            if (i == count - 1) {
                ids = samples.get(0).ids().clone();
            }
            BitSet last = new BitSet();
            last.set(ids.length - 1);
            BitSet some = new BitSet();
            some.set(random.nextInt(ids.length));
            for (int k = 0; k < ids.length / 2; k++) {
                some.set(random.nextInt(ids.length));
            }
            samples.add(new Sample(ids, List.of(some, last)));
        }
        return samples;
    }
}
