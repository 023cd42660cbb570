package crosslens.study;

import crosslens.checkpoint.ModelLocator;
import crosslens.data.DataLocator;
import crosslens.report.FontCheck;
import crosslens.text.Language;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks at what the kit needs on this machine and says what is missing and how to mend it. Changes nothing and uses no network. */
public final class Doctor {
    private static final long NEEDED_DISK = 1L << 30;
    private static final long NEEDED_MEMORY = 3L << 30;
    private static final String START = "./environment/start --no-study";

    private final Settings settings;
    private final List<Check> checks = new ArrayList<>();

    private Doctor(Settings settings) {
        this.settings = settings;
    }

    /** How a check went: fine, worth knowing, or something that does not work without mending. */
    public enum State {
        OK,
        NOTE,
        MISSING
    }

    /**
     * One thing looked at.
     *
     * @param found what is there
     * @param mend the command or step that mends it; empty where nothing is to be mended
     */
    public record Check(String name, State state, String found, String mend) {}

    /** Every check, in the order in which things build on each other. */
    public static List<Check> examine(Settings settings) {
        Doctor doctor = new Doctor(settings);
        doctor.java();
        doctor.python();
        doctor.fonts();
        doctor.model();
        doctor.data();
        doctor.runs();
        doctor.disk();
        doctor.memory();
        return List.copyOf(doctor.checks);
    }

    private void java() {
        int version = Runtime.version().feature();
        add(
                "JDK",
                version >= 17,
                "Java " + Runtime.version() + " in " + System.getProperty("java.home"),
                "install a JDK 17 or later");
    }

    private void python() {
        Path venv = settings.root().resolve("environment/.venv");
        boolean there = Files.exists(venv.resolve("bin/python")) || Files.exists(venv.resolve("Scripts/python.exe"));
        add("Python", there, there ? "environment/.venv" : "no environment/.venv", START);
        boolean kernel = Files.exists(venv.resolve("share/jupyter/kernels/java/kernel.json"));
        add("kernel", kernel, kernel ? "java, in environment/.venv" : "no kernel specification", START);
    }

    private void fonts() {
        Optional<String> problem = FontCheck.problem();
        Optional<String> warning = problem.isPresent() ? problem : FontCheck.warning(Language.STUDY);
        State state = problem.isPresent() ? State.MISSING : warning.isPresent() ? State.NOTE : State.OK;
        String mend = warning.isPresent() ? "on Debian and Ubuntu, as root: ./environment/packages" : "";
        add("fonts", state, warning.orElse("texts of all twelve languages can be drawn"), mend);
    }

    private void model() {
        try {
            Path file = new ModelLocator(settings.root(), settings.builtInModel()).locate(ModelLocator.BUILT_IN);
            add("model", State.OK, "smollm2 at " + file, "");
        } catch (IOException e) {
            add("model", State.MISSING, e.getMessage(), START);
        }
    }

    private void data() {
        try {
            var located = new DataSets(settings.withOffline(true), ProgressListener.NONE).locate(Optional.empty());
            boolean sample = located.source() == DataLocator.Source.SAMPLE;
            add("data", sample ? State.NOTE : State.OK, located.note(), sample ? "./crosslens data fetch" : "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            add("data", State.MISSING, e.getMessage(), "./crosslens data fetch");
        }
    }

    private void runs() {
        Path existing = settings.runs().toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        boolean writable = existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
        add(
                "run store",
                writable,
                settings.runs() + (writable ? "" : " cannot be written"),
                "name a folder that can be written: --runs DIR or CROSSLENS_RUNS");
    }

    private void disk() {
        try {
            long free = Files.getFileStore(settings.root()).getUsableSpace();
            add(
                    "disk",
                    free >= NEEDED_DISK,
                    gib(free) + " free",
                    "make room: runs and the engine's files need about 1 GiB");
        } catch (IOException e) {
            add("disk", State.NOTE, "free space of " + settings.root() + " cannot be read: " + e.getMessage(), "");
        }
    }

    private void memory() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            long total = system.getTotalMemorySize();
            add(
                    "memory",
                    total >= NEEDED_MEMORY,
                    gib(total) + " in all, " + settings.engine().threads() + " cores",
                    "the built-in model needs about 3 GiB; lower --kv-memory");
        }
    }

    private void add(String name, boolean fine, String found, String mend) {
        add(name, fine ? State.OK : State.MISSING, found, fine ? "" : mend);
    }

    private void add(String name, State state, String found, String mend) {
        checks.add(new Check(name, state, found, mend));
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }
}
