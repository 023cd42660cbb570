package crosslens.study;

import crosslens.attribute.RelevanceDepth;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.report.Figure;
import crosslens.report.HeatText;
import crosslens.report.Numbers;
import crosslens.report.Origin;
import crosslens.report.PlainText;
import crosslens.report.RelevanceOfOne;
import crosslens.report.ReportTable;
import crosslens.run.FindingStore;
import crosslens.text.Span;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Stored relevance token by token, beside the prompt's text. */
final class RelevanceItems {
    private final Model model;
    private final RelevancePlan plan;
    private final List<FindingStore> stores;

    RelevanceItems(Model model, RelevancePlan plan, List<FindingStore> stores) {
        this.model = model;
        this.plan = plan;
        this.stores = stores;
    }

    /**
     * The most relevant tokens of each part of one prompt of the first cell, with their depth.
     *
     * @param id the item's; null for the first explained one
     * @throws IllegalArgumentException if there is no finding on it
     */
    TableView tokens(List<FindingTask> tasks, String id, int most) throws IOException {
        FindingTask task = tasks.get(0);
        ExplainedItem one = explained(task, id);
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
                Set.of())));
    }

    /**
     * Figure 11 of one prompt of the first cell.
     *
     * @param id the item's; null for the first explained one
     * @throws IllegalArgumentException if there is no finding on it
     */
    Figure layers(List<FindingTask> tasks, String id) throws IOException {
        FindingTask task = tasks.get(0);
        ExplainedItem one = explained(task, id);
        List<String> symbols = IntStream.range(0, one.tokens().size())
                .mapToObj(t -> visible(one.prompt().text(), one.tokens().span(t)))
                .toList();
        HeatText heat =
                new HeatText(one.prompt(), one.tokens().starts(), one.tokens().ends(), symbols, one.values()[0]);
        String cell = task.answers().cell().label();
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
    private ExplainedItem explained(FindingTask task, String id) throws IOException {
        return ExplainedItem.of(model, plan, stores, task).stream()
                .filter(e -> id == null || e.item().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing is explained of "
                        + (id == null ? "any item" : "'" + id + "'") + " in "
                        + task.answers().cell().pair() + ". To explain it: ./crosslens relevance --model "
                        + model.card().name()));
    }

    /** A token's text; white space, which a table would swallow, as signs. */
    private static String visible(String text, Span token) {
        return PlainText.visible(text.substring(token.start(), token.end()));
    }
}
