package crosslens.report;

import crosslens.prompt.PartKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Figures of the relevance in one sample: its text coloured, and figure 11, layers × the top tokens of each part. */
public final class RelevanceOfOne {
    private static final int TOP = 3;
    /** Rows of figure 11 where a prompt has no parts. */
    private static final int TOP_WITHOUT_PARTS = 12;

    private static final int MOST_LABEL = 20;

    private RelevanceOfOne() {}

    /**
     * The text as a heat map.
     *
     * @param title names model, sample and target
     */
    public static Figure text(HeatText heat, String title, Origin origin) {
        String shown = PlainText.of(title);
        IntColumn places = IntColumn.create("position");
        StringColumn symbols = StringColumn.create("token");
        StringColumn parts = StringColumn.create("part");
        DoubleColumn values = DoubleColumn.create("relevance");
        Map<PartKind, BitSet> byPart = heat.parts();
        for (int t = 0; t < heat.values().length; t++) {
            int token = t;
            places.append(t);
            symbols.append(heat.symbols().get(t));
            parts.append(byPart.entrySet().stream()
                    .filter(part -> part.getValue().get(token))
                    .map(part -> HeatColors.name(part.getKey()))
                    .findFirst()
                    .orElse(""));
            values.append(heat.values()[t]);
        }
        String top = heat.top(all(heat), TOP).stream()
                .map(t -> "'" + heat.shown(t) + "'")
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
        return new Figure(
                "relevance",
                shown,
                PlainText.of("The prompt with every token on a colour for its relevance. " + shown + ". Largest: " + top
                        + "."),
                HeatChart.of(heat, shown, ChartStyle.Size.SCREEN.width()),
                Table.create("relevance", places, symbols, parts, values),
                origin,
                warnings(heat));
    }

    /**
     * Figure 11: the three tokens of each part with the largest sums over layers 1 to N − 1, each layer divided by its largest absolute
     * value, and what every layer's output says of them.
     *
     * @param layers shape (N + 1, T), the embeddings' row first
     */
    public static Figure layers(HeatText heat, double[][] layers, String title, Origin origin) {
        double[][] scaled = scaled(layers);
        Map<PartKind, List<Integer>> chosen = chosen(heat, scaled);
        List<LayerGrid.Row> rows = new ArrayList<>();
        chosen.forEach((part, tokens) -> tokens.forEach(token -> rows.add(new LayerGrid.Row(
                part,
                label(heat, part, token),
                Arrays.stream(scaled).mapToDouble(layer -> layer[token]).toArray()))));
        String shown = PlainText.of(title);
        return new Figure(
                "figure-11",
                shown,
                "Layers across, the most relevant tokens of each part down; colour for relevance. " + shown + ".",
                LayerGrid.of(
                        shown,
                        "Relevance at each layer's output (0: embeddings), as a share of the layer's largest",
                        rows,
                        "Red: for the target; blue: against it. Tokens with the largest sums over layers 1 to "
                                + (scaled.length - 1)
                                + ". The last layer, which only the explained position reaches, is left out.",
                        ChartStyle.Size.SCREEN.width()),
                points(heat, chosen, layers, scaled),
                origin,
                warnings(heat));
    }

    /** Every layer but the last, divided by its largest absolute value. */
    private static double[][] scaled(double[][] layers) {
        return Arrays.stream(layers)
                .limit(layers.length - 1)
                .map(layer -> {
                    double largest = Arrays.stream(layer).map(Math::abs).max().orElse(0);
                    return Arrays.stream(layer)
                            .map(value -> largest == 0 ? 0 : value / largest)
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    private static Table points(
            HeatText heat, Map<PartKind, List<Integer>> chosen, double[][] layers, double[][] scaled) {
        IntColumn places = IntColumn.create("position");
        StringColumn symbols = StringColumn.create("token");
        StringColumn parts = StringColumn.create("part");
        IntColumn numbers = IntColumn.create("layer");
        DoubleColumn values = DoubleColumn.create("relevance");
        DoubleColumn shares = DoubleColumn.create("share of the layer's largest");
        chosen.forEach((part, tokens) -> tokens.forEach(token -> {
            for (int layer = 0; layer < scaled.length; layer++) {
                places.append(token);
                symbols.append(heat.symbols().get(token));
                parts.append(part == null ? "" : HeatColors.name(part));
                numbers.append(layer);
                values.append(layers[layer][token]);
                shares.append(scaled[layer][token]);
            }
        }));
        return Table.create("11", places, symbols, parts, numbers, values, shares);
    }

    private static Map<PartKind, List<Integer>> chosen(HeatText heat, double[][] scaled) {
        double[] sums = new double[heat.values().length];
        for (int layer = 1; layer < scaled.length; layer++) {
            for (int t = 0; t < sums.length; t++) {
                sums[t] += scaled[layer][t];
            }
        }
        Map<PartKind, BitSet> parts = heat.parts();
        Map<PartKind, List<Integer>> chosen = new LinkedHashMap<>();
        if (parts.isEmpty()) {
            chosen.put(null, largest(all(heat), sums, TOP_WITHOUT_PARTS));
        }
        parts.forEach((part, tokens) -> chosen.put(part, largest(tokens, sums, TOP)));
        return chosen;
    }

    private static List<Integer> largest(BitSet tokens, double[] sums, int most) {
        return tokens.stream()
                .boxed()
                .sorted(Comparator.comparingDouble((Integer t) -> -sums[t]))
                .limit(most)
                .toList();
    }

    /** The part, the token and its place; as much of the token as there is room for. */
    private static String label(HeatText heat, PartKind part, int token) {
        String text = PlainText.of(heat.shown(token));
        String name = part == null ? "" : HeatColors.name(part) + ": ";
        int most = Math.min(text.codePointCount(0, text.length()), MOST_LABEL);
        String label = label(name, text, most, token);
        while (!LayerGrid.hasRoomFor(label) && most > 1) {
            label = label(name, text, --most, token);
        }
        return label;
    }

    /** @param most characters of the token. It is isolated, so that Arabic does not turn its part's name around. */
    private static String label(String name, String text, int most, int token) {
        int end = text.offsetByCodePoints(0, most);
        String cut = end < text.length() ? text.substring(0, end) + "…" : text;
        return name + "\u2068" + cut + "\u2069" + String.format(Locale.ROOT, " (%d)", token);
    }

    private static BitSet all(HeatText heat) {
        BitSet all = new BitSet();
        all.set(0, heat.values().length);
        return all;
    }

    private static List<String> warnings(HeatText heat) {
        return FontCheck.undisplayable(heat.prompt().text().lines().toList()).isEmpty()
                ? List.of()
                : List.of("No font of this machine shows all letters of the prompt: the others appear as boxes.");
    }
}
