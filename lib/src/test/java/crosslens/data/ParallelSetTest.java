package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.text.Language;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParallelSetTest {
    private static ParallelSet set(int... questions) {
        return new ParallelSet("made", List.of(new LanguageFile(Language.EN, "0", DataFixtures.examples(questions))));
    }

    private static LanguageFile file(Language language, int... questions) {
        return new LanguageFile(language, "0", DataFixtures.examples(questions));
    }

    @Test
    void crossesContextAndQuestion() throws IOException {
        ParallelSet traps = SquadFolder.open(DataFixtures.traps()).load();
        CrossItem item = traps.items(Language.EN, Language.DE).get(4);
        assertThat(item)
                .isEqualTo(new CrossItem(
                        "q5",
                        2,
                        Language.EN,
                        Language.DE,
                        "The keeper crossed the bridge at noon.",
                        "Worüber ging der Wärter?",
                        List.of(new Gold("the bridge", 19))));
        assertThat(traps.languages()).containsExactly(Language.EN, Language.DE, Language.HI);
        assertThat(traps.size()).isEqualTo(5);
        assertThat(traps.paragraphs()).isEqualTo(3);
    }

    @Test
    void takesTwoQuestionsOfEveryParagraphARound() {
        ParallelSet set = set(5, 3, 4, 2, 6, 3, 3, 2);
        List<String> order = set.order();
        assertThat(order).hasSize(28).doesNotHaveDuplicates();
        List<String> firstRound = order.subList(0, 16);
        for (int i = 0; i < 16; i += 2) {
            String paragraph = firstRound.get(i).substring(0, 2);
            assertThat(firstRound.subList(i, i + 2)).containsExactly(paragraph + "q0", paragraph + "q1");
        }
        assertThat(firstRound.stream().map(id -> id.substring(0, 2)).distinct()).hasSize(8);
        // the second round: q2 and q3 where they exist, 2 + 1 + 2 + 0 + 2 + 1 + 1 + 0 = 9; the third: 1 of p0, 2 of p4
        assertThat(order.subList(16, 25)).allMatch(id -> id.endsWith("q2") || id.endsWith("q3"));
        assertThat(order.subList(25, 28)).containsExactlyInAnyOrder("p0q4", "p4q4", "p4q5");
    }

    @Test
    void takesTwelveOfSixParagraphsInAFixedOrder() {
        // the shuffle worked out in Python from the published definition of java.util.Random: 4 3 7 1 6 14 …
        // It may never change: stored runs rest on it
        List<String> ids = Stream.of(4, 3, 7, 1, 6, 14)
                .flatMap(p -> Stream.of("p" + p + "q0", "p" + p + "q1"))
                .toList();
        assertThat(set(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2).select(12)).isEqualTo(ids);
    }

    @Test
    void nestsSelections() {
        ParallelSet set = set(3, 3, 3, 3, 3);
        for (int limit = 1; limit < 15; limit++) {
            assertThat(set.select(limit)).isEqualTo(set.select(limit + 1).subList(0, limit));
        }
        assertThat(set.select(1000)).isEqualTo(set.order());
        assertThatIllegalArgumentException().isThrownBy(() -> set.select(0)).withMessageContaining("at least 1");
    }

    @Test
    void refusesWhatIsNotParallel() {
        LanguageFile english = file(Language.EN, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParallelSet("x", List.of(english, file(Language.DE, 2, 1))))
                .withMessage("en and de are not parallel: 4 questions in the one and 3 in the other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParallelSet("x", List.of(english, file(Language.DE, 1, 3))))
                .withMessageContaining("question 2 is \"p0q1\" in the one and \"p1q0\" in the other");
        List<QaExample> moved = DataFixtures.examples(2, 2).stream()
                .map(e -> new QaExample(e.id(), 0, e.context(), e.question(), e.golds()))
                .toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParallelSet("x", List.of(english, new LanguageFile(Language.DE, "0", moved))))
                .withMessageContaining("question \"p1q0\" belongs to paragraph 2 in the one and 1 in the other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParallelSet("x", List.of(english, english)))
                .withMessage("two files of en in one data set");
        assertThatIllegalArgumentException().isThrownBy(() -> new ParallelSet("x", List.of()));
    }

    @Test
    void saysWhichLanguagesItHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set(2).items(Language.EN, Language.TH))
                .withMessage("the data set made was loaded without th; it has [en]");
    }

    @Test
    void loadsXquadWhole() throws IOException {
        ParallelSet xquad = SquadFolder.open(DataFixtures.xquad()).load();
        assertThat(xquad.name()).isEqualTo("xquad");
        assertThat(xquad.languages()).isEqualTo(Language.STUDY);
        assertThat(xquad.size()).isEqualTo(1190);
        assertThat(xquad.paragraphs()).isEqualTo(240);
        for (Language language : Language.STUDY) {
            assertThat(xquad.examples(language))
                    .hasSize(1190)
                    .allMatch(e -> e.golds().size() == 1);
        }
        // METHOD 1: 702.50 and 804.25 characters per question
        assertThat(meanContext(xquad, Language.AR)).isEqualTo("702.504");
        assertThat(meanContext(xquad, Language.EN)).isEqualTo("804.254");
        List<QaExample> english = xquad.examples(Language.EN);
        List<String> quick = xquad.select(12);
        List<Integer> paragraphs = english.stream()
                .filter(e -> quick.contains(e.id()))
                .map(QaExample::paragraph)
                .toList();
        assertThat(paragraphs).hasSize(12);
        assertThat(new HashSet<>(paragraphs)).hasSize(6);
    }

    private static String meanContext(ParallelSet set, Language language) {
        return String.format(
                Locale.ROOT,
                "%.3f",
                set.examples(language).stream()
                        .mapToInt(e -> e.context().codePointCount(0, e.context().length()))
                        .average()
                        .orElseThrow());
    }
}
