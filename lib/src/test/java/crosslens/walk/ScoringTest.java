package crosslens.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.FileDigests;
import crosslens.decoder.Architecture;
import crosslens.decoder.Decoder;
import crosslens.decoder.Products;
import crosslens.decoder.ReferenceDecoder;
import crosslens.decoder.TinyCheckpoint;
import crosslens.tensor.FloatType;
import crosslens.walk.MaskedScoring.Stretch;
import crosslens.walk.Scoring.Continued;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class ScoringTest {
    /** Float32 against float64 or against float32 in another order of sums; log-probabilities here are -0.01 to -15. */
    private static final double TOLERANCE = 1e-4;

    private static final TinyCheckpoint TINY = TinyCheckpoint.standard(77);
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
    @ValueSource(longs = {1, 2, 3})
    void scoresEveryContinuationAsFloat64LoopsWouldAlone(long seed) throws Exception {
        List<Continued> requests = randomRequests(seed, 10);
        ReferenceDecoder reference = new ReferenceDecoder(TINY, Architecture.LLAMA.config(TINY));
        double[][] found = run(new Scoring(decoder, 1 << 24), requests);
        for (int r = 0; r < requests.size(); r++) {
            Continued request = requests.get(r);
            for (int i = 0; i < request.continuation().length; i++) {
                int[] before = Arrays.copyOf(request.read(), request.prefix().length + i);
                double[] logits = reference.logits(before);
                double sum = Arrays.stream(logits).map(Math::exp).sum();
                assertThat(found[r][i]).isCloseTo(logits[request.continuation()[i]] - Math.log(sum), within(TOLERANCE));
            }
        }
    }

    @Test
    void scoresTheSameInAnyCompanyAndMemory() throws Exception {
        List<Continued> requests = randomRequests(9, 40);
        double[][] together = run(new Scoring(decoder, 1 << 26), requests);
        double[][] tight = run(new Scoring(decoder, 0), requests);
        for (int r = 0; r < requests.size(); r++) {
            double[] alone = run(new Scoring(decoder, 0), List.of(requests.get(r)))[0];
            assertThat(together[r]).containsExactly(alone, within(TOLERANCE));
            assertThat(tight[r]).containsExactly(alone, within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void removedAndMaskedSegmentsScoreAsTheReferenceSays(Path folder) throws Exception {
        JsonNode expected =
                new JsonMapper().readTree(folder.resolve("oracle.json").toFile());
        int[] prompt = ints(expected.get("prompt"));
        int[] continuation = ints(expected.get("continuation"));
        List<Continued> removed = new ArrayList<>(List.of(new Continued(prompt, continuation)));
        List<Stretch> masked = new ArrayList<>();
        for (JsonNode segment : expected.get("segments")) {
            Stretch stretch = new Stretch(segment.get(0).asInt(), segment.get(1).asInt());
            masked.add(stretch);
            removed.add(new Continued(without(prompt, stretch), continuation));
        }
        try (Checkpoint checkpoint = Checkpoint.open(folder, FileDigests.uncached());
                Decoder model = Decoder.open(checkpoint, FloatType.F32, Products.PLAIN, 1)) {
            double[][] deleted = run(new Scoring(model, 1 << 24), removed);
            assertThat(deleted[0]).containsExactly(doubles(expected.get("whole")), within(TOLERANCE));
            for (int passTokens : new int[] {1024, 7}) {
                double[][] hidden =
                        new MaskedScoring(model, passTokens).run(new Continued(prompt, continuation), masked);
                assertThat(hidden[0]).containsExactly(doubles(expected.get("whole")), within(TOLERANCE));
                for (int s = 0; s < masked.size(); s++) {
                    assertThat(hidden[s + 1])
                            .containsExactly(doubles(expected.get("mask").get(s)), within(TOLERANCE));
                }
            }
            for (int s = 0; s < masked.size(); s++) {
                assertThat(deleted[s + 1])
                        .containsExactly(doubles(expected.get("delete").get(s)), within(TOLERANCE));
            }
        }
    }

    @Test
    void refusesWhatCannotBeScored() {
        assertThatThrownBy(() -> new Continued(new int[0], new int[] {1})).hasMessageContaining("0 tokens");
        assertThatThrownBy(() -> new Continued(new int[] {1}, new int[0])).hasMessageContaining("0: both");
        assertThatThrownBy(() -> new Stretch(3, 3)).hasMessageContaining("no stretch");
        Continued request = new Continued(new int[] {1, 2, 3}, new int[] {4});
        assertThatThrownBy(() -> new MaskedScoring(decoder).run(request, List.of(new Stretch(1, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be masked in a prefix of 3");
    }

    private static double[][] run(Scoring scoring, List<Continued> requests) throws InterruptedException {
        double[][] found = new double[requests.size()][];
        scoring.run(requests, (index, logProbs) -> {
            assertThat(found[index]).isNull();
            found[index] = logProbs;
        });
        assertThat(Arrays.asList(found)).doesNotContainNull();
        return found;
    }

    // Prefixes that share beginnings of random length with each other, each with one or two continuations; equal
    // requests and equal readings happen.
    private static List<Continued> randomRequests(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Continued> all = new ArrayList<>();
        int[] trunk = random.ints(90, 0, 50).toArray();
        for (int i = 0; i < count; i++) {
            int[] base =
                    all.isEmpty() ? trunk : all.get(random.nextInt(all.size())).prefix();
            int[] kept = Arrays.copyOf(base, random.nextInt(base.length) + 1);
            int[] prefix = i % 4 == 3
                    ? kept
                    : concat(kept, random.ints(random.nextInt(1, 80), 0, 50).toArray());
            int[] continuation = random.ints(random.nextInt(1, 9), 0, 50).toArray();
            all.add(new Continued(prefix, continuation));
            if (i % 3 == 0) {
                int[] other = continuation.clone();
                other[other.length - 1] = (other[other.length - 1] + 1) % 50;
                all.add(new Continued(prefix, other));
            }
        }
        all.add(all.get(0));
        return all;
    }

    private static int[] without(int[] prompt, Stretch stretch) {
        return concat(Arrays.copyOf(prompt, stretch.from()), Arrays.copyOfRange(prompt, stretch.to(), prompt.length));
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        Arrays.setAll(values, i -> array.get(i).asInt());
        return values;
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        Arrays.setAll(values, i -> array.get(i).asDouble());
        return values;
    }

    static List<Path> recorded() throws IOException, URISyntaxException {
        Path all = Path.of(Objects.requireNonNull(ScoringTest.class.getResource("/decoder"))
                .toURI());
        try (Stream<Path> entries = Files.list(all)) {
            return entries.filter(folder -> Files.exists(folder.resolve("oracle.json")))
                    .sorted()
                    .toList();
        }
    }
}
