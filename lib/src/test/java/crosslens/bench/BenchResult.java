package crosslens.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark prints: one line of JSON. */
record BenchResult(int samples, int tokens, double seconds, double processorSeconds) {
    /** Time of the processor this process has used, in nanoseconds. */
    static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    void print() throws IOException {
        System.out.printf(
                "{\"samples\": %d, \"tokens\": %d, \"seconds\": %.3f, \"processor\": %.3f, \"peak_kb\": %d}%n",
                samples, tokens, seconds, processorSeconds, peak());
    }

    /** The most memory the process has had, in KiB. */
    private static long peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
