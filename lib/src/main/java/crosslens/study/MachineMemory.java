package crosslens.study;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory that this process may still take.
 *
 * <p>On Linux what {@code /proc/meminfo} calls available, or less where the process lives in a control group with a limit; elsewhere the machine's whole
 * memory, since nothing better is known.
 */
final class MachineMemory {
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final Pattern INACTIVE = Pattern.compile("(?m)^(?:total_)?inactive_file (\\d+)$");
    private static final long NO_LIMIT = 1L << 60;

    private final Path proc;
    private final Path groups;

    private MachineMemory(Path proc, Path groups) {
        this.proc = proc;
        this.groups = groups;
    }

    /** This machine's. */
    static MachineMemory here() {
        return new MachineMemory(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** A machine's whose kernel shows these folders. */
    static MachineMemory of(Path proc, Path groups) {
        return new MachineMemory(proc, groups);
    }

    /** Bytes; the largest number where nothing is known. */
    long available() {
        OptionalLong kib = match(proc.resolve("meminfo"), AVAILABLE);
        long free = kib.isPresent() ? kib.getAsLong() << 10 : total();
        return Math.min(free, groupLeft());
    }

    private static long total() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    /** What the control group leaves; file contents that the kernel would drop count as free. */
    private long groupLeft() {
        long left = left("memory.max", "memory.current", "memory.stat");
        Path old = Path.of("memory");
        return Math.min(
                left,
                left(
                        old.resolve("memory.limit_in_bytes").toString(),
                        old.resolve("memory.usage_in_bytes").toString(),
                        old.resolve("memory.stat").toString()));
    }

    private long left(String limitFile, String usedFile, String statFile) {
        OptionalLong limit = match(groups.resolve(limitFile), Pattern.compile("^(\\d+)$"));
        OptionalLong used = match(groups.resolve(usedFile), Pattern.compile("^(\\d+)$"));
        if (limit.isEmpty() || used.isEmpty() || limit.getAsLong() >= NO_LIMIT) {
            return Long.MAX_VALUE;
        }
        long droppable = match(groups.resolve(statFile), INACTIVE).orElse(0);
        return Math.max(0, limit.getAsLong() - used.getAsLong() + droppable);
    }

    private static OptionalLong match(Path file, Pattern pattern) {
        try {
            Matcher m = Files.isReadable(file)
                    ? pattern.matcher(Files.readString(file).strip())
                    : null;
            return m != null && m.find() ? OptionalLong.of(Long.parseLong(m.group(1))) : OptionalLong.empty();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Bytes as {@code 1.5 GiB}. */
    static String gib(long bytes) {
        return String.format(Locale.ROOT, bytes < 1L << 30 ? "%.2f GiB" : "%.1f GiB", bytes / (double) (1L << 30));
    }
}
