package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SimilarityFindingsTest {
    @Test
    void groupsHaveTheSameNamesInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG")); // writes numbers in its own digits
            assertThat(String.format("%02d", 7)).isNotEqualTo("07");
            assertThat(SimilarityFindings.id(7)).isEqualTo("group-07");
        } finally {
            Locale.setDefault(before);
        }
    }
}
