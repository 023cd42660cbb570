package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.judge.JudgePrompt;
import crosslens.judge.LabelledAnswer;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.prompt.Style;
import crosslens.remote.EndpointOptions;
import crosslens.remote.SpendingLimit;
import crosslens.report.ErrorTableId;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges the stored runs that come with the kit (28 answers of the built-in model, format v2, German questions; nobody's votes on them are stored) with judges made by hand. */
class JudgingTest {
    @TempDir
    private Path folder;

    private Crosslens kit;
    private RunSet runs;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        Settings settings = Settings.fromEnvironment()
                .withRuns(folder.resolve("runs"))
                .withData("sample")
                .withOffline(true);
        kit = Crosslens.open(settings, ProgressListener.NONE);
        runs = kit.runs(
                new RunFilter(List.of("smollm2"), List.of(Language.DE), List.of(2), List.of("v2"), Style.RAW, null));
    }

    @Test
    void aKilledJudgeGoesOnAndAsksNothingTwice() throws IOException, InterruptedException {
        Scripted dying = new Scripted("one", "2", 5);
        assertThatThrownBy(() -> judge(dying, 1)).isInstanceOf(IllegalStateException.class);
        Scripted again = new Scripted("one", "2", Integer.MAX_VALUE);
        int answers = judge(again, 1);
        assertThat(again.asked).hasSize(answers - 5);
        Scripted third = new Scripted("one", "2", Integer.MAX_VALUE);
        judge(third, 1);
        assertThat(third.asked).isEmpty();
        judge(third, 3); // two votes more for each answer, the first ones stand
        assertThat(third.asked).hasSize(2 * answers);
    }

    @Test
    void rightAnswersAndBlanksAreNotSent() throws IOException, InterruptedException {
        Scripted judge = new Scripted("one", "2", Integer.MAX_VALUE);
        int wrong = (int) runs.cells().stream()
                .flatMap(run -> run.scores().stream())
                .filter(score -> score.f1() < 0.5)
                .count();
        int asked = judge(judge, 1);
        assertThat(asked).isPositive().isLessThanOrEqualTo(wrong);
        assertThat(judge.asked)
                .noneMatch(text -> text.contains("Answer: \"\"") || text.contains("Answer: \"Answer:\""));
    }

    @Test
    void tablesRestOnTheVotesAndSayWhoseTheyAre() throws IOException, InterruptedException {
        judge(new Scripted("one", "2", Integer.MAX_VALUE), 1);
        TableView table = kit.table("9a", runs);
        assertThat(table.text()).contains("NOT RELIABLE").contains("Judge: one");
        assertThat(table.table().doubleColumn("Share").get(0)).isEqualTo(100);
    }

    @Test
    void repliesThatAreNoDigitAreShownAsUnjudgedIfTheJudgeIsAskedFor() throws IOException, InterruptedException {
        judge(new Scripted("one", "I obey: class 0", Integer.MAX_VALUE), 1);
        assertThat(kit.table("8", runs).parts().get(0).title())
                .contains("NOT JUDGED"); // rules stand in for nobody's word
        kit.errors().judge("one");
        TableView table = kit.table("8", runs);
        assertThat(table.table().doubleColumn("Unjudged").get(0)).isPositive();
        assertThat(table.table().doubleColumn("By rules").isMissing(0)).isFalse();
        kit.errors().judge("rules");
        assertThat(kit.table("8", runs).parts().get(0).title()).contains("NOT JUDGED");
    }

    @Test
    void twoJudgesAreKeptApartAndCompared() throws IOException, InterruptedException {
        int answers = judge(new Scripted("one", "2", Integer.MAX_VALUE), 1);
        judge(new Scripted("two", "0", Integer.MAX_VALUE), 1);
        TableView agreement = kit.errors().agreement(runs, List.of("one", "two"));
        assertThat(agreement.table().rowCount()).isEqualTo(1);
        assertThat(agreement.table().doubleColumn("Same class").get(0)).isZero();
        // each gives one class throughout: expected agreement 0, so kappa = (0 − 0) / (1 − 0)
        assertThat(agreement.table().doubleColumn("Kappa").get(0)).isZero();
        // rows reasonable, blank, gibberish, refusal of the one; it says gibberish where the other says reasonable
        assertThat(agreement.parts().get(1).table().intColumn("reasonable").asList())
                .containsExactly(0, 0, answers, 0);
        assertThat(kit.errors().agreement(runs).table().rowCount()).isEqualTo(3); // and each against the rules
        assertThatThrownBy(() -> kit.errors().agreement(runs, List.of("one", "three")))
                .hasMessageContaining("[one, two, rules]");
        assertThat(kit.errors().judge("two").table(ErrorTableId.T9A, runs).text())
                .contains("Judge: two");
        assertThatThrownBy(() -> kit.errors().judge("three").examples(runs)).hasMessageContaining("three");
    }

    @Test
    void theOutlineCountsWhatWouldBeAskedAndAsksNothing() throws IOException, InterruptedException {
        Model judge = kit.model(
                "openai:judge@http://localhost:9/v1", // nobody answers there
                EndpointOptions.DEFAULT.withLimit(
                        new SpendingLimit(SpendingLimit.NO_LIMIT, Double.POSITIVE_INFINITY, 2, 10)));
        TableView outline = kit.errors().outline(judge, JudgePrompt.builtIn(), runs, 2);
        long wrong = runs.cells().stream()
                .flatMap(run -> run.scores().stream())
                .filter(score -> score.f1() < 0.5)
                .count();
        double toJudge = outline.table().intColumn("to judge").sum();
        assertThat(outline.table().intColumn("wrong").sum()).isEqualTo(wrong);
        assertThat(toJudge + outline.table().intColumn("blank, not sent").sum()).isEqualTo(wrong);
        assertThat(outline.table().intColumn("votes to ask").sum()).isEqualTo(2 * toJudge);
        // eight new tokens a vote at most
        assertThat(notes(outline))
                .contains("new tokens: at most " + (int) (16 * toJudge))
                .contains("Cost: about");
        // of 144 labelled answers the bare labels and the white space are not sent
        TableView labels = kit.errors().outlineValidation(judge, JudgePrompt.builtIn(), 1);
        assertThat(labels.table().intColumn("wrong").get(0)).isEqualTo(144);
        assertThat(labels.table().intColumn("to judge").get(0)).isBetween(120, 143);
        judge.close();
    }

    @Test
    void theOutlineKnowsVotesThatAreStored() throws IOException, InterruptedException {
        Model judge = kit.model("openai:judge@http://localhost:9/v1");
        Scripted same = new Scripted(judge.card(), "2", 7);
        assertThatThrownBy(() -> judge(same, 1)).isInstanceOf(IllegalStateException.class);
        TableView outline = kit.errors().outline(judge, JudgePrompt.builtIn(), runs, 1);
        assertThat(outline.table().intColumn("votes stored").sum()).isEqualTo(7);
        assertThat(outline.table().intColumn("votes to ask").sum())
                .isEqualTo(outline.table().intColumn("to judge").sum() - 7);
        judge.close();
    }

    @Test
    void aValidatedJudgeIsStampedByItsKappa() throws IOException, InterruptedException {
        // always "attempt": of the unseen half's 72, 24 are right and the bare labels are known; kappa stays under 0.4
        TableView validation =
                kit.errors().validate(new Scripted("one", "0", Integer.MAX_VALUE), JudgePrompt.builtIn(), 1);
        assertThat(validation.text()).contains("NOT RELIABLE");
        assertThat(validation.table().doubleColumn("Recall reasonable").get(0)).isEqualTo(100);
        assertThat(validation.table().doubleColumn("Recall refusal").get(0)).isZero();
        double kappa = validation.table().doubleColumn("Kappa").get(0);
        assertThat(kappa).isLessThan(0.4);
        assertThat(validation.table().doubleColumn("95 % from").get(0)).isLessThan(kappa);
        assertThat(validation.table().doubleColumn("95 % to").get(0)).isGreaterThan(kappa);
    }

    @Test
    void tableTwoCountsAReliableJudgeElseTheRules() throws IOException, InterruptedException {
        TableView unjudged = kit.table("2", runs);
        assertThat(unjudged.table().stringColumn("Language error").get(0)).isNotEqualTo("not measured");
        assertThat(notes(unjudged)).contains("By rules, not judged");
        Scripted weak = new Scripted("weak", "2", Integer.MAX_VALUE);
        judge(weak, 1);
        kit.errors().validate(weak, JudgePrompt.builtIn(), 1);
        assertThat(notes(kit.table("2", runs))).contains("weak has judged, but is not reliable");
        Scripted good = Scripted.knowingTheLabels("good", "2");
        judge(good, 1);
        judge(good, 2); // the judge with most votes
        kit.errors().validate(good, JudgePrompt.builtIn(), 1);
        TableView judged = kit.table("2", runs);
        assertThat(judged.text()).doesNotContain("not measured");
        assertThat(notes(judged)).contains("Judge: good");
        assertThat(judged.table().stringColumn("Generation failure").get(0)).isEqualTo("100.00");
    }

    @Test
    void examplesSayWhyAndCanBeNarrowed() throws IOException, InterruptedException {
        judge(new Scripted("one", "3", Integer.MAX_VALUE), 1);
        ErrorList refusals =
                kit.errors().examples(runs).only("refusal").in("de").first(2);
        assertThat(refusals.rows())
                .hasSize(2)
                .allSatisfy(
                        row -> assertThat(row.reason()).contains("judge one").contains("rules say"));
        assertThat(refusals.html()).contains("dir=\"auto\"");
        assertThatThrownBy(() -> refusals.only("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String notes(TableView table) {
        return String.join("\n", table.parts().get(0).notes());
    }

    private int judge(LanguageModel model, int votes) throws IOException, InterruptedException {
        return kit.errors().judge(model, JudgePrompt.builtIn(), runs, votes);
    }

    /** Gives one reply to everything but what it knows, and dies after some. */
    private static final class Scripted implements LanguageModel {
        private final ModelCard card;
        private final String reply;
        private final int most;
        private final List<String> asked = new ArrayList<>();
        private final Map<String, String> known = new HashMap<>();

        /** A judge that gives every labelled answer its class. */
        static Scripted knowingTheLabels(String name, String otherwise) throws IOException {
            Scripted judge = new Scripted(name, otherwise, Integer.MAX_VALUE);
            for (LabelledAnswer label : LabelledAnswer.builtIn()) {
                judge.known.put(
                        JudgePrompt.builtIn().build(label.answer(), 0).text(),
                        Integer.toString(label.type().digit()));
            }
            return judge;
        }

        Scripted(String name, String reply, int most) {
            this(new ModelCard(name, "fingerprint-" + name, "none", 0, 4096, "f32", true), reply, most);
        }

        Scripted(ModelCard card, String reply, int most) {
            this.card = card;
            this.reply = reply;
            this.most = most;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink) {
            for (Request request : requests) {
                if (asked.size() == most) {
                    throw new IllegalStateException("killed");
                }
                String text = request.prompt().text();
                asked.add(text);
                String said = known.getOrDefault(text, reply);
                sink.accept(new Generation(request.id(), "", 0, List.of(), said, StopReason.EOS, Double.NaN));
            }
        }

        @Override
        public void close() {}
    }
}
