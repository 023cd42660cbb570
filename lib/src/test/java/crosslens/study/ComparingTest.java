package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.prompt.Style;
import crosslens.report.comparison.ComparisonKind;
import crosslens.report.comparison.ComparisonRow;
import crosslens.score.ItemScore;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparisons of the stored runs that notebook 11 shows; those that are not in their store come from the other examples. */
class ComparingTest {
    private Crosslens kit;

    @BeforeEach
    void open() {
        Settings settings = Settings.fromEnvironment().withData(DataSets.SAMPLE).withOffline(true);
        kit = Crosslens.open(
                settings.withRuns(settings.root().resolve("data/fixtures/comparisons")), ProgressListener.NONE);
    }

    private static RunFilter of(String... models) {
        return new RunFilter(List.of(models), List.of(), List.of(), List.of(), Style.RAW, null);
    }

    private double f1(String model, String pair) throws IOException, InterruptedException {
        return kit.runs(of(model)).cells().stream()
                .filter(run -> run.cell().pair().equals(pair)
                        && run.cell().shots() == 2
                        && run.cell().format().equals("v1"))
                .flatMap(run -> run.scores().stream())
                .mapToDouble(ItemScore::f1)
                .average()
                .orElseThrow();
    }

    @Test
    void pairsWithoutEnglishAreComparedByContext() throws IOException, InterruptedException {
        ComparisonView view = kit.compare(ComparisonKind.PAIRS, of("smollm2"));
        assertThat(view.comparison().groups()).containsExactly("smollm2, context de", "smollm2, context es");
        List<ComparisonRow> rows = view.comparison().rows();
        List<String> pairs = List.of("de-en", "de-es", "es-en", "es-de");
        assertThat(rows).hasSameSizeAs(pairs).allMatch(row -> row.items() == 28);
        for (int i = 0; i < pairs.size(); i++) {
            String context = pairs.get(i).substring(0, 2);
            double expected = f1("smollm2", pairs.get(i)) - f1("smollm2", context + "-" + context);
            assertThat(rows.get(i).difference()).as(pairs.get(i)).isCloseTo(expected, within(1e-12));
        }
        assertThat(view.figure().id()).isEqualTo("compare-pairs");
    }

    @Test
    void aModelIsComparedWithOneOfRandomWeights() throws IOException, InterruptedException {
        ComparisonView view = kit.compare(ComparisonKind.MODELS, of("random-base", "smollm2"));
        assertThat(view.comparison().rows().stream().map(ComparisonRow::label))
                .containsExactly("en", "de", "es", "zh", ComparisonRow.MEAN);
        for (ComparisonRow row : view.comparison().rows().subList(0, 4)) {
            assertThat(row.difference())
                    .isCloseTo(
                            f1("smollm2", "en-" + row.label()) - f1("random-base", "en-" + row.label()), within(1e-12));
        }
    }
}
