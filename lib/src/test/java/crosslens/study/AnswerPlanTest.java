package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.text.Language;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerPlanTest {
    @Test
    void quickIsTheSubsetOfTheDecisions() {
        AnswerPlan plan = AnswerPlan.quick();
        assertThat(plan.languages()).containsExactly(Language.EN, Language.DE, Language.ZH, Language.HI);
        assertThat(plan.scenarios()).containsExactly(Scenario.EN_X, Scenario.X_X);
        assertThat(plan.formats()).containsExactly("v1", "v2");
        assertThat(plan.shots()).containsExactly(2);
        assertThat(plan.limit()).isEqualTo(OptionalInt.of(12));
        assertThat(plan.style()).contains(Style.RAW);
    }

    @Test
    void namesEverythingOnce() {
        AnswerPlan plan = AnswerPlan.xquad(Scenario.EN_X, Scenario.EN_X)
                .languages(Language.DE, Language.DE)
                .shots(2, 0, 2);
        assertThat(plan.scenarios()).containsExactly(Scenario.EN_X);
        assertThat(plan.languages()).containsExactly(Language.DE);
        assertThat(plan.shots()).containsExactly(2, 0);
        assertThat(plan.data()).contains("xquad");
    }

    @Test
    void aWordingOfTheUsersOwnStandsAlone() {
        AnswerPlan plan = AnswerPlan.quick().promptFile(Path.of("mine.json"));
        assertThat(plan.formats()).isEmpty();
        assertThat(plan.promptFile()).contains(Path.of("mine.json"));
    }

    @Test
    void refusesALimitBelowOneAndNoScenario() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerPlan.quick().limit(0))
                .withMessageContaining("at least 1, not 0");
        assertThatIllegalArgumentException().isThrownBy(AnswerPlan::of).withMessageContaining("at least one scenario");
    }
}
