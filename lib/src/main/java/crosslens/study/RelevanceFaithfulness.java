package crosslens.study;

import crosslens.attribute.Faithfulness;
import crosslens.attribute.LayerRelevance;
import crosslens.data.CrossItem;
import crosslens.decoder.Target;
import crosslens.prompt.Cell;
import crosslens.report.IntervalColumns;
import crosslens.report.Intervals;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.run.FindingStore;
import crosslens.score.ClusterBootstrap;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Whether removing the relevant tokens of explained prompts costs the model more than removing others. */
final class RelevanceFaithfulness {
    /** Random orders an item: their mean enters, and their noise averages out over the items. */
    private static final int ORDERS = 2;

    private final Model model;
    private final RelevancePlan plan;
    private final List<FindingStore> stores;

    RelevanceFaithfulness(Model model, RelevancePlan plan, List<FindingStore> stores) {
        this.model = model;
        this.plan = plan;
        this.stores = stores;
    }

    /**
     * Removes tokens of task, demonstrations, context and question, the most relevant first and in random orders; a row a cell.
     *
     * @throws IllegalArgumentException if nothing is explained
     */
    TableView table(List<FindingTask> tasks, ProgressListener progress) throws IOException {
        Rows rows = new Rows();
        for (FindingTask task : tasks) {
            List<ExplainedItem> all = ExplainedItem.of(model, plan, stores, task);
            progress.begin(model.card().name() + " removal", all.size(), 0);
            List<Faithfulness> curves = new ArrayList<>();
            for (ExplainedItem one : all) {
                curves.add(curves(one));
                progress.advance(1);
            }
            progress.end();
            if (!all.isEmpty()) {
                rows.add(task.answers().cell(), all, curves);
            }
        }
        if (rows.cell.isEmpty()) {
            throw new IllegalArgumentException("nothing is explained yet: ./crosslens relevance --model "
                    + model.card().name());
        }
        return new TableView(List.of(new ReportTable(
                "faithfulness",
                "Faithfulness: the explained logit while tokens are removed, "
                        + model.card().name(),
                List.of(
                        "Area between the curves over the share of removed tokens, random orders minus most relevant first, in logits: above 0"
                                + " if the relevant tokens matter more. Drops: what removing a tenth of the tokens takes from the logit.",
                        "Tokens of task, demonstrations, context and question are removed; " + ORDERS
                                + " random orders an item, seed 1. Intervals: bootstrap over paragraphs, none under "
                                + Intervals.FEWEST_PARAGRAPHS + "."),
                rows.table())));
    }

    /** The columns of the table while they grow. */
    private static final class Rows {
        private final StringColumn cell = StringColumn.create("Cell");
        private final IntColumn items = IntColumn.create("Items");
        private final DoubleColumn area = Numbers.plain(DoubleColumn.create("Area"));
        private final IntervalColumns interval = IntervalColumns.plain();
        private final IntColumn above = IntColumn.create("Items above 0");
        private final DoubleColumn relevant = Numbers.plain(DoubleColumn.create("Drop, relevant 10 %"));
        private final DoubleColumn random = Numbers.plain(DoubleColumn.create("Drop, random 10 %"));

        /** @param all at least one item, each with its curves */
        void add(Cell of, List<ExplainedItem> all, List<Faithfulness> curves) {
            List<ItemScore> areas = new ArrayList<>();
            double[] drops = new double[2];
            for (int i = 0; i < curves.size(); i++) {
                Faithfulness one = curves.get(i);
                CrossItem item = all.get(i).item();
                areas.add(ItemScore.of(item.id(), item.paragraph(), one.area()));
                int tenth = Arrays.binarySearch(one.fractions(), 0.1);
                drops[0] += (one.relevant()[0] - one.relevant()[tenth]) / curves.size();
                drops[1] += (one.random()[0] - one.random()[tenth]) / curves.size();
            }
            cell.append(of.label());
            items.append(areas.size());
            area.append(Metric.F1.mean(areas));
            interval.append(ClusterBootstrap.DEFAULT.mean(areas, Metric.F1), 1);
            above.append((int) areas.stream().filter(score -> score.f1() > 0).count());
            relevant.append(drops[0]);
            random.append(drops[1]);
        }

        Table table() {
            return Table.create("faithfulness", cell, items, area, interval.low(), interval.high(), above)
                    .addColumns(relevant, random);
        }
    }

    private Faithfulness curves(ExplainedItem one) {
        BitSet removable = new BitSet();
        one.finding().parts().values().forEach(removable::or);
        int last = one.tokens().size() - 1;
        removable.clear(last);
        LayerRelevance found = new LayerRelevance(
                one.tokens().ids(),
                last,
                one.finding().target(),
                Target.NONE,
                one.finding().logit(),
                one.values());
        return Faithfulness.of(model.differentiable().decoder(), found, removable, ORDERS, 1);
    }
}
