package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.decoder.Products;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.local.LocalModel;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.LanguageCurve;
import crosslens.report.ModelNames;
import crosslens.run.AnswerRecord;
import crosslens.run.FindingRun;
import crosslens.run.StoredRun;
import crosslens.score.ItemScore;
import crosslens.similarity.Companion;
import crosslens.similarity.CompanionCurve;
import crosslens.similarity.SimilarityPoint;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and similarity of one reading beside both made apart, of a tiny model on made-up data in three languages. */
@Tag("engine")
class SharedReadingTest {
    private static final ParallelSet DATA = SimilarityStudyTest.data();
    private static final int PROMPTS = 3 * 2 * SimilarityStudyTest.PARAGRAPHS;
    /** Means are kept in single precision, 6e-8 of each number; S is a ratio of means of cosines, which are of a size. */
    private static final double SINGLE = 1e-6;
    /** Kept in double precision; other packing moves float64 sums by 1e-13 or so. */
    private static final double EXACT = 1e-9;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"F32, 2, EN_X, ALL", "F32, 2, X_X, BALANCED", "F32, 0, EN_X, EN_SUPERIOR", "F64, 0, X_X, ALL"})
    void similarityIsTheSameAsOfPromptsReadAgainAndNoneIsRead(
            FloatType type, int shots, Scenario scenario, Subset subset) throws Exception {
        AnswerPlan plan = plan(shots, scenario);
        SimilarityPlan compared = SimilarityPlan.answering(plan).subsets(Set.of(subset));
        SimilaritySet apart;
        Heard heard = new Heard();
        StudyContext context = context("shared", heard);
        try (Model model = SimilarityStudyTest.model(type)) {
            apart = similarity(context("apart", new Heard()), model, compared);
            reading(context).answer(model, plan, List.of(compared));
        }
        assertThat(heard.advanced).isEqualTo(PROMPTS);
        // Closed, a model has a tokenizer and no weights: any pass through it would fail.
        Model closed = SimilarityStudyTest.model(type);
        closed.local();
        closed.close();
        same(similarity(context, closed, compared), apart, type == FloatType.F64 ? EXACT : SINGLE);
        assertThat(heard.done).isEqualTo(heard.total).isPositive();
        assertThat(heard.advanced).isEqualTo(PROMPTS);
        assertThat(heard.lines).isEmpty();
        reading(context).forget(closed, List.of(compared));
        assertThat(context.settings().states()).doesNotExist();
        assertThat(context.settings().findings()).exists();
    }

    @Test
    void anAnswerDoesNotDependOnWhatIsKept() throws Exception {
        AnswerPlan plan = AnswerPlan.of(Scenario.EN_X, Scenario.X_X)
                .shots(2, 0)
                .formats("v1", "v2")
                .style(Style.RAW)
                .generation("", StopRule.NEWLINE, 9)
                .limit(12);
        StudyContext with = context("with", new Heard());
        StudyContext without = context("without", new Heard());
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            new AnswerStudy(without).run(model, plan);
            List<SimilarityPlan> both = List.of(
                    SimilarityPlan.answering(
                            plan.scenarios(Scenario.EN_X).shots(2).formats("v1")),
                    SimilarityPlan.answering(
                            plan.scenarios(Scenario.EN_X).shots(2).formats("v2")));
            reading(with).answer(model, plan, both);
        }
        assertThat(with.states().list()).hasSize(2 * 3);
        assertThat(lines(with)).isEqualTo(lines(without)).hasSize(2 * 2 * 5 * 12);
    }

    @Test
    void measuresBesideSTakeWhatIsKept() throws Exception {
        AnswerPlan plan = plan(0, Scenario.X_X);
        SimilarityPlan compared =
                SimilarityPlan.answering(plan).subsets(Set.of(Subset.ALL)).beside(SimilarityMeasures.of(Companion.CKA));
        Heard heard = new Heard();
        StudyContext context = context("beside", heard);
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            reading(context).answer(model, plan, List.of(compared));
            SimilaritySet apart = similarity(context("apart", new Heard()), model, compared);
            heard.advanced = 0;
            SimilaritySet shared = similarity(context, model, compared);
            assertThat(heard.advanced).isZero();
            for (int c = 0; c < apart.curves().size(); c++) {
                CompanionCurve one =
                        shared.curves().get(c).companion(Companion.CKA).orElseThrow();
                CompanionCurve other =
                        apart.curves().get(c).companion(Companion.CKA).orElseThrow();
                for (int layer = 1; layer < one.points().size(); layer++) {
                    assertThat(one.points().get(layer).value())
                            .isCloseTo(other.points().get(layer).value(), within(1e-4));
                }
            }
        }
    }

    @Test
    void aStudyKilledWhileItAnswersGoesOnWithWhatIsKept() throws Exception {
        AnswerPlan plan = plan(2, Scenario.EN_X);
        SimilarityPlan compared = SimilarityPlan.answering(plan).subsets(Set.of(Subset.ALL));
        Heard heard = new Heard();
        heard.interruptAfter = 70;
        StudyContext context = context("cut", heard);
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            assertThatThrownBy(() -> reading(context).answer(model, plan, List.of(compared)))
                    .isInstanceOf(InterruptedException.class);
            tear(context);
            heard.interruptAfter = Long.MAX_VALUE;
            SharedReading.Left left = reading(context).left(model, Optional.of(plan), compared, 1);
            assertThat(left.kept()).isBetween(40L, 100L);
            assertThat(left.answered()).isBetween(20L, PROMPTS - 70L);
            reading(context).answer(model, plan, List.of(compared));
            assertThat(heard.advanced).isEqualTo(PROMPTS);
            heard.advanced = 0;
            SharedReading.Left after = reading(context).left(model, Optional.of(plan), compared, 1);
            assertThat(after.answered()).isZero();
            SimilaritySet shared = similarity(context, model, compared);
            assertThat(heard.advanced).isEqualTo(after.reading()).isLessThan(20);
            same(shared, similarity(context("apart", new Heard()), model, compared), SINGLE);
        }
    }

    @Test
    void aDamagedVectorIsReadAgain() throws Exception {
        AnswerPlan plan = plan(0, Scenario.EN_X);
        SimilarityPlan compared = SimilarityPlan.answering(plan).subsets(Set.of(Subset.ALL));
        Heard heard = new Heard();
        StudyContext context = context("damaged", heard);
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            reading(context).answer(model, plan, List.of(compared));
            try (RandomAccessFile file = new RandomAccessFile(values(context).toFile(), "rw")) {
                file.seek(100);
                int old = file.read();
                file.seek(100);
                file.write(old ^ 1);
            }
            same(
                    similarity(context, model, compared),
                    similarity(context("apart", new Heard()), model, compared),
                    SINGLE);
        }
        assertThat(heard.lines)
                .singleElement()
                .asString()
                .contains("read again")
                .contains("damaged");
    }

    @Test
    void whatFindsNoRoomIsReadAgainAndToldOnce() throws Exception {
        AnswerPlan plan = plan(0, Scenario.EN_X);
        SimilarityPlan compared = SimilarityPlan.answering(plan).subsets(Set.of(Subset.ALL));
        Heard heard = new Heard();
        StudyContext context = context("small", heard);
        // 30 vectors of 3 layers, 24 numbers and 4 bytes each, with what stands around them, and three folders, two of
        // which are opened when 11 vectors more have
        // come. The two prompts of a paragraph have five vectors: 12 to 17 prompts.
        long most = 30 * StateKeeping.bytes(2, 24, FloatType.F32) + 3 * 4096;
        SharedReading small = new SharedReading(context, most);
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            SharedReading.Left before = small.left(model, Optional.of(plan), compared, 1);
            assertThat(before.answered()).isBetween(9L, 20L);
            small.answer(model, plan, List.of(compared));
            assertThat(context.states().du().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isBetween(most / 3, most);
            heard.advanced = 0;
            SimilaritySet shared = similarity(context, model, compared);
            assertThat(heard.advanced).isBetween(PROMPTS - 17L, PROMPTS - 12L);
            same(shared, similarity(context("apart", new Heard()), model, compared), SINGLE);
        }
        assertThat(heard.lines).singleElement().asString().contains("reads the other prompts again");
    }

    @Test
    void statesThatCannotBeKeptFailNoAnswer() throws Exception {
        AnswerPlan plan = plan(0, Scenario.EN_X);
        SimilarityPlan compared = SimilarityPlan.answering(plan).subsets(Set.of(Subset.ALL));
        Heard heard = new Heard();
        StudyContext context = context("locked", heard);
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            SimilarityTasks tasks = SimilarityTasks.of(model, DATA, compared);
            Answering.Task german = tasks.others().get(0);
            try (FindingRun held = context.states().open(tasks.states(german), SimilarityStudyTest.info())) {
                reading(context).answer(model, plan, List.of(compared));
                assertThat(heard.advanced).isEqualTo(PROMPTS);
                assertThat(heard.lines).singleElement().asString().contains(held.name(), "cannot be kept");
                reading(context).forget(model, List.of(compared));
                assertThat(heard.lines).last().asString().contains("could not be removed", held.name());
                assertThat(context.states().list()).hasSize(1);
            }
            reading(context).forget(model, List.of(compared));
            assertThat(context.settings().states()).doesNotExist();
        }
    }

    @Test
    void saysWhatIsLeftToRead() throws Exception {
        AnswerPlan plan = plan(0, Scenario.EN_X);
        SimilarityPlan compared = SimilarityPlan.answering(plan);
        StudyContext context = context("left", new Heard());
        try (Model model = SimilarityStudyTest.model(FloatType.F32)) {
            assertThat(reading(context)
                            .left(model, Optional.empty(), compared, 1)
                            .reading())
                    .isEqualTo(PROMPTS);
            assertThat(reading(context).left(model, Optional.of(plan), compared, 1))
                    .isEqualTo(new SharedReading.Left(PROMPTS, 0, PROMPTS));
            reading(context).answer(model, plan, List.of(compared));
            assertThat(reading(context).left(model, Optional.of(plan), compared, 1))
                    .isEqualTo(new SharedReading.Left(PROMPTS, PROMPTS, 0));
        }
        assertThat(new SharedReading.Left(96, 12, 60))
                .hasToString("24 of 96 prompts to read (60 are read while they are answered,"
                        + " the hidden states of 12 are kept from an earlier start)");
        assertThat(new SharedReading.Left(96, 0, 0)).hasToString("96 of 96 prompts to read");
    }

    private static AnswerPlan plan(int shots, Scenario scenario) {
        return AnswerPlan.of(scenario).shots(shots).style(Style.RAW).generation("", StopRule.NEWLINE, 5);
    }

    private static SharedReading reading(StudyContext context) {
        return new SharedReading(context, StateKeeping.MOST_BYTES);
    }

    private StudyContext context(String name, ProgressListener progress) throws IOException {
        Path root = folder.resolve(name);
        Settings settings = new Settings(
                root,
                Optional.empty(),
                root.resolve("runs"),
                root.resolve("figures"),
                Optional.empty(),
                true,
                new LocalModel.Options(1, 1 << 22, FloatType.F32, Products.PLAIN),
                true);
        return new StudyContext(settings, DATA, ModelNames.load(), progress);
    }

    private static SimilaritySet similarity(StudyContext context, Model model, SimilarityPlan plan)
            throws IOException, InterruptedException {
        return new SimilarityStudy(
                        context.findings().get(0), Optional.of(context.states()), context.data(), context.names())
                .run(model, plan, scored(model, plan), 1 << 22, SimilarityStudyTest.info(), context.progress());
    }

    /** Made-up scores: every third item is right in all languages, every third in English alone. */
    private static RunSet scored(Model model, SimilarityPlan plan) throws IOException {
        List<CellRun> cells = new ArrayList<>();
        SimilarityTasks tasks = SimilarityTasks.of(model, DATA, plan);
        for (Answering.Task task : tasks.all()) {
            List<ItemScore> scores = new ArrayList<>();
            List<AnswerRecord> answers = new ArrayList<>();
            List<CrossItem> items = task.wanted();
            for (int i = 0; i < items.size(); i++) {
                CrossItem item = items.get(i);
                double f1 = i % 3 == 0 || i % 3 == 1 && task == tasks.english() ? 1 : 0;
                scores.add(new ItemScore(item.id(), item.paragraph(), f1, f1, f1, f1));
                answers.add(new AnswerRecord(
                        item.id(), List.of(), "", 0, List.of(), "", StopReason.NEWLINE, Double.NaN, ""));
            }
            cells.add(new CellRun(
                    "tiny", "", task.cell(), "made-up", "", items.size(), items, answers, scores, Map.of()));
        }
        return new RunSet(cells, List.of());
    }

    /** The lines of all stored answers, of every run in one order. */
    private static List<String> lines(StudyContext context) throws IOException {
        List<String> lines = new ArrayList<>();
        for (StoredRun run : context.runs().get(0).list().runs()) {
            Path file = context.settings().runs().resolve(run.name()).resolve("records.jsonl");
            Files.readAllLines(file).stream()
                    .map(line -> run.name() + " " + line)
                    .sorted()
                    .forEach(lines::add);
        }
        return lines;
    }

    /** Cuts into the last matrix of the first cell, as a process killed while it writes leaves it. */
    private static void tear(StudyContext context) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(values(context).toFile(), "rw")) {
            file.setLength(file.length() - 9);
        }
    }

    private static Path values(StudyContext context) throws IOException {
        String name = context.states().list().get(0).name();
        return context.settings().states().resolve(name).resolve("values.bin");
    }

    private static void same(SimilaritySet got, SimilaritySet expected, double tolerance) {
        assertThat(got.curves()).hasSameSizeAs(expected.curves()).isNotEmpty();
        for (int c = 0; c < expected.curves().size(); c++) {
            LanguageCurve one = got.curves().get(c);
            LanguageCurve other = expected.curves().get(c);
            assertThat(one.key()).isEqualTo(other.key());
            assertThat(one.curve().samples()).isEqualTo(other.curve().samples());
            for (SimilarityPoint point : other.curve().points()) {
                double similarity = one.curve().points().get(point.layer()).similarity();
                assertThat(similarity).isCloseTo(point.similarity(), within(tolerance * Math.abs(point.similarity())));
            }
        }
    }
}
