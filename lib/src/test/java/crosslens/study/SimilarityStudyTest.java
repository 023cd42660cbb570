package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.data.LanguageFile;
import crosslens.data.ParallelSet;
import crosslens.data.QaExample;
import crosslens.decoder.Products;
import crosslens.decoder.TinyCheckpoint;
import crosslens.local.LocalModel;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.LanguageCurve;
import crosslens.report.ModelNames;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.Shard;
import crosslens.similarity.Pooling;
import crosslens.similarity.SimilarityPart;
import crosslens.similarity.SimilarityPoint;
import crosslens.tensor.FloatType;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tiny model on made-up data: 22 paragraphs of two questions in three languages. */
@Tag("engine")
class SimilarityStudyTest {
    static final int PARAGRAPHS = 22;
    /** Other packing, other order of additions: relative to values of 0.5 to 50. */
    private static final double SINGLE = 1e-5;

    private static final double EXACT = 1e-9;
    static final ParallelSet DATA = data();
    static final SimilarityPlan PLAN = plan(0, Scenario.X_X);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"F64, 2, EN_X, MEAN", "F64, 0, EN_X, MEAN", "F64, 0, X_X, LAST", "F32, 2, X_X, MEAN"})
    void isTheQuadraticDefinitionOnPromptsReadAlone(FloatType type, int shots, Scenario scenario, Pooling pooling)
            throws Exception {
        SimilarityPlan plan = plan(shots, scenario).pooling(pooling);
        try (Model model = model(type)) {
            SimilaritySet set = study("whole").run(model, plan, none(), 1 << 22, info(), ProgressListener.NONE);
            assertThat(set.notes()).isEmpty();
            assertThat(set.curves()).hasSize(2 * 3);
            SimilarityTasks tasks = SimilarityTasks.of(model, DATA, plan);
            Map<SimilarityPart, List<double[][]>> english = PromptVectors.of(model, plan, tasks.english());
            for (Answering.Task task : tasks.others()) {
                Map<SimilarityPart, List<double[][]>> other = PromptVectors.of(model, plan, task);
                for (SimilarityPart part : SimilarityPart.values()) {
                    LanguageCurve curve = find(set, task.cell().language(), part);
                    assertThat(curve.curve().samples())
                            .isEqualTo(part == SimilarityPart.CONTEXT ? PARAGRAPHS : 2 * PARAGRAPHS);
                    for (SimilarityPoint point : curve.curve().points()) {
                        double expected = PromptVectors.similarity(english.get(part), other.get(part), point.layer());
                        assertThat(point.similarity() / expected)
                                .as(curve.language() + " " + part + " layer " + point.layer())
                                .isCloseTo(1, within(type == FloatType.F64 ? EXACT : SINGLE));
                        assertThat(point.interval()).isPresent();
                    }
                }
            }
        }
    }

    @Test
    void anInterruptedRunGoesOnToTheSameCurvesAndReadsNothingTwice() throws Exception {
        try (Model model = model(FloatType.F64)) {
            SimilaritySet whole = study("whole").run(model, PLAN, none(), 1 << 22, info(), ProgressListener.NONE);
            for (int after : new int[] {50, 90}) {
                String name = "cut" + after;
                assertThatThrownBy(() -> study(name).run(model, PLAN, none(), 1 << 22, info(), new Heard(after)))
                        .isInstanceOf(InterruptedException.class);
                Heard counting = new Heard();
                SimilaritySet again = study(name).run(model, PLAN, none(), 1 << 22, info(), counting);
                assertThat(counting.done).isPositive();
                assertThat(counting.advanced).isEqualTo(counting.total - counting.done);
                same(again, whole);
                assertThat(again.landmarks().text()).isEqualTo(whole.landmarks().text());
            }
            Heard idle = new Heard(0);
            study("whole").run(model, PLAN, none(), 1 << 22, info(), idle);
            assertThat(idle.advanced).isZero();
            assertThat(idle.done).isEqualTo(3 * 2 * PARAGRAPHS).isEqualTo(idle.total);
        }
    }

    @Test
    void shardsTogetherAreTheWholeRun() throws Exception {
        try (Model model = model(FloatType.F64)) {
            SimilaritySet whole = study("whole").run(model, PLAN, none(), 1 << 22, info(), ProgressListener.NONE);
            SimilaritySet set = null;
            for (int i = 1; i <= 3; i++) {
                Shard shard = new Shard(i, 3);
                SimilarityPlan share =
                        SimilarityPlan.of(PLAN.prompts().shard(shard)).subsets(Set.of(Subset.ALL));
                set = study("shards").run(model, share, none(), 0, info().withItems(0, shard), ProgressListener.NONE);
                assertThat(set.curves()).hasSize(i < 3 ? 0 : 6);
                assertThat(set.notes()).hasSize(i < 3 ? 6 : 0);
            }
            same(set, whole);
        }
    }

    @Test
    void promptsThatDoNotFitAreLeftOutInBothLanguages() throws Exception {
        TinyCheckpoint tiny = tiny();
        SimilarityTasks tasks;
        try (Model model = model(tiny, FloatType.F64)) {
            tasks = SimilarityTasks.of(model, DATA, PLAN);
        }
        int longest = 0;
        for (Answering.Task task : tasks.others()) {
            for (CrossItem item : task.wanted()) {
                longest = Math.max(
                        longest,
                        task.prompts().build(item).raw("Answer:").text().length());
            }
        }
        tiny.set("llama.context_length", (long) longest);
        try (Model model = model(tiny, FloatType.F64)) {
            SimilaritySet set = study("long").run(model, PLAN, none(), 1 << 22, info(), ProgressListener.NONE);
            long fewest = set.curves().stream()
                    .filter(curve -> curve.part() == SimilarityPart.QUESTION)
                    .mapToLong(curve -> curve.curve().samples())
                    .min()
                    .orElseThrow();
            assertThat(fewest).isBetween(2L * PARAGRAPHS - 3, 2L * PARAGRAPHS - 1);
            assertThat(set.curves())
                    .allSatisfy(curve -> assertThat(curve.asked()).isEqualTo(2 * PARAGRAPHS));
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        try (Model model = model(FloatType.F32)) {
            SimilarityPlan one = SimilarityPlan.of(PLAN.prompts().limit(1)).subsets(Set.of(Subset.ALL));
            SimilaritySet set = study("one").run(model, one, none(), 1 << 22, info(), ProgressListener.NONE);
            assertThat(set.curves()).isEmpty();
            assertThat(set.text()).contains("1 sample; similarity compares different samples");
            assertThatThrownBy(() -> study("none")
                            .run(
                                    model,
                                    PLAN.subsets(Set.of(Subset.BALANCED)),
                                    none(),
                                    0,
                                    info(),
                                    ProgressListener.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "./crosslens answer --model tiny --scenario x-x --shots 0 --format v1 --style raw"
                                    + " --languages en,de,hi");
        }
    }

    @Test
    void brokenWeightsAreOneClearError() throws Exception {
        TinyCheckpoint broken = tiny();
        broken.values("blk.1.ffn_down.weight")[7] = Float.NaN;
        try (Model model = model(broken, FloatType.F32)) {
            assertThatThrownBy(() -> study("nan").run(model, PLAN, none(), 1 << 22, info(), ProgressListener.NONE))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("NaN or infinite values in tensor blk.1.ffn_down.weight");
        }
    }

    static SimilarityPlan plan(int shots, Scenario scenario) {
        AnswerPlan prompts = AnswerPlan.of(scenario).shots(shots).style(Style.RAW);
        return SimilarityPlan.of(prompts.generation("Answer:", prompts.stop(), 64))
                .subsets(Set.of(Subset.ALL));
    }

    static RunSet none() {
        return new RunSet(List.of(), List.of());
    }

    static RunInfo info() {
        return RunInfo.of("tiny", "made-up", Instant.EPOCH);
    }

    private SimilarityStudy study(String name) throws IOException {
        return new SimilarityStudy(new FindingStore(folder.resolve(name)), DATA, ModelNames.load());
    }

    private static TinyCheckpoint tiny() {
        TinyCheckpoint tiny = TinyCheckpoint.standard(41);
        tiny.set("llama.context_length", 4096L);
        tiny.tokenizer(new CharTokenizer(50));
        return tiny;
    }

    static Model model(FloatType type) throws IOException {
        return model(tiny(), type);
    }

    private static Model model(TinyCheckpoint tiny, FloatType type) throws IOException {
        return new FileModel(
                "tiny",
                tiny,
                new LocalModel.Options(1, 1 << 22, type, Products.PLAIN),
                new MemoryGuard(Long.MAX_VALUE, true),
                ProgressListener.NONE);
    }

    static LanguageCurve find(SimilaritySet set, Language language, SimilarityPart part) {
        return set.curves().stream()
                .filter(curve -> curve.language().equals(language) && curve.part() == part)
                .findFirst()
                .orElseThrow();
    }

    private static void same(SimilaritySet got, SimilaritySet expected) {
        assertThat(got.curves()).hasSameSizeAs(expected.curves());
        for (int c = 0; c < expected.curves().size(); c++) {
            assertThat(got.curves().get(c).key())
                    .isEqualTo(expected.curves().get(c).key());
            List<SimilarityPoint> points = got.curves().get(c).curve().points();
            for (SimilarityPoint point : expected.curves().get(c).curve().points()) {
                SimilarityPoint other = points.get(point.layer());
                assertThat(other.similarity()).isCloseTo(point.similarity(), within(EXACT * point.similarity()));
                assertThat(other.interval().orElseThrow().low())
                        .isCloseTo(point.interval().orElseThrow().low(), within(1e-6));
            }
        }
    }

    static ParallelSet data() {
        List<LanguageFile> files = new ArrayList<>();
        for (Language language : List.of(Language.EN, Language.DE, Language.HI)) {
            SplittableRandom random = new SplittableRandom(language.code().hashCode());
            List<QaExample> examples = new ArrayList<>();
            for (int p = 0; p < PARAGRAPHS; p++) {
                String context = text(random, 30 + random.nextInt(60), language);
                for (int q = 0; q < 2; q++) {
                    examples.add(new QaExample(
                            "q" + p + "-" + q,
                            p,
                            context,
                            text(random, 8 + random.nextInt(20), language) + "?",
                            List.of(new Gold(context.substring(0, 4), 0))));
                }
            }
            files.add(new LanguageFile(language, Sha256.of(language.code()), examples));
        }
        return new ParallelSet("made-up", files);
    }

    private static String text(SplittableRandom random, int length, Language language) {
        int base = language.equals(Language.HI) ? 0x905 : 'a';
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, 20).forEach(c -> text.append((char) (base + c)));
        return text.toString();
    }
}
