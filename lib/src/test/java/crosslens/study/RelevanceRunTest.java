package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.AttnLrp;
import crosslens.attribute.LayerRelevance;
import crosslens.attribute.RelevanceDepth;
import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.data.LanguageFile;
import crosslens.data.ParallelSet;
import crosslens.data.QaExample;
import crosslens.decoder.Products;
import crosslens.decoder.Recording;
import crosslens.decoder.Target;
import crosslens.decoder.TinyCheckpoint;
import crosslens.local.LocalModel;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.Depth;
import crosslens.report.ModelNames;
import crosslens.run.FindingRecord;
import crosslens.run.FindingStore;
import crosslens.run.RunInfo;
import crosslens.run.RunStore;
import crosslens.run.Shard;
import crosslens.run.StoredFindings;
import crosslens.tensor.FloatType;
import crosslens.text.Language;
import crosslens.text.Sha256;
import crosslens.token.Encoding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** A tiny model of five layers on made-up data: four paragraphs of two questions in two languages. */
@Tag("engine")
class RelevanceRunTest {
    private static final int LAYERS = 5;
    private static final ParallelSet DATA = data();
    private static final RelevancePlan PLAN = RelevancePlan.of(AnswerPlan.of(Scenario.X_X)
            .shots(0)
            .style(Style.RAW)
            .generation("", AnswerPlan.of(Scenario.X_X).stop(), 3));

    @TempDir
    Path folder;

    @Test
    void storedFindingsEqualTheExplanationOfEachPromptAlone() throws Exception {
        try (Model model = model(4096)) {
            List<FindingTask> tasks = run(model, "whole", PLAN, ProgressListener.NONE);
            int explained = 0;
            for (FindingTask task : tasks) {
                StoredFindings found = findings("whole").find(task.spec()).orElseThrow();
                Map<String, FindingRecord> records = byId(found);
                for (CrossItem item : task.answers().wanted()) {
                    Prompt prompt = task.answers().prompts().build(item).raw("Answer:");
                    Encoding tokens = model.tokens(prompt).orElseThrow();
                    FindingRecord record = records.get(item.id());
                    RelevanceFinding finding = RelevanceFinding.of(record, found.name());
                    if (finding.outcome() != RelevanceFinding.Outcome.EXPLAINED) {
                        continue;
                    }
                    explained++;
                    // The tiny model never writes the label, so the answer was generated after it: its first token is
                    // the likeliest.
                    assertThat(finding.prefixed()).isTrue();
                    assertThat(finding.target()).isEqualTo(likeliest(model.logits(tokens.ids())));
                    LayerRelevance alone = AttnLrp.of(model.local().decoder(), Recording.BY_LAYER)
                            .explain(new AttnLrp.Sample(
                                    tokens.ids(), Target.logit(tokens.size() - 1, finding.target())));
                    assertThat(finding.logit()).isCloseTo(alone.logit(), within(1e-9));
                    assertThat(finding.tokens()).isEqualTo(tokens.size());
                    assertThat(finding.parts()).isEqualTo(PartTokens.find(prompt, tokens.starts(), tokens.ends()));
                    float[][] stored = RelevanceReader.floats(found.matrix(record, RelevanceFinding.MATRIX));
                    float[][] expected = alone.floats();
                    assertThat(stored).hasDimensions(LAYERS + 1, tokens.size());
                    for (int layer = 0; layer <= LAYERS; layer++) {
                        // Both were rounded to float32 from values equal to about 1e-12.
                        assertThat(stored[layer]).containsExactly(expected[layer], within(1e-6f));
                    }
                }
            }
            assertThat(explained).isEqualTo(16);
        }
    }

    @Test
    void anInterruptedRunGoesOnToTheSameFindings() throws Exception {
        try (Model model = model(4096)) {
            List<FindingTask> tasks = run(model, "whole", PLAN, ProgressListener.NONE);
            assertThatThrownBy(() -> run(model, "cut", PLAN, new Stop(model, 5)))
                    .isInstanceOf(InterruptedException.class);
            int there = 16 - FindingTask.missing(findings("cut"), tasks);
            assertThat(there).isBetween(1, 15);
            run(model, "cut", PLAN, ProgressListener.NONE);
            same(tasks, "cut");
        }
    }

    @Test
    void shardsTogetherAreTheWholeRun() throws Exception {
        try (Model model = model(4096)) {
            List<FindingTask> tasks = run(model, "whole", PLAN, ProgressListener.NONE);
            for (int i = 1; i <= 2; i++) {
                RelevancePlan share = RelevancePlan.of(PLAN.answers().shard(new Shard(i, 2)));
                run(model, "shards", share, ProgressListener.NONE);
            }
            same(tasks, "shards");
        }
    }

    @Test
    void theFigureShowsMeansOfTheLargestDepthsOfEachPart() throws Exception {
        try (Model model = model(4096)) {
            List<FindingTask> tasks = run(model, "whole", PLAN, ProgressListener.NONE);
            RelevanceSet set = reader("whole").of(tasks, new RunSet(List.of(), List.of()));
            Table points = set.figure("3", Depth.LAYERS).points();
            assertThat(points.rowCount()).isEqualTo(4);
            for (Row row : points) {
                PartKind part = PartKind.valueOf(row.getString("part").toUpperCase(java.util.Locale.ROOT));
                FindingTask task = tasks.stream()
                        .filter(t -> t.answers().cell().question().code().equals(row.getString("language")))
                        .findFirst()
                        .orElseThrow();
                assertThat(row.getString("subset")).isEqualTo("all");
                assertThat(row.getInt("items")).isEqualTo(8);
                assertThat(row.getDouble("mrd")).isCloseTo(meanOfLargest(task, part), within(1e-12));
                assertThat(row.getDouble("share")).isCloseTo(row.getDouble("mrd") / LAYERS, within(1e-12));
            }
            assertThat(set.headline().text()).contains("none are stored in");
        }
    }

    @Test
    void whatDoesNotFitIsCountedAndShown() throws Exception {
        try (Model model = model(60)) {
            List<FindingTask> tasks = run(model, "long", PLAN, ProgressListener.NONE);
            RelevanceSet set = reader("long").of(tasks, new RunSet(List.of(), List.of()));
            assertThat(set.hasSamples()).isFalse();
            assertThat(set.text()).contains("too_long=8");
            assertThatThrownBy(set::headline)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 too long for the model's context");
        }
    }

    @Test
    void showsTheMostRelevantTokensOfAPartAndWhatTheirRemovalCosts() throws Exception {
        try (Model model = model(4096)) {
            List<FindingTask> tasks = run(model, "whole", PLAN, ProgressListener.NONE);
            RelevanceItems items = new RelevanceItems(model, PLAN, List.of(findings("whole")));
            CrossItem item = tasks.get(0).answers().wanted().get(3);
            StoredFindings found = findings("whole").find(tasks.get(0).spec()).orElseThrow();
            FindingRecord record = byId(found).get(item.id());
            double[] embeddings = found.matrix(record, RelevanceFinding.MATRIX)[0];
            double most = RelevanceFinding.of(record, found.name()).parts().get(PartKind.QUESTION).stream()
                    .mapToDouble(t -> embeddings[t])
                    .max()
                    .orElseThrow();
            Table tokens = items.tokens(tasks, item.id(), 2).parts().get(0).table();
            Table question = tokens.where(tokens.stringColumn("Part").isEqualTo("question"));
            assertThat(question.rowCount()).isEqualTo(2);
            assertThat(question.doubleColumn("Relevance").get(0)).isEqualTo(most);
            assertThat(item.question()).contains(question.stringColumn("Token").get(0));
            Table removal = new RelevanceFaithfulness(model, PLAN, List.of(findings("whole")))
                    .table(tasks, ProgressListener.NONE)
                    .parts()
                    .get(0)
                    .table();
            assertThat(removal.intColumn("Items").asList()).containsExactly(8, 8);
            // Four paragraphs are too few for an interval.
            assertThat(removal.doubleColumn("95 % from").countMissing()).isEqualTo(2);
            assertThatThrownBy(() -> items.tokens(tasks, "nobody", 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("nothing is explained of 'nobody'");
        }
    }

    @Test
    void figuresAreDrawnByScenario() throws Exception {
        RelevancePlan both = RelevancePlan.of(
                PLAN.answers().scenarios(Scenario.EN_X, Scenario.X_X).limit(2));
        try (Model model = model(4096)) {
            List<FindingTask> tasks = run(model, "both", both, ProgressListener.NONE);
            RelevanceSet set = reader("both").of(tasks, new RunSet(List.of(), List.of()));
            assertThat(set.cells()).hasSize(3);
            assertThat(set.figures("relevance", Depth.SHARE))
                    .extracting(figure -> figure.altText().contains("x-x,"))
                    .containsExactly(false, true);
            assertThat(set.scenarios(List.of(Scenario.X_X)).cells())
                    .extracting(cell -> cell.cell().pair())
                    .containsExactlyInAnyOrder("en-en", "de-de");
        }
    }

    /** The definition once more: layers divided by their largest absolute value, 95 % of the sum over layers 1 to N - 1, the largest of the part. */
    private double meanOfLargest(FindingTask task, PartKind part) throws IOException {
        StoredFindings found = findings("whole").find(task.spec()).orElseThrow();
        double sum = 0;
        for (FindingRecord record : found.records()) {
            double[][] r = found.matrix(record, RelevanceFinding.MATRIX);
            BitSet tokens = RelevanceFinding.of(record, found.name()).parts().get(part);
            int deepest = 0;
            for (int t = tokens.nextSetBit(0); t >= 0; t = tokens.nextSetBit(t + 1)) {
                double[] layers = new double[LAYERS - 1];
                double total = 0;
                for (int l = 1; l < LAYERS; l++) {
                    double largest = 0;
                    for (double value : r[l]) {
                        largest = Math.max(largest, Math.abs(value));
                    }
                    layers[l - 1] = r[l][t] / largest;
                    total += layers[l - 1];
                }
                double running = 0;
                for (int l = 1; l < LAYERS && total > 0; l++) {
                    running += layers[l - 1];
                    if (running >= 0.95 * total) {
                        deepest = Math.max(deepest, l);
                        break;
                    }
                }
            }
            sum += deepest;
        }
        return sum / found.records().size();
    }

    private List<FindingTask> run(Model model, String name, RelevancePlan plan, ProgressListener progress)
            throws Exception {
        RelevanceRun run = new RelevanceRun(model, DATA, plan, progress);
        List<FindingTask> tasks = run.tasks();
        RunInfo info = RunInfo.of("tiny", "made-up", Instant.EPOCH)
                .withItems(0, plan.answers().shard());
        run.run(new RunStore(folder.resolve(name + "-runs")), findings(name), tasks, info);
        return tasks;
    }

    private FindingStore findings(String name) {
        return new FindingStore(folder.resolve(name));
    }

    private RelevanceReader reader(String name) throws IOException {
        return new RelevanceReader(List.of(findings(name)), DATA, ModelNames.load(), RelevanceDepth.DEFAULT);
    }

    private void same(List<FindingTask> tasks, String name) throws IOException {
        for (FindingTask task : tasks) {
            StoredFindings whole = findings("whole").find(task.spec()).orElseThrow();
            StoredFindings other = findings(name).find(task.spec()).orElseThrow();
            Map<String, FindingRecord> records = byId(other);
            assertThat(records).hasSize(8);
            for (FindingRecord record : whole.records()) {
                FindingRecord again = records.get(record.id());
                assertThat(again.values()).isEqualTo(record.values());
                assertThat(other.matrix(again, RelevanceFinding.MATRIX))
                        .isDeepEqualTo(whole.matrix(record, RelevanceFinding.MATRIX));
            }
        }
    }

    private static Map<String, FindingRecord> byId(StoredFindings found) throws IOException {
        Map<String, FindingRecord> records = new HashMap<>();
        found.records().forEach(record -> records.put(record.id(), record));
        return records;
    }

    private static int likeliest(LocalModel.Logits logits) {
        int best = 0;
        for (int i = 1; i < logits.logits().length; i++) {
            best = logits.logits()[i] > logits.logits()[best] ? i : best;
        }
        return best;
    }

    private static Model model(long context) throws IOException {
        TinyCheckpoint tiny = new TinyCheckpoint(41, LAYERS, 4, 2, 8, 24, 40, 50, false);
        tiny.set("llama.context_length", context);
        tiny.tokenizer(new CharTokenizer(50));
        return new FileModel(
                "tiny",
                tiny,
                new LocalModel.Options(1, 1 << 22, FloatType.F64, Products.PLAIN),
                new MemoryGuard(Long.MAX_VALUE, true),
                ProgressListener.NONE);
    }

    private static ParallelSet data() {
        List<LanguageFile> files = new ArrayList<>();
        for (Language language : List.of(Language.EN, Language.DE)) {
            SplittableRandom random = new SplittableRandom(language.code().hashCode());
            List<QaExample> examples = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                String context = text(random, 20 + random.nextInt(20));
                for (int q = 0; q < 2; q++) {
                    examples.add(new QaExample(
                            "q" + p + "-" + q,
                            p,
                            context,
                            text(random, 8 + random.nextInt(8)) + "?",
                            List.of(new Gold(context.substring(0, 4), 0))));
                }
            }
            files.add(new LanguageFile(language, Sha256.of(language.code()), examples));
        }
        return new ParallelSet("made-up", files);
    }

    private static String text(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, 20).forEach(c -> text.append((char) ('a' + c)));
        return text.toString();
    }

    /** Interrupts after some steps of the relevance, not of the answers before it. */
    private static final class Stop implements ProgressListener {
        private final String label;
        private final int after;
        private boolean counting;
        private long advanced;

        Stop(Model model, int after) {
            this.label = model.card().name() + " relevance";
            this.after = after;
        }

        @Override
        public void begin(String what, long total, long done) {
            counting = what.equals(label);
        }

        @Override
        public void advance(long steps) {
            advanced += counting ? steps : 0;
            if (advanced >= after) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void say(String line) {}

        @Override
        public void end() {}
    }
}
