package crosslens.report.claim;

import static crosslens.report.claim.ClaimSamples.cell;
import static crosslens.report.claim.ClaimSamples.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.judge.FailureType;
import crosslens.prompt.Scenario;
import crosslens.report.CellErrors;
import crosslens.report.CellScores;
import crosslens.report.Samples;
import crosslens.score.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimAnswersTest {
    @ParameterizedTest
    @CsvSource({"0.71, 0.9, HOLDS", "0.5, 0.69, FAILS", "0.69, 0.71, CANNOT_TELL", "0.70, 0.9, CANNOT_TELL"})
    void anIntervalDecidesOnlyIfAllOfItLiesOnOneSide(double low, double high, ClaimVerdict verdict) {
        assertThat(ClaimVerdict.above(Optional.of(new Interval((low + high) / 2, low, high)), 0.70))
                .isEqualTo(verdict);
        assertThat(ClaimVerdict.above(Optional.empty(), 0.70)).isEqualTo(ClaimVerdict.CANNOT_TELL);
    }

    @Test
    void mostMeansMoreThanHalfOfAll() {
        ClaimVerdict holds = ClaimVerdict.HOLDS;
        ClaimVerdict fails = ClaimVerdict.FAILS;
        ClaimVerdict open = ClaimVerdict.CANNOT_TELL;
        assertThat(ClaimVerdict.most(List.of(holds, holds, fails))).isEqualTo(holds);
        assertThat(ClaimVerdict.most(List.of(fails, fails, open))).isEqualTo(fails);
        assertThat(ClaimVerdict.most(List.of(holds, holds, open, open))).isEqualTo(open);
        assertThat(ClaimVerdict.most(List.of())).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"58, HOLDS", "10, FAILS", "42, CANNOT_TELL"}) // of 60; the bound is 42
    void englishIsSolvedAboveSeventy(int right, ClaimVerdict verdict) {
        ClaimFinding found = ClaimAnswers.englishSolved(of(cell("en-en", right)));
        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.value()).isCloseTo(100.0 * right / 60, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"50, 10, HOLDS", "10, 50, FAILS", "30, 31, CANNOT_TELL"})
    void anotherLanguageLagsIfEnglishLeads(int english, int other, ClaimVerdict verdict) {
        ClaimEvidence model = of(cell("en-en", english), cell("en-de", other), cell("de-de", other));
        assertThat(ClaimAnswers.lag(model, Scenario.EN_X).verdict()).isEqualTo(verdict);
        assertThat(ClaimAnswers.lag(model, Scenario.X_X).verdict()).isEqualTo(verdict);
        assertThat(ClaimAnswers.lag(model, Scenario.X_X).value())
                .isCloseTo(100.0 * (english - other) / 60, within(1e-9));
    }

    @Test
    void underTwentyParagraphsNothingCanBeToldAndTheCommandIsNamed() {
        ClaimFinding found = ClaimAnswers.englishSolved(of(Samples.cell("m", "en-en", 12, 12)));
        assertThat(found.verdict()).isEqualTo(ClaimVerdict.CANNOT_TELL);
        assertThat(found.value()).isEqualTo(100);
        assertThat(found.why())
                .contains("6 paragraphs")
                .contains("./crosslens answer --model m")
                .contains("--style raw");
        assertThat(ClaimAnswers.englishSolved(of(cell("en-de", 5))).why()).startsWith("Not measured");
    }

    @ParameterizedTest
    @CsvSource({
        "0, HOLDS", // no error: all of the gap remains
        "60, FAILS", // every wrong answer is blank: nothing remains
        "30, CANNOT_TELL" // half of them: the remaining half is the bound
    })
    void theGapIsNoErrorIfMostOfItRemainsWithoutErrors(int blanks, ClaimVerdict verdict) {
        CellScores german = cell("en-de", 0);
        List<CellErrors.Item> items = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // every other paragraph first, so that a resample's share of blanks moves around one half
            boolean blank = blanks == 60 || blanks == 30 && i / 2 % 2 == 0;
            items.add(new CellErrors.Item(
                    german.items().get(i),
                    Optional.empty(),
                    blank ? FailureType.BLANK : FailureType.REASONABLE,
                    false,
                    Optional.empty()));
        }
        ClaimEvidence model = new ClaimEvidence(
                "m",
                "",
                ClaimRole.UNKNOWN,
                List.of(cell("en-en", 60), german),
                List.of(new CellErrors(german, items, Optional.empty())),
                List.of(),
                List.of(),
                List.of());
        ClaimFinding found = ClaimAnswers.notErrors(model);
        assertThat(found.value()).isCloseTo(100.0 * (60 - blanks) / 60, within(1e-9));
        assertThat(found.verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "m-8b, BASE, 10, 50, HOLDS", // base: x-x is to be better
        "m-8b, BASE, 50, 10, FAILS",
        "m-8b, BASE, 30, 31, CANNOT_TELL",
        "m-8b, TUNED, 50, 10, HOLDS", // small and tuned: en-x is to be better
        "m-8b, TUNED, 10, 50, FAILS",
        "m-70b, TUNED, 10, 50, HOLDS", // large: as base
        "m-70b, UNKNOWN, 10, 50, HOLDS",
        "m-8b, UNKNOWN, 10, 50, CANNOT_TELL", // not known which is claimed
        "m, TUNED, 10, 50, CANNOT_TELL"
    })
    void theBetterDirectionIsClaimedByRoleAndSize(String name, ClaimRole role, int enX, int xX, ClaimVerdict verdict) {
        ClaimEvidence model = ClaimSamples.model(name, role, cell("en-de", enX), cell("de-de", xX));
        assertThat(ClaimAnswers.direction(model).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"10, 50, 40, HOLDS", "40, 50, 10, FAILS", "30, 50, 31, CANNOT_TELL"})
    void theWeakestModelIsLedByAllOthers(int chat, int one, int other, ClaimVerdict verdict) {
        ClaimEvidence weak = new ClaimEvidence(
                "c",
                "LLaMA-2-Chat-7B",
                ClaimRole.TUNED,
                List.of(cell("en-de", chat)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        List<ClaimEvidence> all = List.of(of(cell("en-de", one)), weak, of(cell("en-de", other)));
        ClaimFinding found = ClaimAnswers.weakest(weak, all).orElseThrow();
        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.value()).isCloseTo(100.0 * (Math.min(one, other) - chat) / 60, within(1e-9));
        assertThat(ClaimAnswers.weakest(all.get(0), all)).isEmpty();
        ClaimEvidence alone = of(cell("en-de", 1));
        assertThat(ClaimAnswers.weakest(alone, List.of(alone)).orElseThrow().why())
                .contains("LLaMA-2-Chat-7B");
    }

    @ParameterizedTest
    @CsvSource({
        "smollm2, '', TUNED, 0.135",
        "Llama-3.1-8B-Instruct, '', TUNED, 8",
        "gemma-2-9b-it, '', TUNED, 9",
        "whatever, LLaMA-3.1-70B, BASE, 70",
        "whatever, Gemma-2-IT-9B, TUNED, 9",
        "pythia-410m, '', UNKNOWN, 0.41",
        "digit-x, '', UNKNOWN, NaN"
    })
    void namesTellRoleAndSize(String model, String study, ClaimRole role, double billions) {
        assertThat(ClaimRole.of(model, study)).isEqualTo(role);
        assertThat(Double.compare(ClaimRole.billions(model, study), billions)).isZero();
    }
}
