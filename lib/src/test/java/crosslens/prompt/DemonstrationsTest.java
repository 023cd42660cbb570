package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.data.QaExample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemonstrationsTest {
    /** A context of a length that begins with the gold. */
    private static QaExample item(int paragraph, String suffix, int length, String gold) {
        String context = gold + " " + "x".repeat(length - gold.length() - 1);
        return Items.example("p" + paragraph + suffix, paragraph, context, "?", gold);
    }

    @Test
    void theFourShortestFullParagraphsMakeThePairsInTurn() {
        // by length: p3 (250), p0 (260), p4 (270), p1 (300); p2 is a fragment of 100, p5 is longer
        List<QaExample> examples = List.of(
                item(0, "", 260, "a"),
                item(1, "", 300, "b"),
                item(2, "", 100, "c"),
                item(3, "", 250, "d"),
                item(4, "", 270, "e"),
                item(5, "", 400, "f"));
        Demonstrations chosen = Demonstrations.choose(examples);
        assertThat(chosen.main().ids()).containsExactly("p3", "p4");
        assertThat(chosen.spare().ids()).containsExactly("p0", "p1");
    }

    @Test
    void theOrderOfTheFileDoesNotMatterForTheChoice() {
        List<QaExample> examples = new ArrayList<>(Items.english());
        Demonstrations chosen = Demonstrations.choose(examples);
        Collections.reverse(examples);
        assertThat(Demonstrations.choose(examples)).isEqualTo(chosen);
    }

    @Test
    void aParagraphGivesItsFirstQuestionWithAShortGoldThatIsNoNumber() {
        List<QaExample> examples = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            examples.add(item(p, "-number", 300 + p, "1902"));
            examples.add(item(p, "-long", 300 + p, "a gold of more than thirty characters"));
            examples.add(item(p, "-first", 300 + p, "short"));
            examples.add(item(p, "-shorter", 300 + p, "s"));
        }
        Demonstrations chosen = Demonstrations.choose(examples);
        assertThat(chosen.main().ids()).containsExactly("p0-first", "p2-first");
        assertThat(chosen.spare().ids()).containsExactly("p1-first", "p3-first");
    }

    @Test
    void fragmentsAndNumbersServeWhereThereIsNothingElse() {
        List<QaExample> examples =
                List.of(item(0, "", 30, "1"), item(1, "", 20, "2"), item(2, "", 40, "3"), item(3, "", 50, "4"));
        // none is full: the longest first, p3, p2, p0, p1
        assertThat(Demonstrations.choose(examples).main().ids()).containsExactly("p3", "p0");
        assertThat(Demonstrations.choose(examples).spare().ids()).containsExactly("p2", "p1");
    }

    @Test
    void fewerThanFourAnsweredParagraphsAreRefused() {
        List<QaExample> examples = new ArrayList<>(Items.english().subList(0, 3));
        examples.add(new QaExample("none", 7, "no gold here", "?", List.of()));
        assertThatThrownBy(() -> Demonstrations.choose(examples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 3")
                .hasMessageContaining("0 shots");
    }

    @Test
    void noParagraphMeetsItself() {
        Demonstrations chosen = Demonstrations.choose(Items.english());
        for (QaExample example : Items.english()) {
            Demonstrations.Pair pair = chosen.pairFor(example.paragraph());
            assertThat(pair.holds(example.paragraph())).isFalse();
        }
        assertThat(chosen.pairFor(chosen.main().first().paragraph())).isEqualTo(chosen.spare());
        assertThat(chosen.pairFor(chosen.spare().first().paragraph())).isEqualTo(chosen.main());
    }

    @Test
    void pairsThatShareAParagraphAreRefused() {
        Demonstrations.Pair pair = Items.demonstrations().main();
        assertThatThrownBy(() -> new Demonstrations(pair, pair)).hasMessageContaining("four different paragraphs");
    }
}
