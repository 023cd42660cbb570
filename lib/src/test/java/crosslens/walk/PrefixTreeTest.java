package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefixTreeTest {
    @Test
    void countsACommonBeginningOnce() {
        int[] shared = IntStream.range(0, 100).toArray();
        PrefixTree tree = new PrefixTree(List.of(with(shared, 7, 8), with(shared, 9), with(shared, 7, 6, 5)));
        // 100 shared, then 2, 1 and 3 tokens; the 7 that two of them share is too short for a node.
        assertThat(tree.size()).isEqualTo(106);
        assertThat(tree.nodes()).extracting(PrefixTree.Node::end).containsExactly(-1, 2, 0, 1);
    }

    @Test
    void keepsASequenceThatIsTheBeginningOfOthers() {
        int[] shared = IntStream.range(0, 50).toArray();
        PrefixTree tree = new PrefixTree(List.of(with(shared, 1), shared, with(shared, 2)));
        assertThat(tree.size()).isEqualTo(52);
        assertThat(tree.nodes()).extracting(PrefixTree.Node::end).containsExactly(1, 0, 2);
    }

    @Test
    void readsShortBeginningsAgainUnlessManyShareThem() {
        // 8 common tokens: with 3 sequences a node would save 2 * 8 = 16, with 5 sequences 4 * 8 = 32.
        assertThat(new PrefixTree(branches(8, 3)).size()).isEqualTo(3 * 9);
        assertThat(new PrefixTree(branches(8, 5)).size()).isEqualTo(8 + 5);
    }

    @Test
    void spellsEverySequenceAlongItsPathForRandomTrees() {
        for (int seed = 0; seed < 200; seed++) {
            List<int[]> sequences = randomSequences(new SplittableRandom(seed));
            PrefixTree tree = new PrefixTree(sequences);
            int ends = 0;
            for (PrefixTree.Node node : tree.nodes()) {
                assertThat(node.tokens()).isPositive();
                assertThat(node.from())
                        .isEqualTo(node.parent() == null ? 0 : node.parent().to());
                assertThat(node.parent() == null || node.parent().index() < node.index())
                        .isTrue();
                int[] path = tree.path(node);
                for (int sequence : tree.below(node)) {
                    assertThat(Arrays.equals(sequences.get(sequence), 0, node.to(), path, 0, node.to()))
                            .isTrue();
                }
                if (node.end() >= 0) {
                    ends++;
                    assertThat(node.to()).isEqualTo(sequences.get(node.end()).length);
                }
            }
            assertThat(ends).isEqualTo(sequences.size());
        }
    }

    @Test
    void refusesEmptyAndRepeatedSequences() {
        assertThatThrownBy(() -> new PrefixTree(List.of(new int[] {1}, new int[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequence 1 is empty");
        assertThatThrownBy(() -> new PrefixTree(List.of(new int[] {1}, new int[] {2}, new int[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 and 2 are the same");
    }

    private static List<int[]> branches(int common, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> with(IntStream.range(100, 100 + common).toArray(), i))
                .toList();
    }

    private static List<int[]> randomSequences(SplittableRandom random) {
        List<int[]> all = new ArrayList<>();
        HashSet<List<Integer>> seen = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            int[] base = all.isEmpty() ? new int[0] : all.get(random.nextInt(all.size()));
            int[] grown = with(
                    Arrays.copyOf(base, random.nextInt(base.length + 1)),
                    random.ints(random.nextInt(60), 0, 3).toArray());
            if (grown.length > 0 && seen.add(Arrays.stream(grown).boxed().toList())) {
                all.add(grown);
            }
        }
        return all;
    }

    private static int[] with(int[] shared, int... more) {
        int[] all = Arrays.copyOf(shared, shared.length + more.length);
        System.arraycopy(more, 0, all, shared.length, more.length);
        return all;
    }
}
