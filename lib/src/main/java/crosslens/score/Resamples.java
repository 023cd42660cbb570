package crosslens.score;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Random;

/**
 * How often a resample draws each cluster. All intervals over as many clusters rest on the same draws, so these are kept from one interval to the next while memory
 * lasts: drawing took most of a figure's time.
 */
final class Resamples {
    /** Numbers kept at most, 16 MB; the default bootstrap over XQuAD has 2.4 million. */
    private static final int MOST = 1 << 23;

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

    /** Takes one resample. */
    interface Use {
        /**
         * Called for every resample in its turn.
         *
         * @param times by cluster; not to be kept
         */
        void take(int resample, int[] times);
    }

    /** Draws as many clusters as there are, with replacement, again and again; equal arguments give equal draws. */
    static void each(int resamples, long seed, int clusters, Use use) {
        if ((long) resamples * clusters > MOST || clusters > Character.MAX_VALUE) {
            draw(resamples, seed, clusters, use);
            return;
        }
        Resamples kept = latest.get();
        if (kept == null || kept.resamples != resamples || kept.seed != seed || kept.clusters != clusters) {
            kept = new Resamples(resamples, seed, clusters);
            latest = new SoftReference<>(kept);
        }
        int[] drawn = new int[clusters];
        for (int resample = 0; resample < resamples; resample++) {
            for (int i = 0; i < clusters; i++) {
                drawn[i] = kept.times[resample * clusters + i];
            }
            use.take(resample, drawn);
        }
    }

    private static void draw(int resamples, long seed, int clusters, Use use) {
        Random random = new Random(seed);
        int[] drawn = new int[clusters];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < clusters; i++) {
                drawn[random.nextInt(clusters)]++;
            }
            use.take(resample, drawn);
        }
    }
}
