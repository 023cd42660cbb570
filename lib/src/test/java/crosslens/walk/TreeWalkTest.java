package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.decoder.Architecture;
import crosslens.decoder.Decoder;
import crosslens.decoder.LayerTap;
import crosslens.decoder.Products;
import crosslens.decoder.ReferenceDecoder;
import crosslens.decoder.TinyCheckpoint;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class TreeWalkTest {
    /** Margins and lengths of float32 arithmetic against float64. */
    private static final float TOLERANCE = 1e-4f;

    private static final int ADDED = 6;
    private static final TinyCheckpoint TINY = TinyCheckpoint.standard(21);
    private static Decoder decoder;

    @BeforeAll
    static void open() throws IOException {
        decoder = Decoder.open(TINY, FloatType.F32, Products.PLAIN, 1);
    }

    @AfterAll
    static void close() {
        decoder.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void continuesEverySequenceAsFloat64LoopsWould(long seed) throws Exception {
        List<int[]> sequences = randomTree(seed, 12);
        ReferenceDecoder reference = new ReferenceDecoder(TINY, Architecture.LLAMA.config(TINY));
        Greedy greedy = new Greedy(sequences.size(), ADDED);
        new TreeWalk(decoder, 1 << 24).run(new PrefixTree(sequences), ADDED, greedy);
        for (int s = 0; s < sequences.size(); s++) {
            int[] tokens = sequences.get(s);
            for (int step = 0; step <= ADDED; step++) {
                double[] logits = reference.logits(tokens);
                int best = greedy.chosen.get(s).get(step);
                double[] sorted = Arrays.stream(logits).sorted().toArray();
                assertThat(logits[best]).isEqualTo(sorted[sorted.length - 1]);
                assertThat((double) greedy.margins.get(s).get(step))
                        .isCloseTo(sorted[sorted.length - 1] - sorted[sorted.length - 2], within((double) TOLERANCE));
                tokens = Arrays.copyOf(tokens, tokens.length + 1);
                tokens[tokens.length - 1] = best;
            }
        }
    }

    @Test
    void givesTheSameTokensInAnyOrderCompanyAndMemory() throws Exception {
        int evictions = 0;
        for (long seed = 10; seed < 13; seed++) {
            List<int[]> sequences = randomTree(seed, 60);
            Greedy whole = new Greedy(sequences.size(), ADDED);
            new TreeWalk(decoder, 1 << 26).run(new PrefixTree(sequences), ADDED, whole);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(seed));
            List<Integer> half = order.subList(0, sequences.size() / 2);
            long longest = sequences.stream().mapToInt(s -> s.length).max().orElseThrow();
            for (long budget : new long[] {0, longest + 3 * (KvPlan.ALWAYS_SEATED + ADDED), 3 * longest, 1 << 20}) {
                Greedy part = new Greedy(half.size(), ADDED);
                PrefixTree tree =
                        new PrefixTree(half.stream().map(sequences::get).toList());
                evictions += new TreeWalk(decoder, 0).run(tree, ADDED, budget, part);
                for (int i = 0; i < half.size(); i++) {
                    assertThat(part.chosen.get(i)).isEqualTo(whole.chosen.get(half.get(i)));
                }
            }
        }
        assertThat(evictions)
                .as("at least one walk had to read a beginning again")
                .isPositive();
    }

    @Test
    void readsASequenceLongerThanAPassInPieces() throws Exception {
        int[] shared = tokens(1, TreeWalk.PASS_TOKENS + 300);
        List<int[]> sequences = List.of(
                concat(shared, tokens(2, TreeWalk.PASS_TOKENS + 10)),
                concat(shared, tokens(3, 5)),
                concat(shared, tokens(4, 200)));
        Greedy greedy = new Greedy(3, 2);
        new TreeWalk(decoder, 1 << 24).run(new PrefixTree(sequences), 2, greedy);
        TreeWalk walk = new TreeWalk(decoder, 0);
        for (int s = 0; s < 3; s++) {
            Decoder.Best alone = walk.alone(sequences.get(s));
            assertThat(greedy.chosen.get(s).get(0)).isEqualTo(alone.ids()[0]);
            assertThat(greedy.margins.get(s).get(0)).isCloseTo(alone.margins()[0], within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @EnumSource(Products.class)
    void readsManyRowsOverALongSharedBeginningAsAlone(Products products) throws Exception {
        // Over 600 shared tokens, 12 endings of 60 tokens and 2 query heads a key head make 1440 rows: several blocks.
        int[] shared = tokens(5, 600);
        List<int[]> sequences = new ArrayList<>();
        for (int s = 0; s < 12; s++) {
            sequences.add(concat(shared, new int[] {s}, tokens(100 + s, 59)));
        }
        Greedy greedy = new Greedy(sequences.size(), 0);
        try (Decoder other = Decoder.open(TINY, FloatType.F32, products, 1)) {
            new TreeWalk(other, 1 << 24).run(new PrefixTree(sequences), 1, greedy);
        }
        TreeWalk plain = new TreeWalk(decoder, 0);
        for (int s = 0; s < sequences.size(); s++) {
            Decoder.Best alone = plain.alone(sequences.get(s));
            assertThat(greedy.chosen.get(s)).containsExactly(alone.ids()[0]);
            assertThat(greedy.margins.get(s).get(0)).isCloseTo(alone.margins()[0], within(TOLERANCE));
        }
    }

    @Test
    void showsEveryTokenOfEverySequenceOnceAndAsReadAlone() throws Exception {
        for (long budget : new long[] {0, 1 << 20}) {
            List<int[]> sequences = randomTree(33, 40);
            Map<String, Float> seen = new HashMap<>();
            WalkVisitor lengths = new WalkVisitor() {
                @Override
                public int next(int sequence, int best, float margin) {
                    return END;
                }

                @Override
                public LayerTap tap(List<Rows> rows) {
                    return (layer, hidden) -> {
                        try (TensorScope scope = decoder.scope()) {
                            float[] length = decoder.lengths(scope, hidden);
                            for (Rows run : rows) {
                                for (int sequence : run.sequences()) {
                                    for (int i = 0; i < run.count(); i++) {
                                        String key = layer + " " + sequence + " " + (run.position() + i);
                                        assertThat(seen.put(key, length[run.row() + i]))
                                                .isNull();
                                    }
                                }
                            }
                        }
                    };
                }
            };
            new TreeWalk(decoder, 0).run(new PrefixTree(sequences), ADDED, budget, lengths);
            ReferenceDecoder reference = new ReferenceDecoder(TINY, Architecture.LLAMA.config(TINY));
            int expected = 0;
            for (int s = 0; s < sequences.size(); s++) {
                double[][][] hidden = reference.hidden(sequences.get(s));
                for (int layer = 0; layer < hidden.length; layer++) {
                    for (int t = 0; t < hidden[layer].length; t++) {
                        expected++;
                        double length = Math.sqrt(
                                Arrays.stream(hidden[layer][t]).map(x -> x * x).sum());
                        assertThat(seen.get(layer + " " + s + " " + t)).isCloseTo((float) length, within(TOLERANCE));
                    }
                }
            }
            assertThat(seen).hasSize(expected);
        }
    }

    @Test
    void stopsWhenInterruptedAndKeepsWhatWasFinished() throws Exception {
        List<int[]> sequences = randomTree(44, 60);
        Set<Integer> finished = new HashSet<>();
        WalkVisitor visitor = (sequence, best, margin) -> {
            finished.add(sequence);
            Thread.currentThread().interrupt();
            return WalkVisitor.END;
        };
        TreeWalk walk = new TreeWalk(decoder, 1 << 24);
        PrefixTree tree = new PrefixTree(sequences);
        assertThatThrownBy(() -> walk.run(tree, ADDED, visitor)).isInstanceOf(InterruptedException.class);
        assertThat(finished).isNotEmpty();
        assertThat(finished.size()).isLessThan(sequences.size());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void decidesACloseCallByReadingTheSequenceAlone() throws Exception {
        // Two tokens with the same head row always tie: the lead is 0 and the lone pass decides.
        TinyCheckpoint twins = TinyCheckpoint.standard(3);
        float[] head = twins.values("output.weight");
        int width = 24;
        int favourite;
        int[] ids = tokens(7, 20);
        try (Decoder single = Decoder.open(twins, FloatType.F32, Products.PLAIN, 0)) {
            favourite = new TreeWalk(single, 0).alone(ids).ids()[0];
        }
        int twin = favourite == 0 ? 1 : 0;
        System.arraycopy(head, favourite * width, head, twin * width, width);
        try (Decoder tied = Decoder.open(twins, FloatType.F32, Products.PLAIN, 0)) {
            List<Float> margins = new ArrayList<>();
            List<Integer> chosen = new ArrayList<>();
            TreeWalk walk = new TreeWalk(tied, 1 << 20);
            walk.run(new PrefixTree(List.of(ids)), 1, (sequence, best, margin) -> {
                margins.add(margin);
                chosen.add(best);
                return WalkVisitor.END;
            });
            assertThat(margins).containsExactly(0f);
            assertThat(chosen).containsExactly(walk.alone(ids).ids()[0]);
        }
    }

    @Test
    void refusesAVisitorThatAddsMoreThanItSaid() {
        TreeWalk walk = new TreeWalk(decoder, 1 << 20);
        PrefixTree tree = new PrefixTree(List.of(tokens(1, 5)));
        assertThatThrownBy(() -> walk.run(tree, 2, (sequence, best, margin) -> best))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 2 tokens");
    }

    /** Takes the best token a given number of times. */
    private static final class Greedy implements WalkVisitor {
        private final int added;
        private final List<List<Integer>> chosen = new ArrayList<>();
        private final List<List<Float>> margins = new ArrayList<>();

        Greedy(int sequences, int added) {
            this.added = added;
            for (int i = 0; i < sequences; i++) {
                chosen.add(new ArrayList<>());
                margins.add(new ArrayList<>());
            }
        }

        @Override
        public int next(int sequence, int best, float margin) {
            chosen.get(sequence).add(best);
            margins.get(sequence).add(margin);
            return chosen.get(sequence).size() > added ? END : best;
        }
    }

    // Sequences that begin with each other's beginnings, at random lengths; some are beginnings of others.
    private static List<int[]> randomTree(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> all = new ArrayList<>();
        all.add(random.ints(80, 0, 50).toArray());
        Set<List<Integer>> distinct = new HashSet<>();
        distinct.add(Arrays.stream(all.get(0)).boxed().toList());
        while (all.size() < count) {
            int[] base = all.get(random.nextInt(all.size()));
            int kept = random.nextInt(base.length + 1);
            int[] grown = concat(
                    Arrays.copyOf(base, kept),
                    random.ints(random.nextInt(90), 0, 50).toArray());
            if (grown.length > 0
                    && grown.length < 300
                    && distinct.add(Arrays.stream(grown).boxed().toList())) {
                all.add(grown);
            }
        }
        return all;
    }

    private static int[] tokens(long seed, int count) {
        return new SplittableRandom(seed).ints(count, 0, 50).toArray();
    }

    private static int[] concat(int[]... pieces) {
        return Arrays.stream(pieces).flatMapToInt(Arrays::stream).toArray();
    }
}
