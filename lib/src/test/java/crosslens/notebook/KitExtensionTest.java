package crosslens.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.text.Displayable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class KitExtensionTest {

    /** A kernel without a connection: it remembers what it was asked to run and to show. */
    private static final class TestKernel extends BaseKernel {
        final List<String> evaluated = new ArrayList<>();
        final List<DisplayData> displayed = new ArrayList<>();
        boolean interruptedWhileShowing;

        TestKernel() {
            super(
                    "test",
                    "1",
                    null,
                    List.of(),
                    null,
                    new JupyterIO(StandardCharsets.UTF_8),
                    new CommManager(),
                    new Renderer(),
                    null,
                    null,
                    false,
                    new StringStyler.Builder().build());
        }

        void asNotebookKernel(Runnable body) {
            notebookKernel = this;
            try {
                body.run();
            } finally {
                notebookKernel = null;
            }
        }

        @Override
        public void display(DisplayData data) {
            interruptedWhileShowing = Thread.currentThread().isInterrupted();
            displayed.add(data);
        }

        @Override
        public Object evalRaw(String code) {
            evaluated.add(code);
            return null;
        }

        @Override
        public DisplayData inspect(String code, int at, boolean more) {
            return null;
        }

        @Override
        public ReplacementOptions complete(String code, int at) {
            return null;
        }

        @Override
        public String isComplete(String code) {
            return IS_COMPLETE_YES;
        }
    }

    private record Finding(String html, String text) implements Displayable {}

    private final TestKernel kernel = new TestKernel();

    private DisplayData rendered(Object value) {
        new KitExtension().install(kernel);
        return kernel.getRenderer().render(value);
    }

    private static CategoryChart chart() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(320)
                .height(200)
                .title("F1")
                .xAxisTitle("language")
                .build();
        chart.addSeries("en-x", List.of("de", "hi"), List.of(31, 7));
        return chart;
    }

    @Test
    void theKernelFindsTheExtension() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(KitExtension.class);
    }

    @Test
    void tablesAndResultsAreShownAsHtmlWithATextTwin() {
        DisplayData table = rendered(Table.create(IntColumn.create("n", new int[] {7})));
        assertThat((String) table.getData(MIMEType.TEXT_HTML)).startsWith("<div><table>");
        assertThat(table.getData(MIMEType.TEXT_PLAIN)).isEqualTo("n\n7");
        DisplayData finding = kernel.getRenderer().render(new Finding("<p>x</p>", "x"));
        assertThat(finding.getData(MIMEType.TEXT_HTML)).isEqualTo("<p>x</p>");
        assertThat(finding.getData(MIMEType.TEXT_PLAIN)).isEqualTo("x");
    }

    @Test
    void chartsAreSharpPicturesWithWords() throws IOException {
        DisplayData shown = rendered(chart());
        byte[] png = Base64.getDecoder().decode((String) shown.getData(MIMEType.IMAGE_PNG));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(640); // twice 320
        assertThat(shown.getData(MIMEType.TEXT_PLAIN)).isEqualTo("Chart: F1; horizontal: language; series: en-x");
    }

    @Test
    void showReachesTheRunningKernelWithSizeAndWords() {
        kernel.asNotebookKernel(() -> Show.chart(chart()));
        assertThat(kernel.displayed).singleElement().satisfies(shown -> {
            assertThat(shown.hasDisplayId()).isTrue();
            assertThat(shown.getData(MIMEType.TEXT_PLAIN)).isEqualTo("Chart: F1; horizontal: language; series: en-x");
        });
        assertThat(Output.of(chart()).metadata().get(Output.PNG))
                .containsAllEntriesOf(Map.of("width", 320, "height", 200));
    }

    @Test
    void anInterruptedThreadShowsWithoutItsFlagAndKeepsIt() {
        Thread.currentThread().interrupt();
        kernel.asNotebookKernel(() -> Progress.start("x", 2).close());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kernel.displayed).isNotEmpty();
        assertThat(kernel.interruptedWhileShowing).isFalse();
    }

    @Test
    void withoutAKernelTheConsoleIsUsed() {
        assertThat(Frontend.current()).isEqualTo(ConsoleFrontend.STANDARD_OUTPUT);
    }
}
