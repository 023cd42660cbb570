package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.text.Language;
import crosslens.text.Sentences;
import crosslens.text.Span;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paragraphs of XQuAD are translations of each other, so their numbers of sentences should nearly agree; bounds leave room for the translators. */
class XquadSentencesTest {
    private static final double FAR = 0.5;
    private static final double FAR_THAI = 1.3;

    private static ParallelSet set;

    @BeforeAll
    static void load() throws IOException {
        set = SquadFolder.open(DataFixtures.xquad()).load();
    }

    @Test
    void paragraphsHaveAboutAsManySentencesAsInEnglish() {
        Map<Integer, Integer> english = counts(Language.EN);
        for (Language language : Language.STUDY) {
            Map<Integer, Integer> counts = counts(language);
            double difference = counts.keySet().stream()
                    .mapToInt(p -> Math.abs(counts.get(p) - english.get(p)))
                    .average()
                    .orElseThrow();
            assertThat(difference).as(language.code()).isLessThan(language.equals(Language.TH) ? FAR_THAI : FAR);
        }
    }

    @Test
    void answersSeldomCrossABoundary() {
        for (Language language : Language.STUDY) {
            long crossing = set.examples(language).stream()
                    .filter(e -> Sentences.touchedBy(gold(e), Sentences.split(e.context(), language))
                                    .size()
                            != 1)
                    .count();
            assertThat(crossing).as(language.code()).isBetween(1L, language.equals(Language.TH) ? 20L : 3L);
        }
    }

    private static Span gold(QaExample example) {
        Gold gold = example.golds().get(0);
        return new Span(gold.start(), gold.start() + gold.text().length());
    }

    private static Map<Integer, Integer> counts(Language language) {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        List<QaExample> examples = set.examples(language);
        examples.forEach(e -> counts.computeIfAbsent(
                e.paragraph(), p -> Sentences.split(e.context(), language).size()));
        return counts;
    }
}
