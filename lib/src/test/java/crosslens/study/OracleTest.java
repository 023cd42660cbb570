package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleSample;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.local.LocalScorer;
import crosslens.prompt.Prompt;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.AnswerRecord;
import crosslens.text.Language;
import crosslens.token.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle with the built-in model on the built-in sample. */
@Tag("model")
class OracleTest {
    /** Packing in float32. */
    private static final double TOLERANCE = 1e-4;

    private static final OraclePlan PLAN = OraclePlan.of(AnswerPlan.sample(Scenario.EN_X)
            .languages(Language.DE)
            .style(Style.RAW)
            .shots(0)
            .limit(3));

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheModel() {
        BuiltInModel.file();
    }

    private Crosslens kit(String place, ProgressListener progress) {
        return Crosslens.open(
                Settings.fromEnvironment()
                        .withRuns(folder.resolve(place).resolve("runs"))
                        .withOffline(true),
                progress);
    }

    @Test
    void everyDropIsThatOfTheSentenceDeletedAlone() throws Exception {
        Crosslens kit = kit("one", ProgressListener.NONE);
        try (Model model = kit.model("smollm2")) {
            OracleSample sample = kit.oracle(model, PLAN)
                    .cells()
                    .get(0)
                    .samples()
                    .get(OracleTarget.STEP)
                    .get(0);
            ParallelSet data = kit.data().load(Optional.of(DataSets.SAMPLE));
            Answering answering = new Answering(model, data, PLAN.answers(), ProgressListener.NONE);
            Answering.Task task = answering.tasks().get(0);
            CrossItem item = task.wanted().stream()
                    .filter(i -> i.id().equals(sample.id()))
                    .findFirst()
                    .orElseThrow();
            int first = answer(kit, model, data, sample.id()).ids()[0];
            OracleItem whole = new OracleItem(item, null, Segmentation.SENTENCES.split(item.context(), Language.EN));
            double[] alone = new double[whole.segments().size() + 1];
            for (int v = 0; v < alone.length; v++) {
                Prompt prompt = model.render(task.prompts().build(whole.variant(v)), Style.RAW, "Answer:");
                float[] logits =
                        model.logits(model.tokens(prompt).orElseThrow().ids()).logits();
                double sum = 0;
                for (float logit : logits) {
                    sum += Math.exp(logit);
                }
                alone[v] = logits[first] - Math.log(sum);
            }
            double[] drops = Arrays.stream(alone).skip(1).map(v -> alone[0] - v).toArray();
            assertThat(sample.drops()).containsExactly(drops, within(TOLERANCE));
        }
    }

    private static OracleAnswer answer(Crosslens kit, Model model, ParallelSet data, String id) throws Exception {
        AnswerPlan first = PLAN.answers();
        AnswerPlan continued = first.generation(PLAN.prefix(), first.stop(), first.maxTokens());
        for (AnswerPlan plan : List.of(first, continued)) {
            Answering.Task task = new Answering(model, data, plan, ProgressListener.NONE)
                    .tasks()
                    .get(0);
            for (AnswerRecord record :
                    kit.stores().runs().find(task.spec()).orElseThrow().records()) {
                if (record.id().equals(id)) {
                    Optional<OracleAnswer> own =
                            OracleAnswer.own(record, "Answer:", plan.stop(), Optional.of(tokenizer(model)));
                    if (plan.answerPrefix().isEmpty() && own.isPresent()) {
                        return own.get();
                    }
                    if (!plan.answerPrefix().isEmpty()) {
                        return OracleAnswer.prefixed(record, plan.stop(), Optional.of(tokenizer(model)));
                    }
                }
            }
        }
        throw new AssertionError("no answer to " + id);
    }

    private static Tokenizer tokenizer(Model model) {
        return ((LocalScorer) model.scorer().orElseThrow()).tokenizer().orElseThrow();
    }

    @Test
    void anInterruptedRunGoesOnToTheSameFindings() throws Exception {
        OraclePlan two =
                OraclePlan.of(PLAN.answers().languages(Language.EN, Language.DE).limit(2));
        Crosslens whole = kit("whole", ProgressListener.NONE);
        List<OracleSample> expected;
        try (Model model = whole.model("smollm2")) {
            expected = whole.oracle(model, two).cells().get(1).samples().get(OracleTarget.SEQUENCE);
        }
        Crosslens cut = kit("cut", new Interrupting());
        try (Model model = cut.model("smollm2")) {
            assertThatThrownBy(() -> cut.oracle(model, two)).isInstanceOf(InterruptedException.class);
        }
        Crosslens again = kit("cut", ProgressListener.NONE);
        try (Model model = again.model("smollm2")) {
            List<OracleSample> found =
                    again.oracle(model, two).cells().get(1).samples().get(OracleTarget.SEQUENCE);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).id()).isEqualTo(expected.get(i).id());
                assertThat(found.get(i).drops()).containsExactly(expected.get(i).drops(), within(TOLERANCE));
            }
        }
    }

    @Test
    void maskedKeysAreAnotherBaselineWithFindingsOfItsOwn() throws Exception {
        Crosslens kit = kit("masked", ProgressListener.NONE);
        OraclePlan one = OraclePlan.of(PLAN.answers().limit(1));
        try (Model model = kit.model("smollm2")) {
            OracleSet deleted = kit.oracle(model, one);
            OracleSet masked = kit.oracle(model, one.baseline(OracleBaseline.MASK_KEYS));
            double[] a = deleted.cells()
                    .get(0)
                    .samples()
                    .get(OracleTarget.SEQUENCE)
                    .get(0)
                    .drops();
            double[] b = masked.cells()
                    .get(0)
                    .samples()
                    .get(OracleTarget.SEQUENCE)
                    .get(0)
                    .drops();
            assertThat(a).hasSameSizeAs(b);
            assertThat(a).isNotEqualTo(b);
            assertThat(kit.stores().findings().list()).hasSize(2);
            assertThat(kit.oracle(one, "smollm2").cells())
                    .singleElement()
                    .satisfies(cell -> assertThat(cell.baseline()).isEqualTo(OracleBaseline.DELETE));
        }
    }

    /** Interrupts the thread that does the work after the first finding. */
    private static final class Interrupting implements ProgressListener {
        private boolean oracle;

        @Override
        public void begin(String label, long total, long done) {
            oracle = label.endsWith("oracle");
        }

        @Override
        public void advance(long steps) {
            if (oracle) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void say(String line) {}

        @Override
        public void end() {}
    }
}
