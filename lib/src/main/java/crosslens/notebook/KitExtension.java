package crosslens.notebook;

import crosslens.report.Figure;
import crosslens.text.Displayable;
import java.util.List;
import java.util.function.Function;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * Prepares a JJava kernel for the kit: results look right as the last value of a cell, and the usual imports are there.
 *
 * <p>The kernel finds this class through {@code META-INF/services}. It is compiled against release 1.0-a6 and runs in 1.0a8, so it calls only methods
 * whose signatures the two share.
 */
public final class KitExtension implements Extension {
    /** What every notebook can name without an import of its own, beyond the kernel's {@code java.util}, {@code java.io} and {@code java.math}. */
    public static final List<String> IMPORTS = List.of(
            "import java.nio.file.*;",
            "import java.util.function.*;",
            "import java.util.stream.*;",
            "import org.knowm.xchart.*;",
            "import tech.tablesaw.api.*;",
            "import crosslens.attribute.*;",
            "import crosslens.data.*;",
            "import crosslens.lm.*;",
            "import crosslens.prompt.*;",
            "import crosslens.report.*;",
            "import crosslens.report.claim.*;",
            "import crosslens.report.comparison.*;",
            "import crosslens.score.*;",
            "import crosslens.study.*;",
            "import crosslens.text.*;",
            "import crosslens.notebook.*;",
            "import static crosslens.notebook.Help.*;",
            "import static crosslens.prompt.Scenario.*;",
            "import static crosslens.prompt.Style.*;",
            "import static crosslens.study.AnswerPlan.*;",
            "import static crosslens.text.Language.*;");

    @Override
    public void install(BaseKernel kernel) {
        Renderer renderer = kernel.getRenderer();
        register(renderer, Table.class, Output.HTML, table -> Output.of(table, Output.ROWS));
        register(renderer, Chart.class, Output.PNG, chart -> Output.of(chart));
        register(renderer, Figure.class, Output.PNG, Output::of);
        register(renderer, Displayable.class, Output.HTML, Output::of);
        kernel.evalRaw(String.join("\n", IMPORTS));
    }

    private static <T> void register(Renderer renderer, Class<T> type, String mime, Function<T, Output> show) {
        renderer.createRegistration(type).preferring(mime).register((value, context) -> {
            DisplayData container = context.getOutputContainer();
            Output output = show.apply(value);
            output.data().forEach(container::putData);
            output.metadata().forEach(container::putMetaData);
        });
    }
}
