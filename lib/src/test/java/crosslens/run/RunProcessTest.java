package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProcessTest {
    @TempDir
    Path folder;

    @Test
    void aRunKilledAgainAndAgainEndsAsAnUndisturbedOne(@TempDir Path other) throws Exception {
        RunStore store = new RunStore(folder);
        int before = 0;
        for (int answers : new int[] {1, 40, 250}) {
            Process process = AppendingProcess.start(folder, AppendingProcess.ALL);
            try (BufferedReader output = AppendingProcess.output(process)) {
                assertThat(output.readLine()).isEqualTo("open");
                for (int i = 0; i < answers; i++) {
                    output.readLine();
                }
                process.destroyForcibly(); // SIGKILL, while it appends
            }
            process.waitFor();
            int stored = store.find(Samples.SPEC).orElseThrow().records().size();
            assertThat(stored).isGreaterThanOrEqualTo(before + answers);
            before = stored;
        }
        int count = before + 50;
        try (Run resumed = store.open(Samples.SPEC, Samples.INFO);
                Run undisturbed = new RunStore(other).open(Samples.SPEC, Samples.INFO)) {
            Samples.fill(resumed, count);
            Samples.fill(undisturbed, count);
            assertThat(resumed.size()).isEqualTo(count);
            assertThat(resumed.records()).isEqualTo(undisturbed.records());
        }
        assertThat(store.verify(store.find(Samples.SPEC).orElseThrow(), Samples.ids(count)))
                .isEmpty();
    }

    @Test
    void aRunThatAnotherProcessHasOpenIsRefusedAndTheHolderNamed() throws Exception {
        RunStore store = new RunStore(folder);
        Process holder = AppendingProcess.start(folder, 3);
        try (BufferedReader output = AppendingProcess.output(holder)) {
            for (String line = output.readLine(); !"2".equals(line); line = output.readLine()) {
                assertThat(line).isNotNull();
            }
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("records.jsonl is in use by \"process " + holder.pid() + " on ");
            }
            StoredRun stored = store.find(Samples.SPEC).orElseThrow();
            assertThatThrownBy(() -> store.delete(stored.name())).hasMessageContaining("process " + holder.pid());
            assertThat(stored.records()).hasSize(3);
            holder.getOutputStream().close();
            assertThat(holder.waitFor()).isZero();
        }
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThat(run.size()).isEqualTo(3);
        }
    }

    @Test
    void aRefusedSecondOpeningDoesNotFreeTheLockForOtherProcesses() throws Exception {
        RunStore store = new RunStore(folder);
        try (Run run = store.open(Samples.SPEC, Samples.INFO)) {
            assertThatThrownBy(() -> store.open(Samples.SPEC, Samples.INFO)).hasMessageContaining("this process");
            store.list();
            store.du();
            assertThat(run.records()).isEmpty();
            Process other = AppendingProcess.start(folder, 1);
            try (BufferedReader output = AppendingProcess.output(other)) {
                assertThat(output.lines().toList())
                        .anyMatch(line -> line.contains(
                                "in use by \"process " + ProcessHandle.current().pid()));
            }
            assertThat(other.waitFor()).isNotZero();
        }
    }
}
