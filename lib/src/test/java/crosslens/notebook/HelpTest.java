package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.study.Crosslens;
import crosslens.study.ProgressListener;
import crosslens.study.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {
    private static final String SOURCE = """
            /**
             * Holds {@code a < b} and {@link Other#name(int) names}. More of {@link java.util.List#of}.
             *
             * <p>Second paragraph.
             *
             * @param size how many, e.g. two
             */
            public record Thing(int size) {
                /** The largest. */
                public static final int MOST = 3;
                /** Turns {@code times}, e.g. twice. Then stops. */
                public Thing turn(String... times) { return this; }
                @Override
                public String toString() { return ""; }
                void hidden() {}
                public Thing { }
            }
            """;

    @Test
    void saysWhatASourceSays() throws IOException {
        TypeHelp type = SourceHelp.parse(SOURCE, "Thing").orElseThrow();
        assertThat(type.doc()).isEqualTo("Holds a < b and names. More of List.of.\nSecond paragraph.");
        assertThat(type.members())
                .extracting(TypeHelp.Member::signature)
                .containsExactly("size() → int", "MOST", "turn(String… times) → Thing");
        assertThat(type.members())
                .extracting(TypeHelp.Member::sentence)
                .containsExactly("how many, e.g. two", "The largest.", "Turns times, e.g. twice.");
        assertThat(SourceHelp.parse(SOURCE, "Nothing")).isEmpty();
    }

    @Test
    void helpOnTheKitListsItsMethodsWithExamples() {
        Crosslens kit = Crosslens.open(Settings.fromEnvironment(), ProgressListener.NONE);
        assertThat(Help.help(kit).text())
                .contains("\ntable(String id, RunSet runs) → TableView\n    A table of the study")
                .contains("    Example: kit.browse(runs).in(DE).wrong();");
        assertThat(Help.help(Crosslens.class).text()).isEqualTo(Help.help(kit).text());
        assertThat(Help.help(kit).html()).contains("<code>table(String id, RunSet runs) → TableView</code>");
    }

    @Test
    void everyTypeANotebookMeetsHasASentence() {
        assertThat(Help.help().text().lines().filter(line -> line.startsWith("    ") && !line.isBlank()))
                .hasSize(Help.TYPES.size());
        assertThat(Help.help().text()).contains("RunSet\n    Stored answers of one or several models");
    }

    @Test
    void aWordIsFoundInNamesOfAnyCase() {
        assertThat(Help.help("PROVENANCE").text()).contains("RunSet.provenance() → TableView");
    }

    @Test
    void whatIsNotOfTheKitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Help.help(7)).withMessageContaining("java.lang.Integer");
        assertThatIllegalArgumentException().isThrownBy(() -> Help.help("qqq")).withMessageContaining("'qqq'");
        assertThatIllegalArgumentException().isThrownBy(() -> Help.help((Object) null));
    }

    @Test
    void everyExampleCompiles(@TempDir Path folder) {
        StringBuilder cell = new StringBuilder(String.join("\n", KitExtension.IMPORTS));
        cell.append(
                        "\nclass Cell { void all(Crosslens kit, Model model, RunSet runs, AnswerPlan plan, crosslens.study.TableView table,")
                .append(" crosslens.report.Figure figure) throws Exception {\n");
        HelpExamples.all()
                .forEach((name, line) -> cell.append("{ ").append(line).append(" }\n"));
        cell.append("}}");
        var file = new SimpleJavaFileObject(URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return cell;
            }
        };
        var found = new DiagnosticCollector<JavaFileObject>();
        List<String> options =
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, options, null, List.of(file))
                .call();
        assertThat(found.getDiagnostics()).isEmpty();
    }

    @Test
    void everyExampleBelongsToAMethod() {
        for (String name : HelpExamples.all().stringPropertyNames()) {
            String[] words = name.split("\\.");
            assertThat(Help.help(words[1]).text()).contains(words[0] + "." + words[1] + "(");
        }
    }
}
