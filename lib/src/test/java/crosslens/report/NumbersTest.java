package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;

class NumbersTest {
    private static String signed(double value) {
        return Numbers.signed(DoubleColumn.create("d", value)).getString(0);
    }

    @Test
    void differencesCarryTheirSignUnlessTheyRoundToZero() {
        assertThat(signed(1.5)).isEqualTo("+1.50");
        assertThat(signed(-1.5)).isEqualTo("-1.50");
        assertThat(signed(0.005001)).isEqualTo("+0.01");
        assertThat(signed(-0.004)).isEqualTo("0.00");
        assertThat(signed(0.004)).isEqualTo("0.00");
        assertThat(signed(-0.0)).isEqualTo("0.00");
        assertThat(Numbers.plain(-0.001)).isEqualTo("0.00");
    }

    @Test
    void similaritiesHaveFourDecimals() {
        assertThat(Numbers.fine(DoubleColumn.create("s", -0.00021), true).getString(0))
                .isEqualTo("-0.0002");
        assertThat(Numbers.fine(DoubleColumn.create("s", -0.00002), true).getString(0))
                .isEqualTo("0.0000");
        assertThat(Numbers.fine(DoubleColumn.create("s", 1.23456), false).getString(0))
                .isEqualTo("1.2346");
    }

    @Test
    void aMissingNumberIsADash() {
        assertThat(Numbers.plain(Double.NaN)).isEqualTo("-");
        assertThat(signed(Double.NaN)).isEqualTo("-");
    }
}
