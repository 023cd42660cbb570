package crosslens.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The lines of Java that stand as examples beside methods; a test compiles them all. */
final class HelpExamples {
    private static final Properties ALL = load();

    private HelpExamples() {}

    /** The example of a type's method, empty if there is none. */
    static String of(String type, String method) {
        return ALL.getProperty(type + "." + method, "");
    }

    /** Every example by {@code Type.method}. */
    static Properties all() {
        Properties copy = new Properties();
        copy.putAll(ALL);
        return copy;
    }

    private static Properties load() {
        Properties examples = new Properties();
        try (InputStream in = HelpExamples.class.getResourceAsStream("examples.properties");
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            examples.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the kit's examples cannot be read", e);
        }
        return examples;
    }
}
