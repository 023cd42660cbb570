package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.text.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final List<Language> LANGUAGES = List.of(Language.EN, Language.DE, Language.ZH);

    @Test
    void everyScenarioFixesItsLanguages() {
        assertThat(pairs(Scenario.EN_X)).containsExactly("en-en", "en-de", "en-zh");
        assertThat(pairs(Scenario.X_X)).containsExactly("en-en", "de-de", "zh-zh");
        assertThat(pairs(Scenario.X_EN)).containsExactly("en-en", "de-en", "zh-en");
        assertThat(pairs(Scenario.X_Y)).containsExactly("zh-de", "de-zh");
    }

    @Test
    void aUnionHoldsEnglishEnglishOnce() {
        List<Cell> cells =
                Scenario.cells(List.of(Scenario.EN_X, Scenario.X_X), LANGUAGES, List.of(2), List.of("v1"), Style.CHAT);
        assertThat(cells).extracting(Cell::pair).containsExactly("en-en", "en-de", "en-zh", "de-de", "zh-zh");
        assertThat(cells).allMatch(cell -> cell.style() == Style.CHAT && cell.shots() == 2);
    }

    @Test
    void formatsAndShotsMultiply() {
        List<Cell> cells = Scenario.EN_X.cells(LANGUAGES, List.of(0, 2), List.of("v1", "v2"), Style.RAW);
        assertThat(cells).hasSize(2 * 2 * 3);
        assertThat(cells.get(0)).isEqualTo(new Cell(Language.EN, Language.EN, 0, "v1", Style.RAW));
        assertThat(cells.get(11)).isEqualTo(new Cell(Language.EN, Language.ZH, 2, "v2", Style.RAW));
    }

    @Test
    void namesAreReadAndWritten() {
        assertThat(Scenario.of(" En-X ")).isEqualTo(Scenario.EN_X);
        assertThat(Scenario.X_EN).hasToString("x-en");
        assertThatThrownBy(() -> Scenario.of("en-y")).hasMessageContaining("[en-x, x-x, x-en, x-y]");
    }

    private static List<String> pairs(Scenario scenario) {
        return scenario.cells(LANGUAGES, List.of(0), List.of("v1"), Style.RAW).stream()
                .map(Cell::pair)
                .toList();
    }
}
