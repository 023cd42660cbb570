package crosslens.study;

import crosslens.attribute.Faithfulness;
import crosslens.attribute.LayerRelevance;
import crosslens.attribute.RelevanceDepth;
import crosslens.data.CrossItem;
import crosslens.decoder.Target;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import crosslens.report.Figure;
import crosslens.report.HeatText;
import crosslens.report.Intervals;
import crosslens.report.Numbers;
import crosslens.report.Origin;
import crosslens.report.RelevanceOfOne;
import crosslens.report.ReportTable;
import crosslens.run.FindingRecord;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.score.ClusterBootstrap;
import crosslens.score.Interval;
import crosslens.score.ItemScore;
import crosslens.score.Metric;
import crosslens.study.RelevanceFinding.Outcome;
import crosslens.text.Span;
import crosslens.token.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Stored relevance token by token, beside the prompt's text, and whether removing the relevant tokens costs the model the most. */
final class RelevanceItems {
    /** Random orders an item: their mean enters, and their noise averages out over the items. */
    private static final int ORDERS = 2;

    private final Model model;
    private final RelevancePlan plan;
    private final List<FindingStore> stores;

    RelevanceItems(Model model, RelevancePlan plan, List<FindingStore> stores) {
        this.model = model;
        this.plan = plan;
        this.stores = stores;
    }

    /** An explained prompt. */
    private record Explained(
            CrossItem item, Prompt prompt, Encoding tokens, RelevanceFinding finding, double[][] values) {}

    /**
     * The most relevant tokens of each part of one prompt of the first cell, with their depth.
     *
     * @param id the item's; null for the first explained one
     * @throws IllegalArgumentException if there is no finding on it
     */
    TableView tokens(List<RelevanceRun.Task> tasks, String id, int most) throws IOException {
        RelevanceRun.Task task = tasks.get(0);
        Explained one = explained(task, id);
        int[] depths = RelevanceDepth.DEFAULT.tokens(RelevanceReader.floats(one.values()));
        StringColumn part = StringColumn.create("Part");
        StringColumn token = StringColumn.create("Token");
        IntColumn place = IntColumn.create("Place");
        DoubleColumn relevance = Numbers.plain(DoubleColumn.create("Relevance"));
        IntColumn depth = IntColumn.create("MRD");
        for (PartKind kind : PartTokens.KINDS) {
            one.finding().parts().getOrDefault(kind, new BitSet()).stream()
                    .boxed()
                    .sorted((a, b) -> Double.compare(one.values()[0][b], one.values()[0][a]))
                    .limit(most)
                    .forEach(t -> {
                        part.append(kind.name().toLowerCase(Locale.ROOT));
                        token.append(visible(one.prompt().text(), one.tokens().span(t)));
                        place.append(t);
                        relevance.append(one.values()[0][t]);
                        depth.append(depths[t]);
                    });
        }
        return new TableView(List.of(new ReportTable(
                "relevance-tokens",
                one.item().id() + ", " + task.answers().cell().pair() + ", "
                        + model.card().name() + ": the most relevant tokens of each part, of "
                        + one.tokens().size(),
                List.of(
                        "Question: " + one.item().question(),
                        "The model's answer: " + one.finding().answer().strip() + ". Explained: its first token, logit "
                                + Numbers.plain(one.finding().logit()) + ".",
                        "Relevance: at the embeddings, in logits. MRD: layers to "
                                + Math.round(100 * RelevanceDepth.DEFAULT.share()) + " % of the token's sum, of "
                                + (one.values().length - 1) + "; 0: its sum is not positive."),
                Table.create("tokens", part, token, place, relevance, depth),
                1,
                java.util.Set.of())));
    }

    /**
     * Figure 11 of one prompt of the first cell.
     *
     * @param id the item's; null for the first explained one
     * @throws IllegalArgumentException if there is no finding on it
     */
    Figure layers(List<RelevanceRun.Task> tasks, String id) throws IOException {
        RelevanceRun.Task task = tasks.get(0);
        Explained one = explained(task, id);
        List<String> symbols = IntStream.range(0, one.tokens().size())
                .mapToObj(t -> visible(one.prompt().text(), one.tokens().span(t)))
                .toList();
        HeatText heat =
                new HeatText(one.prompt(), one.tokens().starts(), one.tokens().ends(), symbols, one.values()[0]);
        String cell =
                task.answers().cell().pair() + ", " + task.answers().cell().shots() + " shots, "
                        + task.answers().cell().format();
        String title = "Relevance to the first token of the answer '"
                + one.finding().answer().strip() + "': " + model.card().name() + ", "
                + one.item().id() + ", " + cell;
        Map<String, String> settings =
                Map.of("rule", "AttnLRP", "item", one.item().id());
        Origin origin = new Origin(
                List.of(model.card().name()),
                List.of(new Origin.Run(task.spec().key(), model.card().name(), cell, 1, settings)));
        return RelevanceOfOne.layers(heat, one.values(), title, origin);
    }

    /** The explained item of this id, or the first. */
    private Explained explained(RelevanceRun.Task task, String id) throws IOException {
        return explained(task).stream()
                .filter(e -> id == null || e.item().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is explained of "
                        + (id == null ? "any item" : "'" + id + "'") + " in "
                        + task.answers().cell().pair() + ". To explain it: ./crosslens relevance --model "
                        + model.card().name()));
    }

    /** A token's text; white space, which a table would swallow, as signs. */
    private static String visible(String text, Span token) {
        return text.substring(token.start(), token.end()).replace(' ', '\u00b7').replace('\n', '\u23ce');
    }

    /**
     * Removes tokens of task, demonstrations, context and question, the most relevant first and in random orders; a row a cell.
     *
     * @throws IllegalArgumentException if nothing is explained
     */
    TableView faithfulness(List<RelevanceRun.Task> tasks, ProgressListener progress) throws IOException {
        StringColumn cell = StringColumn.create("Cell");
        IntColumn items = IntColumn.create("Items");
        DoubleColumn area = Numbers.plain(DoubleColumn.create("Area"));
        DoubleColumn low = Numbers.plain(DoubleColumn.create("95 % from"));
        DoubleColumn high = Numbers.plain(DoubleColumn.create("95 % to"));
        IntColumn above = IntColumn.create("Items above 0");
        DoubleColumn relevant = Numbers.plain(DoubleColumn.create("Drop, relevant 10 %"));
        DoubleColumn random = Numbers.plain(DoubleColumn.create("Drop, random 10 %"));
        for (RelevanceRun.Task task : tasks) {
            List<Explained> all = explained(task);
            List<ItemScore> areas = new ArrayList<>();
            double[] drops = new double[2];
            progress.begin(model.card().name() + " removal", all.size(), 0);
            for (Explained one : all) {
                Faithfulness curves = curves(one);
                areas.add(new ItemScore(one.item().id(), one.item().paragraph(), 0, curves.area(), 0, 0));
                int tenth = java.util.Arrays.binarySearch(curves.fractions(), 0.1);
                drops[0] += (curves.relevant()[0] - curves.relevant()[tenth]) / all.size();
                drops[1] += (curves.random()[0] - curves.random()[tenth]) / all.size();
                progress.advance(1);
            }
            progress.end();
            if (all.isEmpty()) {
                continue;
            }
            Optional<Interval> interval = ClusterBootstrap.DEFAULT.mean(areas, Metric.F1);
            cell.append(task.answers().cell().pair() + ", "
                    + task.answers().cell().shots() + " shots, "
                    + task.answers().cell().format());
            items.append(areas.size());
            area.append(areas.stream().mapToDouble(ItemScore::f1).average().orElse(Double.NaN));
            low.append(interval.map(Interval::low).orElse(Double.NaN));
            high.append(interval.map(Interval::high).orElse(Double.NaN));
            above.append((int) areas.stream().filter(score -> score.f1() > 0).count());
            relevant.append(drops[0]);
            random.append(drops[1]);
        }
        if (cell.isEmpty()) {
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
                Table.create("faithfulness", cell, items, area, low, high, above, relevant, random))));
    }

    private Faithfulness curves(Explained one) {
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

    /** The explained ones of a task's items, in their order. */
    private List<Explained> explained(RelevanceRun.Task task) throws IOException {
        List<Explained> all = new ArrayList<>();
        Optional<StoredFindings> stored = Optional.empty();
        for (FindingStore store : stores) {
            stored = stored.isPresent() ? stored : store.find(task.spec());
        }
        if (stored.isEmpty()) {
            return all;
        }
        List<FindingRecord> records = stored.get().records();
        for (CrossItem item : task.answers().wanted()) {
            for (FindingRecord record : records) {
                if (record.id().equals(item.id())) {
                    RelevanceFinding finding =
                            RelevanceFinding.of(record, stored.get().name());
                    if (finding.outcome() == Outcome.EXPLAINED) {
                        Prompt prompt = model.render(
                                task.answers().prompts().build(item),
                                task.answers().cell().style(),
                                plan.prefix());
                        all.add(new Explained(
                                item,
                                prompt,
                                model.tokens(prompt).orElseThrow(),
                                finding,
                                stored.get().matrix(record, RelevanceFinding.MATRIX)));
                    }
                }
            }
        }
        return all;
    }
}
