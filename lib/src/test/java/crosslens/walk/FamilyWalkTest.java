package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.FileDigests;
import crosslens.decoder.Decoder;
import crosslens.decoder.Products;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packed is alone for every family: windows shorter than the trees, soft-caps, latent caches and mixtures included. */
@Tag("engine")
class FamilyWalkTest {
    /** Leads of up to about 10 logits, after a few hundred float32 roundings in another order. */
    private static final float TOLERANCE = 1e-4f * 10;

    private static final int ADDED = 5;

    @ParameterizedTest
    @MethodSource("folders")
    void packsAnyTreeAsItsSequencesAlone(Path folder) throws Exception {
        try (Checkpoint checkpoint = Checkpoint.open(folder, FileDigests.uncached());
                Decoder decoder = Decoder.open(checkpoint, FloatType.F32, Products.PLAIN, 1)) {
            int vocabulary = decoder.config().vocabulary();
            TreeWalk walk = new TreeWalk(decoder, 0);
            for (long seed = 1; seed <= 3; seed++) {
                List<int[]> sequences = tree(seed, vocabulary);
                List<List<Integer>> chosen = new ArrayList<>();
                List<List<Float>> leads = new ArrayList<>();
                sequences.forEach(s -> {
                    chosen.add(new ArrayList<>());
                    leads.add(new ArrayList<>());
                });
                walk.run(new PrefixTree(sequences), ADDED, seed == 1 ? 1 << 16 : 150, (sequence, best, margin) -> {
                    chosen.get(sequence).add(best);
                    leads.get(sequence).add(margin);
                    return chosen.get(sequence).size() > ADDED ? WalkVisitor.END : best;
                });
                for (int s = 0; s < sequences.size(); s++) {
                    int[] tokens = sequences.get(s);
                    for (int step = 0; step <= ADDED; step++) {
                        Decoder.Best alone = walk.alone(tokens);
                        assertThat(chosen.get(s).get(step)).isEqualTo(alone.ids()[0]);
                        assertThat(leads.get(s).get(step)).isCloseTo(alone.margins()[0], within(TOLERANCE));
                        tokens = Arrays.copyOf(tokens, tokens.length + 1);
                        tokens[tokens.length - 1] = alone.ids()[0];
                    }
                }
            }
        }
    }

    /** A trunk of 40 tokens, three branches of 35 to 50, and leaves of 1 to 90 tokens below each and below the trunk. */
    private static List<int[]> tree(long seed, int vocabulary) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] trunk = random.ints(40, 0, vocabulary).toArray();
        List<int[]> sequences = new ArrayList<>();
        for (int branch = 0; branch < 3; branch++) {
            int[] stem = concat(
                    trunk, random.ints(random.nextInt(35, 51), 0, vocabulary).toArray());
            for (int leaf = 0; leaf < 3; leaf++) {
                int length = leaf == 0 ? random.nextInt(66, 91) : random.nextInt(1, 20);
                sequences.add(concat(stem, random.ints(length, 0, vocabulary).toArray()));
            }
        }
        sequences.add(concat(trunk, random.ints(7, 0, vocabulary).toArray()));
        return sequences.stream().distinct().toList();
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static List<Path> folders() throws IOException, URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(FamilyWalkTest.class.getResource("/decoder"))
                .toURI());
        try (Stream<Path> entries = Files.list(all)) {
            return entries.filter(folder -> Files.exists(folder.resolve("config.json")))
                    .sorted()
                    .toList();
        }
    }
}
