package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.text.Language;
import org.junit.jupiter.api.Test;

class CellTest {
    @Test
    void isNamedByItsLanguagesAndHowItIsAsked() {
        Cell cell = new Cell(Language.EN, Language.DE, 2, "v1", Style.RAW);
        assertThat(cell.pair()).isEqualTo("en-de");
        assertThat(cell.label()).isEqualTo("en-de, 2 shots, v1");
        assertThat(cell.labelWithStyle()).isEqualTo("en-de, 2 shots, v1, raw");
    }

    @Test
    void standsForTheLanguageThatIsNotEnglish() {
        assertThat(new Cell(Language.EN, Language.DE, 0, "v1", Style.RAW).language())
                .isEqualTo(Language.DE);
        assertThat(new Cell(Language.HI, Language.EN, 0, "v1", Style.RAW).language())
                .isEqualTo(Language.HI);
    }

    @Test
    void takesNoDemonstrationsOrTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cell(Language.EN, Language.DE, 1, "v1", Style.RAW))
                .withMessage("shots must be 0 or 2, not 1");
    }
}
