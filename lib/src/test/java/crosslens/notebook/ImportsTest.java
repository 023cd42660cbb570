package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
    @TempDir
    Path folder;

    private List<String> complaints(String source) {
        var file = new SimpleJavaFileObject(URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var found = new DiagnosticCollector<JavaFileObject>();
        List<String> options = List.of(
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-implicit:none",
                "-d",
                folder.toString());
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, options, null, List.of(file))
                .call();
        return found.getDiagnostics().stream().map(d -> d.getMessage(null)).toList();
    }

    @Test
    void everyDefaultImportExists() {
        assertThat(complaints(String.join("\n", KitExtension.IMPORTS) + "\nclass Cell {}"))
                .isEmpty();
    }

    @Test
    void namesOfEverydayUseAreNotAmbiguous() {
        String fields = Stream.of(
                        "Table",
                        "Language",
                        "Span",
                        "Prompt",
                        "Cell",
                        "Path",
                        "Stream<String>",
                        "Function<String, String>",
                        "Progress",
                        "List<String>")
                .map(type -> type + " f" + Math.abs(type.hashCode()) + ";")
                .reduce("", String::concat);
        String kernels =
                "import java.io.*; import java.math.*; import java.net.*; import java.time.*; import java.util.*; import java.util.regex.*;";
        assertThat(complaints(kernels + String.join("\n", KitExtension.IMPORTS) + "\nclass Notebook { " + fields
                        + " Language l = DE; }"))
                .isEmpty();
    }
}
