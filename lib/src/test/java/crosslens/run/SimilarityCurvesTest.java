package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.score.Interval;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.CompanionPoint;
import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarityCurvesTest {
    @TempDir
    Path folder;

    @Test
    void aCurveIsReadBackAsItWasAndStoredOnce() throws Exception {
        FindingStore store = new FindingStore(folder);
        FindingSpec spec = FindingSpec.of(FindingSpec.Kind.SIMILARITY, Samples.SPEC, Map.of("form", "curve"));
        SimilarityCurve curve = new SimilarityCurve(
                7,
                5,
                List.of(
                        new SimilarityPoint(0, 0.5, 0.25, 2, Optional.empty()),
                        new SimilarityPoint(1, 0.1, 0.0, Double.NaN, Optional.empty()),
                        new SimilarityPoint(2, 1 / 3.0, 0.5, 2 / 3.0, Optional.of(new Interval(2 / 3.0, 0.5, 0.8)))),
                List.of(new Landmark.Place(Landmark.TURNING_POINT, 1, 2, 0.25, Optional.of(new Interval(1, 0.5, 1.5)))),
                new Landmark.Bottleneck(1, 0.25, 0.5, Optional.empty(), List.of(0.5, 0.125)));
        for (int i = 0; i < 2; i++) {
            try (FindingRun run = store.open(spec, RunInfo.of("m", "d", Instant.EPOCH))) {
                SimilarityCurves.store(run, curve);
            }
        }
        assertThat(store.find(spec).orElseThrow().records()).hasSize(1);
        assertThat(SimilarityCurves.read(store.find(spec).orElseThrow())).contains(curve);
    }

    @Test
    void aMeasureBesideSIsReadBackAsItWas() throws Exception {
        FindingStore store = new FindingStore(folder);
        FindingSpec spec = FindingSpec.of(FindingSpec.Kind.SIMILARITY, Samples.SPEC, Map.of("form", "retrieval"));
        CompanionCurve curve = new CompanionCurve(
                Companion.RETRIEVAL,
                7,
                5,
                List.of(
                        new CompanionPoint(0, Double.NaN, Double.NaN, Optional.empty()),
                        new CompanionPoint(1, 1 / 3.0, 1 / 7.0, Optional.of(new Interval(1 / 3.0, 0.25, 0.5)))));
        try (FindingRun run = store.open(spec, RunInfo.of("m", "d", Instant.EPOCH))) {
            CompanionCurves.store(run, curve);
        }
        assertThat(CompanionCurves.read(store.find(spec).orElseThrow())).contains(curve);
        assertThat(SimilarityCurves.read(store.find(spec).orElseThrow())).isEmpty();
    }

    @Test
    void sumsAreNoCurve() throws Exception {
        FindingStore store = new FindingStore(folder);
        FindingSpec spec = FindingSpec.of(FindingSpec.Kind.SIMILARITY, Samples.SPEC, Map.of("form", "sums"));
        store.open(spec, RunInfo.of("m", "d", Instant.EPOCH)).close();
        assertThat(SimilarityCurves.read(store.find(spec).orElseThrow())).isEmpty();
    }
}
