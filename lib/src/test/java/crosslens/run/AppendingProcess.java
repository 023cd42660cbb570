package crosslens.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that opens a run, says so, answers items (all without end, or none) and waits until its input ends. */
final class AppendingProcess {
    static final int ALL = 1_000_000;

    private AppendingProcess() {}

    /** @param arguments folder of the store; how many items to answer */
    public static void main(String[] arguments) throws IOException {
        try (Run run = new RunStore(Path.of(arguments[0])).open(Samples.SPEC, Samples.INFO)) {
            System.out.println("open");
            int most = Integer.parseInt(arguments[1]);
            for (int i = run.size(); i < most; i++) {
                run.append(Samples.answer(i));
                System.out.println(i);
            }
            while (System.in.read() >= 0) {
                Thread.onSpinWait();
            }
        }
    }

    static Process start(Path folder, int items) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        java,
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        AppendingProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(items)))
                .redirectErrorStream(true)
                .start();
    }

    static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
