package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final Recorder recorder = new Recorder();
    private long now;

    private static final class Recorder implements Frontend {
        final List<Output> shown = new ArrayList<>();
        final List<String> ids = new ArrayList<>();
        boolean broken;

        @Override
        public void display(String id, Output output) {
            if (broken) {
                throw new IllegalStateException("gone");
            }
            ids.add(id);
            shown.add(output);
        }

        @Override
        public void update(String id, Output output) {
            display(id, output);
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(200);
        }

        String last(String type) {
            return shown.get(shown.size() - 1).data().get(type);
        }
    }

    private Progress start(long total, long before) {
        return new Progress("a <b>", total, before, recorder, () -> now);
    }

    @Test
    void showsCountsRateAndTimeLeft() {
        Progress progress = start(100, 0);
        now = 10 * SECOND;
        progress.at(40);
        // 40 in 10 s are 4 a second; the other 60 take 15 s
        assertThat(recorder.last(Output.TEXT)).isEqualTo("a <b>: 40 of 100, 4.0 a second, 15 s left");
        assertThat(recorder.last(Output.HTML))
                .contains("max=\"100\" value=\"40\"", "a &lt;b&gt;")
                .doesNotContain("<b>");
    }

    @Test
    void itemsDoneEarlierDoNotCountForTheSpeed() {
        Progress progress = start(100, 90);
        now = 10 * SECOND;
        progress.at(95);
        // 5 in 10 s: 2 s each, the other 5 take 10 s
        assertThat(recorder.last(Output.TEXT)).isEqualTo("a <b>: 95 of 100, 2.0 s each, 10 s left");
    }

    @Test
    void updatesOneDisplayNoMoreOftenThanTheFrontEndLikes() {
        Progress progress = start(1000, 0);
        for (int i = 0; i < 1000; i++) {
            now += SECOND / 1000;
            progress.advance();
        }
        progress.close();
        // at the start, at 0.2, 0.4, 0.6, 0.8 and 1.0 s, and at the end
        assertThat(recorder.shown).hasSize(7);
        assertThat(recorder.ids).containsOnly(recorder.ids.get(0));
    }

    @Test
    void leavesCountsWithoutTimes() {
        Progress progress = start(3, 0);
        now = SECOND;
        progress.at(5);
        progress.close();
        progress.close();
        assertThat(recorder.last(Output.TEXT)).isEqualTo("a <b>: 3 of 3");
        assertThat(recorder.last(Output.HTML)).doesNotContain("<progress");
        assertThat(recorder.shown).hasSize(3);
    }

    @Test
    void saysWhereTheWorkStopped() {
        Progress progress = start(3, 0);
        progress.advance();
        progress.close();
        assertThat(recorder.last(Output.TEXT)).isEqualTo("a <b>: 1 of 3, stopped");
    }

    @Test
    void brokenDisplayDoesNotEndTheWork() {
        Progress progress = start(3, 0);
        recorder.broken = true;
        now = SECOND;
        progress.advance();
        recorder.broken = false;
        now = 2 * SECOND;
        progress.advance();
        progress.close();
        assertThat(recorder.shown).hasSize(1);
    }

    @Test
    void leavesAnInterruptAlone() {
        Progress progress = start(3, 0);
        Thread.currentThread().interrupt();
        now = SECOND;
        progress.advance();
        progress.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void writesDurationsByTheirLargestUnits() {
        assertThat(Progress.duration(59)).isEqualTo("59 s");
        assertThat(Progress.duration(61)).isEqualTo("1 min 01 s");
        assertThat(Progress.duration(2 * 3600 + 5 * 60 + 59)).isEqualTo("2 h 05 min");
    }

    @Test
    void refusesToStartBeyondTheEnd() {
        assertThatThrownBy(() -> start(3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 of 3");
        assertThatThrownBy(() -> start(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
