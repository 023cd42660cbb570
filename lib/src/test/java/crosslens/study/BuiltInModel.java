package crosslens.study;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built-in model, where a test needs it. */
public final class BuiltInModel {
    private BuiltInModel() {}

    /** Its file; a test that asks for it is skipped where it is not. */
    public static Path file() {
        String file = System.getenv("CROSSLENS_SMOLLM2");
        assumeTrue(
                file != null && Files.exists(Path.of(file)), "the built-in model is not here: set CROSSLENS_SMOLLM2");
        return Path.of(file);
    }
}
