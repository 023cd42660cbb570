package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import crosslens.attribute.PartDepth;
import crosslens.attribute.PartDepth.Measure;
import crosslens.attribute.RelevanceDepth;
import crosslens.attribute.SampleDepth;
import crosslens.attribute.Subset;
import crosslens.prompt.Cell;
import crosslens.prompt.PartKind;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelevanceGroupTest {
    /** Layers come from shares and back. */
    private static final double ROUNDING = 1e-12;

    private static final List<String> IDS = List.of("a", "b");

    @Test
    void choosesSamplesByTheAnswersOfTheSameCells() {
        // a is above 0.5 in both languages; b is 0.9 - 0.2 = 0.7 > 0.5 better in English.
        RelevanceGroup group = RelevanceGroup.of(
                        List.of(cell(Language.EN, 2, 6, 0.8, 0.9), cell(Language.DE, 4, 8, 0.6, 0.2)))
                .get(0);
        assertThat(group.scenario()).isEqualTo(Scenario.EN_X);
        assertThat(group.choose(Subset.BALANCED).ids()).containsExactly("a");
        assertThat(group.choose(Subset.EN_SUPERIOR).ids()).containsExactly("b");
        assertThat(group.choose(Subset.ALL).ids()).containsExactly("a", "b");
        assertThat(group.depths(Set.of("a"), Measure.MAX).get(Language.DE).gap().mean())
                .isEqualTo(4.0);
    }

    @Test
    void saysZeroItemsAndOffersTheNextPossibleSubset() {
        RelevanceGroup group = RelevanceGroup.of(
                        List.of(cell(Language.EN, 2, 6, 0.8, 0.9), cell(Language.DE, 4, 8, 0.1, 0.2)))
                .get(0);
        RelevanceGroup.Choice none = group.choose(Subset.BALANCED);
        assertThat(none.ids()).isEmpty();
        assertThat(none.note()).contains("Balanced: 0 items").contains("2 items in en");
        Figure figure = RelevanceFigure.draw("3", List.copyOf(group.cells().values()), Depth.LAYERS);
        assertThat(figure.points().stringColumn("subset").unique().asList()).containsExactly("en-superior");
    }

    @Test
    void theHeadlineIsMeansOverLanguagesInLayersAndShares() {
        ReportTable table =
                RelevanceTables.headline(List.of(cell(Language.EN, 2, 6, 0.8, 0.9), cell(Language.DE, 4, 8, 0.6, 0.2)));
        int all = table.table().stringColumn("Subset").indexOf("all");
        // Ten layers; question (2 + 4) / 2, context (6 + 8) / 2; the gap is 4 in both languages.
        assertThat(table.table().doubleColumn("Question MRD").get(all)).isCloseTo(3.0, within(ROUNDING));
        assertThat(table.table().doubleColumn("Context MRD").get(all)).isCloseTo(7.0, within(ROUNDING));
        assertThat(table.table().doubleColumn("SD gap").get(all)).isCloseTo(0.0, within(ROUNDING));
        assertThat(table.table().doubleColumn("Question MRD").get(all + 1)).isCloseTo(0.3, within(ROUNDING));
        assertThat(table.table().doubleColumn("Context MRD").get(all + 1)).isCloseTo(0.7, within(ROUNDING));
    }

    @Test
    void pairsWithoutEnglishAreAGroupForEachContext() {
        List<RelevanceGroup> groups = RelevanceGroup.of(List.of(
                cell(Language.DE, Language.ZH, 2, 6, 0.1, 0.2),
                cell(Language.DE, Language.AR, 2, 6, 0.1, 0.2),
                cell(Language.ZH, Language.AR, 2, 6, 0.1, 0.2),
                cell(Language.EN, Language.AR, 2, 6, 0.1, 0.2)));
        assertThat(groups).extracting(RelevanceGroup::label).containsExactly("en-x", "de-x", "zh-x");
        assertThat(groups.get(1).cells().keySet()).containsExactly(Language.ZH, Language.AR);
        assertThat(groups.get(2).cells().keySet()).containsExactly(Language.AR);
    }

    private static RelevanceCell cell(Language question, int asked, int read, double... f1) {
        return cell(Language.EN, question, asked, read, f1);
    }

    private static RelevanceCell cell(Language context, Language question, int asked, int read, double... f1) {
        List<SampleDepth> samples = IDS.stream()
                .map(id -> new SampleDepth(
                        id,
                        IDS.indexOf(id),
                        10,
                        20,
                        0,
                        0,
                        0.25,
                        Map.of(PartKind.QUESTION, part(asked), PartKind.CONTEXT, part(read))))
                .toList();
        List<ItemScore> scores = IDS.stream()
                .map(id -> new ItemScore(id, IDS.indexOf(id), 0, f1[IDS.indexOf(id)], 0, 0))
                .toList();
        return new RelevanceCell(
                "tiny",
                "",
                new Cell(context, question, 0, "v1", Style.RAW),
                "key-" + question.code(),
                RelevanceDepth.DEFAULT,
                samples,
                scores,
                Map.of(),
                0,
                Map.of(CellScores.DATA_SET, "made-up"));
    }

    private static PartDepth part(double depth) {
        return new PartDepth(3, 3, depth, depth, depth, depth, depth);
    }
}
