package crosslens.bench;

import ai.djl.ndarray.NDArray;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.GgufFile;
import crosslens.decoder.Attention;
import crosslens.decoder.Decoder;
import crosslens.decoder.DecoderConfig;
import crosslens.decoder.FeedForward;
import crosslens.decoder.LayerTap;
import crosslens.decoder.Pack;
import crosslens.decoder.Products;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.tensor.TorchScript;
import crosslens.walk.PrefixTree;
import crosslens.walk.TreeWalk;
import crosslens.walk.WalkVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Prints what bounds one model here: cold prefill against the peak of matrix products, decoding of one sequence against the
 * time it takes to read its bytes. Both limits are measured in the same process.
 *
 * <p>Arguments: a .gguf file, PLAIN or ONEDNN, the number of threads. BENCHMARKS.md has the command.
 */
public final class EngineBench {
    private static final int SIDE = 2048;
    private static final int REPEATS = 9;
    private static final int DECODED = 64;
    private static final int DECODE_PROMPT = 800;

    private static final String LIMITS = """
              def product(self: __torch__.M, x: Tensor, w: Tensor) -> Tensor:
                return (self).multiply(x, w)

              def total(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.sum(x)
            """;

    private interface Work {
        void run() throws InterruptedException;
    }

    private EngineBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Products products = Products.valueOf(args[1]);
        try (Checkpoint checkpoint = GgufFile.open(Path.of(args[0]));
                Decoder decoder = Decoder.open(checkpoint, FloatType.F32, products, Integer.parseInt(args[2]));
                TensorScope scope = decoder.scope();
                TorchScript script = TorchScript.compile(
                        scope,
                        TorchScript.resource("decoder"),
                        LIMITS,
                        TorchScript.resource("multiply-" + products.name().toLowerCase(Locale.ROOT)))) {
            prefill(decoder, scope, script);
            decode(decoder, scope, script);
        }
    }

    private static void prefill(Decoder decoder, TensorScope scope, TorchScript script) throws InterruptedException {
        DecoderConfig config = decoder.config();
        NDArray square = random(scope, (long) SIDE * SIDE).reshape(SIDE, SIDE);
        NDArray prepared = script.call(scope, "prepared", square).singletonOrThrow();
        double peak = 2.0 * SIDE * SIDE * SIDE / seconds(() -> once(scope, script, "product", square, prepared));
        System.out.printf("matrix peak, %d x %d x %d: %.0f GF/s%n", SIDE, SIDE, SIDE, peak / 1e9);
        for (int tokens : new int[] {512, 800, 1024}) {
            int[] ids = ids(tokens, config.vocabulary());
            double time = seconds(() -> {
                try (TensorScope pass = decoder.scope()) {
                    NDArray hidden = decoder.forward(pass, Pack.Tree.single(ids), null, LayerTap.NONE);
                    decoder.best(pass, hidden, tokens - 1);
                }
            });
            double work = work(config, tokens);
            System.out.printf(
                    "prefill of %d tokens: %.0f tokens/s, %.0f GF/s, %.0f %% of the peak%n",
                    tokens, tokens / time, work / time / 1e9, 100 * work / time / peak);
        }
    }

    private static void decode(Decoder decoder, TensorScope scope, TorchScript script) throws InterruptedException {
        DecoderConfig config = decoder.config();
        // All matrices, and of keys and values what the middle of the answer sees.
        double bytes = 4 * (matrices(config) + (double) config.vocabulary() * config.hidden())
                + decoder.slotBytes() * (DECODE_PROMPT + DECODED / 2.0);
        NDArray weights = random(scope, (long) (bytes / 4));
        double read = seconds(() -> once(scope, script, "total", weights));
        System.out.printf("reading %.0f MB: %.1f ms, %.1f GB/s%n", bytes / 1e6, 1e3 * read, bytes / read / 1e9);
        PrefixTree tree = new PrefixTree(List.of(ids(DECODE_PROMPT, config.vocabulary())));
        List<Double> steps = new ArrayList<>();
        long[] last = new long[1];
        WalkVisitor visitor = (sequence, best, margin) -> {
            long now = System.nanoTime();
            if (last[0] != 0 && margin >= TreeWalk.SURE_MARGIN) {
                steps.add((now - last[0]) / 1e9);
            }
            last[0] = System.nanoTime();
            return steps.size() >= DECODED ? WalkVisitor.END : best;
        };
        new TreeWalk(decoder, 1L << 28).run(tree, 2 * DECODED, visitor);
        double step = median(steps);
        System.out.printf(
                "decoding one sequence after %d tokens: %.1f ms a token, %.2f times the reading%n",
                DECODE_PROMPT, 1e3 * step, step / read);
    }

    private static void once(TensorScope scope, TorchScript script, String function, NDArray... arguments) {
        try (TensorScope pass = scope.open()) {
            script.call(pass, function, arguments);
        }
    }

    private static double matrices(DecoderConfig config) {
        Attention a = config.attention();
        double queries = (double) a.keyWidth() * a.heads();
        double attention = config.hidden() * (2 * queries + 2.0 * a.keyWidth() * a.kvHeads());
        double inner = ((FeedForward.Gated) config.layers().get(0).feedForward()).intermediate();
        return config.layers().size() * (attention + 3 * config.hidden() * inner);
    }

    // Products with weights, the head for one row, and the lower half of attention.
    private static double work(DecoderConfig config, int tokens) {
        double head = 2.0 * config.vocabulary() * config.hidden();
        double width =
                (double) config.attention().keyWidth() * config.attention().heads();
        return 2 * matrices(config) * tokens
                + head
                + 2.0 * tokens * tokens * width * config.layers().size();
    }

    private static double seconds(Work work) throws InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i <= REPEATS; i++) {
            long start = System.nanoTime();
            work.run();
            // The first run makes kernels and takes memory.
            if (i > 0) {
                times.add((System.nanoTime() - start) / 1e9);
            }
        }
        return median(times);
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static NDArray random(TensorScope scope, long size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(size)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(1 << 16) / (float) (1 << 16) - 0.5f;
        }
        return scope.floats(values, size);
    }

    private static int[] ids(int count, int vocabulary) {
        return new SplittableRandom(2).ints(count, 0, vocabulary).toArray();
    }
}
