package crosslens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the import direction of DECISIONS.md: a package imports only from those before it. */
class PackageOrderTest {
    private static final List<String> ORDER = List.of(
            "text",
            "data",
            "prompt",
            "lm",
            "token",
            "score",
            "judge",
            "tensor",
            "checkpoint",
            "decoder",
            "walk",
            "local",
            "remote",
            "attribute",
            "similarity",
            "run",
            "report",
            "study",
            "notebook",
            "cli");
    private static final Set<String> WITHOUT_ENGINE =
            Set.of("text", "data", "prompt", "lm", "score", "judge", "run", "report");
    private static final Path SOURCES = Path.of("lib/src/main/java/crosslens");
    private static final Pattern OWN = Pattern.compile("\\bcrosslens\\.([a-z]+)\\.");

    @Test
    void everyPackageImportsOnlyFromThoseBeforeIt() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String home = SOURCES.relativize(file).getName(0).toString();
            assertThat(ORDER).as("package of %s", file).contains(home);
            for (String line : Files.readAllLines(file)) {
                var use = OWN.matcher(line.startsWith("import ") ? line : "");
                if (use.find() && ORDER.indexOf(use.group(1)) > ORDER.indexOf(home)) {
                    wrong.add(file + ": " + line);
                }
                if (WITHOUT_ENGINE.contains(home) && line.startsWith("import ai.djl")) {
                    wrong.add(file + ": " + line);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        for (Path file : sources()) {
            assertThat(file.resolveSibling("package-info.java")).exists();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }
}
