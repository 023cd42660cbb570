package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.judge.FailureType;
import crosslens.prompt.PartKind;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.score.ItemScore;
import crosslens.study.BrowseSample.Retrieved;
import crosslens.text.Language;
import crosslens.text.Span;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view of samples, on the runs and findings that come with the kit. */
class BrowseTest {
    @TempDir
    Path folder;

    private Browse browse(Language... languages) throws Exception {
        Crosslens kit = Crosslens.open(
                Settings.fromEnvironment().withRuns(folder.resolve("runs")).withOffline(true), ProgressListener.NONE);
        AnswerPlan plan = AnswerPlan.sample(Scenario.EN_X)
                .shots(2)
                .formats("v1")
                .style(Style.RAW)
                .languages(languages);
        return kit.browse(kit.runs(plan, "smollm2"));
    }

    private static BrowseSample sample(String context, String gold, String question, String raw) {
        CrossItem item = new CrossItem(
                "i", 0, Language.EN, Language.DE, context, question, List.of(new Gold(gold, context.indexOf(gold))));
        return new BrowseSample(
                "m, en-de, 2 shots, v1",
                item,
                raw,
                new ItemScore("i", 0, 0, 0.25, 0, 0.5),
                FailureType.GIBBERISH,
                "newline",
                Optional.of(new Retrieved(new Span(2, 4), 0.125, false)),
                "");
    }

    @Test
    void theRetrievedSentenceIsTheOneWhoseRemovalCostsMost() throws Exception {
        BrowseSample found = browse(Language.DE).samples().stream()
                .filter(sample -> sample.item().id().equals("sample-02-1"))
                .findFirst()
                .orElseThrow();
        // Stored log-probabilities: whole -2.924447, without the fifth sentence (330 to 436) -2.899964, without the
        // others higher.
        assertThat(found.retrieved().orElseThrow().place()).isEqualTo(new Span(330, 436));
        assertThat(found.retrieved().orElseThrow().drop()).isCloseTo(-0.024483, within(1e-9));
        assertThat(found.retrieved().orElseThrow().holds()).isFalse();
    }

    @Test
    void sharesOfRelevanceLeaveOutTheFirstToken() {
        BitSet context = new BitSet();
        context.set(0, 3);
        BitSet question = new BitSet();
        question.set(3);
        // |9| is left out; 1 + 3 of 1 + 3 + 2 + 2 = 50 %, 2 of 8 = 25 %
        assertThat(BrowseFindings.shares(
                        new double[] {9, 1, -3, 2, -2}, Map.of(PartKind.CONTEXT, context, PartKind.QUESTION, question)))
                .startsWith("context 50 %, question 25 % of");
    }

    @Test
    void theSameItemComesInAllLanguagesBeforeTheNext() throws Exception {
        assertThat(browse(Language.DE, Language.HI).samples().subList(0, 4))
                .extracting(s -> s.item().id() + " " + s.item().questionLanguage())
                .containsExactly("sample-01-1 de", "sample-01-1 hi", "sample-01-2 de", "sample-01-2 hi");
    }

    @Test
    void filtersKeepWhatTheyName() throws Exception {
        Browse all = browse(Language.EN, Language.DE);
        assertThat(all.samples()).hasSize(56);
        assertThat(all.in(Language.DE).samples())
                .hasSize(28)
                .allMatch(s -> s.item().questionLanguage().equals(Language.DE));
        assertThat(all.wrong().samples()).allMatch(s -> s.score().exactMatch() == 0);
        assertThat(all.wrong().samples().size())
                .isEqualTo((int) all.samples().stream()
                        .filter(s -> s.score().exactMatch() == 0)
                        .count())
                .isLessThan(56);
        assertThat(all.in(Language.DE).explained().samples()).hasSize(12); // the oracle has looked into 12 items
    }

    @Test
    void theWholeScenarioStaysUnderAHundredKilobytes() throws Exception {
        Browse scenario = browse();
        assertThat(scenario.samples()).hasSize(336); // 12 languages × 28 items
        assertThat(scenario.html().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100_000);
        assertThat(scenario.html()).doesNotContain("The first ");
    }

    @Test
    void aViewTooLargeForANotebookIsCutAndSaysSo() {
        List<BrowseSample> many = Collections.nCopies(3000, sample("abcdef", "b", "q", "a"));
        assertThat(new Browse(many).html())
                .hasSizeLessThan(100_000)
                .containsPattern("The first \\d+ of 3000 samples; .in\\(DE\\) or .wrong\\(\\) chooses");
    }

    @Test
    void hostileTextStaysText() {
        String html = new Browse(List.of(sample(
                        "a</script><img src=x onerror=alert(1)>\u202E`${1}`", "a", "<b>q\u0007</b>", "\"><script>x")))
                .html();
        assertThat(html)
                .contains(
                        "\"a\\u003c\\u002fscript\\u003e\\u003cimg src=x onerror=alert(1)\\u003e\uFFFD\\u0060${1}\\u0060\"")
                .contains("&lt;b&gt;q\u2407&lt;/b&gt;")
                .doesNotContain("<b>", "<img", "\u202E", "\u0007")
                .containsOnlyOnce("</script>")
                .containsOnlyOnce("<script>");
    }

    @Test
    void plainTextSaysTheSameOfTheFirstSamples() {
        Browse four = new Browse(Collections.nCopies(4, sample("abcdef", "b", "q\nr", "Answer: x\n")));
        assertThat(four.text())
                .startsWith(
                        "m, en-de, 2 shots, v1, i\n  question   q⏎r\n  context    abcdef\n  gold       b\n  answer     x\n"
                                + "  scores     EM 0, F1 25.00, language-aware F1 50.00, ended by newline, rules say gibberish\n"
                                + "  oracle     “cd” does not hold the gold; without it the first token of the answer loses 0.125 nats\n")
                .endsWith("\nfirst 3 of 4 samples\n");
        assertThat(new Browse(List.of()).text()).isEqualTo("no samples\n");
    }
}
