package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.data.SquadFolder;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.ModelCard;
import crosslens.lm.StopReason;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.report.Figure;
import crosslens.report.ModelNames;
import crosslens.run.AnswerRecord;
import crosslens.run.Run;
import crosslens.run.RunInfo;
import crosslens.run.RunSpec;
import crosslens.run.RunStore;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and figures from runs made by hand on the built-in sample: no model is needed to know what they must show. */
class RunReaderTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Function<CrossItem, String> RIGHT =
            item -> "Answer: " + item.goldTexts().get(0) + "\n";
    private static final Function<CrossItem, String> WRONG = item -> "qqq\n";

    @TempDir
    Path folder;

    private ParallelSet sample;
    private Crosslens kit;

    @BeforeEach
    void openSample() throws IOException {
        sample = SquadFolder.open(ROOT.resolve("data/sample")).load();
        Settings settings = Settings.fromEnvironment()
                .withData(DataSets.SAMPLE)
                .withRuns(folder.resolve("runs"))
                .withFigures(folder.resolve("figures"))
                .withOffline(true);
        kit = Crosslens.open(settings, ProgressListener.NONE);
    }

    private void store(Cell cell, String model, String created, Function<CrossItem, String> answer) throws IOException {
        store(folder.resolve("runs"), cell, model, created, answer);
    }

    /** @param answer null for an item that is left out */
    private void store(Path to, Cell cell, String model, String created, Function<CrossItem, String> answer)
            throws IOException {
        store(to, cell, model, created, "", answer);
    }

    private void store(
            Path to, Cell cell, String model, String created, String prefix, Function<CrossItem, String> answer)
            throws IOException {
        ModelCard card = new ModelCard(model, Sha256.of(model + created), "llama", 1, 100, "f32", true);
        RunSpec spec = RunSpec.of(
                card,
                new GenerationSettings(
                        cell.style(),
                        prefix,
                        GenerationSettings.of(cell.style()).maxTokens(),
                        GenerationSettings.of(cell.style()).stop()),
                cell,
                sample.sha256(cell.context()),
                sample.sha256(cell.question()),
                List.of(),
                Sha256.of("wording"),
                Map.of());
        try (Run run = new RunStore(to).open(spec, RunInfo.of(model, "sample", Instant.parse(created)))) {
            for (CrossItem item : sample.items(cell.context(), cell.question())) {
                if (answer.apply(item) == null) {
                    continue;
                }
                run.append(AnswerRecord.of(
                        new Generation(
                                item.id(),
                                Sha256.of(item.id()),
                                10,
                                List.of(1),
                                answer.apply(item),
                                StopReason.NEWLINE,
                                1),
                        List.of()));
            }
        }
    }

    private static Cell cell(Language question, Style style) {
        return new Cell(Language.EN, question, 2, "v1", style);
    }

    private RunSet handMade() throws IOException, InterruptedException {
        return kit.runs(new RunFilter(List.of("hand"), List.of(), List.of(), List.of(), null, null));
    }

    @Test
    void aRunOfRightAnswersScoresAHundredAndOneOfWrongAnswersNothing() throws Exception {
        store(cell(Language.EN, Style.RAW), "hand", "2026-01-01T00:00:00Z", RIGHT);
        store(cell(Language.DE, Style.RAW), "hand", "2026-01-01T00:00:00Z", WRONG);
        RunSet runs = handMade();
        assertThat(runs.overview().doubleColumn("F1").asDoubleArray()).containsExactly(100, 0);
        assertThat(runs.overview().stringColumn("answered").asList()).containsOnly("28 of 28");
        assertThat(kit.table("6a", runs).text())
                .contains("en English")
                .contains("100.00")
                .contains("0.00");
    }

    @Test
    void aLimitShowsTheFirstItemsOfTheFixedOrder() throws Exception {
        List<String> first = sample.select(3);
        store(
                cell(Language.EN, Style.RAW),
                "hand",
                "2026-01-01T00:00:00Z",
                item -> (first.contains(item.id()) ? RIGHT : WRONG).apply(item));
        RunSet runs = kit.runs(new RunFilter(List.of("hand"), List.of(), List.of(), List.of(), null, 3));
        assertThat(runs.cells().get(0).items()).extracting(CrossItem::id).containsExactlyInAnyOrderElementsOf(first);
        assertThat(runs.overview().doubleColumn("F1").get(0)).isEqualTo(100);
    }

    @Test
    void stylesAreNotMixedAndTheNewestIsShown() throws Exception {
        store(cell(Language.DE, Style.RAW), "hand", "2026-01-01T00:00:00Z", WRONG);
        store(cell(Language.DE, Style.CHAT), "hand", "2026-01-02T00:00:00Z", RIGHT);
        RunSet runs = handMade();
        assertThat(runs.cells()).extracting(c -> c.cell().style()).containsExactly(Style.CHAT);
        assertThat(runs.notes()).singleElement().asString().contains("1 runs in the other style");
        RunSet raw = kit.runs(new RunFilter(List.of("hand"), List.of(), List.of(), List.of(), Style.RAW, null));
        assertThat(raw.cells()).extracting(c -> c.cell().style()).containsExactly(Style.RAW);
    }

    @Test
    void answersThatContinueAPrefixAreShownOnlyWhereThereAreNoOthers() throws Exception {
        Path runs = folder.resolve("runs");
        store(runs, cell(Language.DE, Style.RAW), "hand", "2026-01-01T00:00:00Z", "", RIGHT);
        store(runs, cell(Language.DE, Style.RAW), "hand", "2026-01-02T00:00:00Z", "Answer:", WRONG);
        assertThat(handMade().overview().doubleColumn("F1").asDoubleArray()).containsExactly(100);
        store(runs, cell(Language.ES, Style.RAW), "hand", "2026-01-02T00:00:00Z", "Answer:", WRONG);
        RunSet both = handMade();
        assertThat(both.overview().doubleColumn("F1").asDoubleArray()).containsExactly(100, 0);
        assertThat(both.notes()).anySatisfy(note -> assertThat(note).contains("some without: they do not compare"));
    }

    @Test
    void ofTwoRunsOfOneCellTheNewerIsShown() throws Exception {
        store(cell(Language.DE, Style.RAW), "hand", "2026-01-02T00:00:00Z", RIGHT);
        store(cell(Language.DE, Style.RAW), "hand", "2026-01-01T00:00:00Z", WRONG);
        RunSet runs = handMade();
        assertThat(runs.overview().doubleColumn("F1").asDoubleArray()).containsExactly(100);
        assertThat(runs.notes()).singleElement().asString().contains("1 older run of a cell");
    }

    @Test
    void answersOfTheSameSettingsInALaterStoreAddTheItemsThatTheFirstStoreLacks() throws Exception {
        List<String> first = sample.select(3);
        Cell cell = cell(Language.DE, Style.RAW);
        store(
                folder.resolve("runs"),
                cell,
                "hand",
                "2026-01-01T00:00:00Z",
                item -> first.contains(item.id()) ? RIGHT.apply(item) : null);
        store(folder.resolve("examples"), cell, "hand", "2026-01-01T00:00:00Z", WRONG);
        RunReader reader = new RunReader(
                List.of(new RunStore(folder.resolve("runs")), new RunStore(folder.resolve("examples"))),
                sample,
                ModelNames.load());
        RunSet runs = reader.matching(new RunFilter(List.of("hand"), List.of(), List.of(), List.of(), null, null));
        CellRun all = runs.cells().get(0);
        // 3 right ones of the first store, 25 wrong ones of the second
        assertThat(all.answers())
                .extracting(AnswerRecord::id)
                .doesNotHaveDuplicates()
                .hasSize(28);
        assertThat(all.scores().stream().mapToDouble(score -> score.f1()).sum()).isEqualTo(3);
        assertThat(runs.notes()).singleElement().asString().startsWith("25 of these answers are stored examples");
        RunSet few = reader.matching(new RunFilter(List.of("hand"), List.of(), List.of(), List.of(), null, 3));
        assertThat(few.cells().get(0).answers()).hasSize(3);
        assertThat(few.notes()).isEmpty();
    }

    @Test
    void savesTablesAndFiguresWithTheirOrigin() throws Exception {
        store(cell(Language.EN, Style.RAW), "hand", "2026-01-01T00:00:00Z", RIGHT);
        store(cell(Language.DE, Style.RAW), "hand", "2026-01-01T00:00:00Z", WRONG);
        RunSet runs = handMade();
        Figure figure = kit.figure("F1", runs);
        List<Path> files = new java.util.ArrayList<>(kit.save(figure));
        files.addAll(kit.save(kit.table("6a", runs), runs));
        assertThat(files).hasSize(6).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        String key = runs.cells().get(0).key();
        for (Path file : files) {
            assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as("%s", file)
                    .contains(key);
        }
    }

    @Test
    void saysWhichFiguresAndTablesThereAre() throws Exception {
        RunSet none = handMade();
        assertThat(none.cells()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kit.figure("9", none))
                .withMessageContaining("there are 1, f1, errors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kit.table("99", none))
                .withMessageContaining("6a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kit.table("6a", none))
                .withMessageContaining("./crosslens answer --model");
    }
}
