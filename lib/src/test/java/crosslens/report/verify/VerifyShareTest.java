package crosslens.report.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyShareTest {
    @ParameterizedTest
    @CsvSource({
        "28.49, 1190, true", // 339 / 1190 = 28.4874
        "27.40, 1190, false", // 326 / 1190 = 27.3950 rounds to 27.39, 327 to 27.48
        "66.55, 1184, true", // 788 / 1184 = 66.5541
        "66.55, 1190, true", // 792 / 1190 = 66.5546
        "35.14, 1190, false", // 418 / 1190 = 35.1261 rounds to 35.13
        "12.50, 8, true", // 1 / 8
        "12.5, 7, false", // 1 / 7 = 14.29
        "0, 3, true",
        "100, 3, true",
        "0.01, 3, false"
    })
    void knowsWhetherAPercentageIsAShareOfATotal(double percent, int total, boolean is) {
        assertThat(VerifyShare.of(percent).isOf(total)).isEqualTo(is);
    }

    @Test
    void knowsASharedRoundedTwice() {
        // 326 / 1190 = 27.39496, to three decimals 27.395, from there 27.40
        assertThat(VerifyShare.of(27.40).isOfRoundedTwice(1190)).isTrue();
        // 628 / 1190 = 52.7731, to three decimals 52.773, from there 52.77
        assertThat(VerifyShare.of(52.79).isOfRoundedTwice(1190)).isFalse();
    }

    @Test
    void findsTheSmallestAndTheLargestTotal() {
        // 1 / n prints as 0.10 from n = 953 (0.10493) to n = 1052 (0.09506)
        assertThat(VerifyShare.of(0.10).leastTotal(1190)).isEqualTo(953);
        assertThat(VerifyShare.of(0.10).largestTotal(1060)).isEqualTo(1052);
        assertThat(VerifyShare.of(0.10).leastTotal(900)).isEqualTo(901);
        assertThat(VerifyShare.of(0.10).largestTotal(900)).isZero();
    }
}
