package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquadMetricTest {
    private final TokenF1 f1 = new TokenF1(new SquadNormalizer());
    private final ExactMatch exactMatch = new ExactMatch(new SquadNormalizer());

    @ParameterizedTest
    @CsvSource({
        "The Red House!, red house",
        "an.the, anthe", // punctuation goes first, so the articles are no longer whole words
        "a-b, ab",
        "'a, the', ''",
        "' x\u00A0y ', x y",
        "«x», «x»", // only ASCII punctuation is dropped
        "ÉTÉ, été",
        "the\u0301 a, \u0301", // a combining mark ends a word
    })
    void normalizesInTheReferencesOrder(String answer, String normalized) {
        assertThat(new SquadNormalizer().normalize(answer)).isEqualTo(normalized);
    }

    @ParameterizedTest
    @CsvSource({
        "in the red house, red house, 0.8", // 'the' is dropped: 2 of 3 and 2 of 2, 2 * (2/3) / (5/3)
        "a a b c c,        b c c d,   0.8571428571428571", // tokens b c c and b c c d: 3 of 3 and 3 of 4, 2 * 0.75 /
        // 1.75
        "x x y,            x y y,     0.6666666666666666", // overlap counts repetitions: 2 of 3 on both sides
        "'',               '',        0.0", // SQuAD v1.1: no common token means 0
        "the,              a,         0.0",
        "x,                y,         0.0",
    })
    void followsTheFormula(String prediction, String gold, double expected) {
        assertThat(f1.score(prediction, List.of(gold))).isEqualTo(expected);
    }

    @Test
    void takesTheBestGold() {
        assertThat(f1.score("red house", List.of("blue", "house", "red house here")))
                .isEqualTo(0.8); // 2 of 2, 2 of 3
        assertThat(exactMatch.score("Red house.", List.of("blue", "the red house")))
                .isEqualTo(1.0);
        assertThat(exactMatch.score("", List.of("the"))).isEqualTo(1.0);
        assertThat(exactMatch.score("red", List.of("red house"))).isZero();
    }

    @Test
    void refusesAnItemWithoutReference() {
        assertThatIllegalArgumentException().isThrownBy(() -> f1.score("x", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> exactMatch.score("x", List.of()));
    }

    @Test
    void agreesWithTheReferenceOnEveryRecordedCaseToTheLastBit() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/score/squad_cases.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode recorded = json.readTree(line);
                String prediction = recorded.get(0).textValue();
                List<String> golds = new ArrayList<>();
                recorded.get(1).forEach(gold -> golds.add(gold.textValue()));
                if (exactMatch.score(prediction, golds) != recorded.get(2).doubleValue()
                        || f1.score(prediction, golds) != recorded.get(3).doubleValue()) {
                    wrong.add(line);
                }
                cases++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isEqualTo(2164);
    }
}
