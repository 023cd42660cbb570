package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.run.StoredTime;
import crosslens.study.CatalogueNeed.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static StoredTime at(long seconds, boolean result) {
        return new StoredTime(START.plusSeconds(seconds), result);
    }

    @Test
    void timeBetweenSessionsIsNotCounted() {
        List<StoredTime> log = new ArrayList<>();
        log.add(at(0, false)); // opened
        for (int i = 1; i <= 6; i++) {
            log.add(at(2L * i, true)); // 6 answers, 2 seconds each
        }
        log.add(at(13, false)); // closed
        log.add(at(10_000, false)); // opened again
        for (int i = 1; i <= 6; i++) {
            log.add(at(10_000 + 4L * i, true)); // 6 answers, 4 seconds each
        }
        Pace pace = new Pace();
        pace.add(Source.ANSWERS, "m", log);
        // (6 * 2 + 6 * 4) / 12
        assertThat(pace.seconds(Source.ANSWERS, "m")).hasValue(3.0);
    }

    @Test
    void logsOfCellsAskedTogetherAreOneStretchOfTime() {
        List<StoredTime> one = new ArrayList<>(List.of(at(0, false)));
        List<StoredTime> other = new ArrayList<>(List.of(at(0, false)));
        for (int i = 1; i <= 6; i++) {
            one.add(at(2L * i - 1, true));
            other.add(at(2L * i, true));
        }
        Pace pace = new Pace();
        pace.add(Source.ANSWERS, "m", one);
        pace.add(Source.ANSWERS, "m", other);
        // 12 answers in 12 seconds
        assertThat(pace.seconds(Source.ANSWERS, "m")).hasValue(1.0);
    }

    @Test
    void aFewAnswersOfAnUnknownModelTellNothing() {
        Pace pace = new Pace();
        pace.add(Source.ANSWERS, "m", List.of(at(0, false), at(1, true), at(2, true)));
        assertThat(pace.seconds(Source.ANSWERS, "m")).isEmpty();
        assertThat(pace.seconds(Source.RELEVANCE, "m")).isEmpty();
        assertThat(pace.seconds(Source.ANSWERS, "smollm2")).isPresent();
    }

    @Test
    void timesAreSaidInOneUnit() {
        assertThat(Pace.spoken(0.2)).isEqualTo("1 s");
        assertThat(Pace.spoken(89)).isEqualTo("89 s");
        assertThat(Pace.spoken(125)).isEqualTo("2 min");
        assertThat(Pace.spoken(9000)).isEqualTo("2.5 h");
    }
}
