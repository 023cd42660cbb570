package crosslens.score;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How often a resample draws each cluster. All intervals over as many clusters rest on the same draws, so these are kept from one interval to the next while memory
 * lasts: drawing took most of a figure's time.
 */
final class Resamples {
    /** Numbers kept at most, 16 MB; the default bootstrap over XQuAD has 2.4 million. */
    private static final int MOST = 1 << 23;

    /** Resamples that one thread takes at a time. */
    private static final int TOGETHER = 1000;

    private static volatile SoftReference<Resamples> latest = new SoftReference<>(null);

    private final int resamples;
    private final long seed;
    private final int clusters;
    private final char[] times;

    private Resamples(int resamples, long seed, int clusters) {
        this.resamples = resamples;
        this.seed = seed;
        this.clusters = clusters;
        this.times = new char[resamples * clusters];
        draw(resamples, seed, clusters, (resample, drawn) -> {
            for (int i = 0; i < clusters; i++) {
                times[resample * clusters + i] = (char) drawn[i];
            }
        });
    }

    /** Takes one resample; may be called by several threads at once. */
    interface Use {
        /**
         * Called once for every resample.
         *
         * @param times by cluster, whole numbers; not to be kept
         */
        void take(int resample, double[] times);
    }

    /** Draws as many clusters as there are, with replacement, again and again; equal arguments give equal draws. */
    static void each(int resamples, long seed, int clusters, Use use) {
        if ((long) resamples * clusters > MOST || clusters > Character.MAX_VALUE) {
            draw(resamples, seed, clusters, use);
            return;
        }
        Resamples known = latest.get();
        boolean fits =
                known != null && known.resamples == resamples && known.seed == seed && known.clusters == clusters;
        Resamples kept = fits ? known : new Resamples(resamples, seed, clusters);
        if (!fits) {
            latest = new SoftReference<>(kept);
        }
        int parts = (resamples + TOGETHER - 1) / TOGETHER;
        IntStream.range(0, parts)
                .parallel()
                .forEach(part -> kept.give(part * TOGETHER, Math.min(resamples, (part + 1) * TOGETHER), use));
    }

    private void give(int from, int to, Use use) {
        double[] drawn = new double[clusters];
        for (int resample = from; resample < to; resample++) {
            int start = resample * clusters;
            for (int i = 0; i < clusters; i++) {
                drawn[i] = times[start + i];
            }
            use.take(resample, drawn);
        }
    }

    private static void draw(int resamples, long seed, int clusters, Use use) {
        Random random = new Random(seed);
        double[] drawn = new double[clusters];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < clusters; i++) {
                drawn[random.nextInt(clusters)]++;
            }
            use.take(resample, drawn);
        }
    }
}
