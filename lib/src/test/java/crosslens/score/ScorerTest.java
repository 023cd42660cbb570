package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.text.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static CrossItem item(Language context, String text, String... golds) {
        List<Gold> found =
                List.of(golds).stream().map(g -> new Gold(g, text.indexOf(g))).toList();
        return new CrossItem("q1", 7, context, Language.DE, text, "Wo?", found);
    }

    @Test
    void scoresTheParsedAnswerByBothRules() {
        CrossItem item = item(Language.ES, "El barco dejó el muelle viejo.", "el muelle viejo");
        // SQuAD keeps "el": 2 of 2 and 2 of 3, 2 * (2/3) / (5/3) = 0.8; the Spanish rules drop it
        assertThat(new Scorer().score("Answer: muelle viejo.\nQuestion:", item))
                .isEqualTo(new ItemScore("q1", 7, 0.0, 0.8, 1.0, 1.0));
    }

    @Test
    void countsABlankAnswerAsWrong() {
        assertThat(new Scorer().score(" \n", item(Language.EN, "a quay", "quay")))
                .isEqualTo(new ItemScore("q1", 7, 0, 0, 0, 0));
    }

    @Test
    void takesTheBestOfSeveralGolds() {
        assertThat(new Scorer("Antwort:").score("Antwort: 7:45", item(Language.EN, "at 7:45 sharp", "sharp", "7:45")))
                .isEqualTo(new ItemScore("q1", 7, 1, 1, 1, 1));
    }
}
