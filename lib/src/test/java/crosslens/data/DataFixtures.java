package crosslens.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Data that the tests of this package share. */
final class DataFixtures {
    private DataFixtures() {}

    static Path traps() {
        try {
            return Path.of(Objects.requireNonNull(DataFixtures.class.getResource("/data/traps"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** XQuAD's folder; skips the test where it is not at hand. */
    static Path xquad() throws IOException {
        Optional<Path> environment =
                Optional.ofNullable(System.getenv(DataLocator.VARIABLE)).map(Path::of);
        DataLocator locator =
                new DataLocator(Path.of("").toAbsolutePath(), Optional.empty(), environment, Optional.empty());
        String reason = "XQuAD is neither in ../shared/data, data/raw nor " + DataLocator.VARIABLE;
        try {
            DataLocator.Located located = locator.locate(DownloadProgress.SILENT);
            assumeTrue(located.source() != DataLocator.Source.SAMPLE, reason);
            return located.folder().path();
        } catch (IOException e) {
            assumeTrue(environment.isPresent(), reason);
            throw e;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file of one paragraph, "A red house.", with the given questions. */
    static String squad(String... questions) {
        return "{\"data\": [{\"paragraphs\": [{\"context\": \"A red house.\", \"qas\": [\n"
                + String.join(",\n", questions) + "\n]}]}]}";
    }

    static String question(String id, String question, String gold, int start) {
        return "{\"id\": \"" + id + "\", \"question\": \"" + question + "\", \"answers\": [{\"text\": \"" + gold
                + "\", \"answer_start\": " + start + "}]}";
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, text);
    }

    /** {@code questions[p]} examples in paragraph p, ids {@code p0q0}, {@code p0q1}, … */
    static List<QaExample> examples(int... questions) {
        List<QaExample> examples = new ArrayList<>();
        for (int p = 0; p < questions.length; p++) {
            for (int q = 0; q < questions[p]; q++) {
                examples.add(new QaExample(
                        "p" + p + "q" + q, p, "A red house.", "What?", List.of(new Gold("red house", 2))));
            }
        }
        return examples;
    }
}
