package crosslens.report;

import crosslens.prompt.PartKind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Tokens down, layers across, each field in the colour of its value as a share of the layer's largest. */
final class LayerGrid extends XYChart {
    private static final int MARGIN = ChartStyle.MARGIN;
    private static final int KEY = 170;
    private static final int ROW = 22;
    private static final int LABELS = 210;
    /** Between the left margin and a label: the part's colour. */
    private static final int STRIPE = 10;

    private static final int TICKS = 5;

    private final List<Row> rows;
    private final List<String> header;
    private final int titles;
    private final String footnote;

    /**
     * A token.
     *
     * @param part null for none
     * @param values one a layer, in [-1, 1]
     */
    record Row(PartKind part, String label, double[] values) {}

    private LayerGrid(
            int width, int height, String title, List<String> header, int titles, List<Row> rows, String note) {
        super(width, height);
        this.rows = rows;
        this.header = header;
        this.titles = titles;
        this.footnote = note;
        setTitle(title);
        ChartStyle.apply(getStyler());
    }

    static LayerGrid of(String title, String subtitle, List<Row> rows, String footnote, int width) {
        List<String> header = new ArrayList<>(TextLines.wrap(title, ChartStyle.TITLE, width - 2.0 * MARGIN));
        int titles = header.size();
        header.addAll(TextLines.wrap(subtitle, ChartStyle.TEXT, width - 2.0 * MARGIN));
        int notes =
                TextLines.wrap(footnote, ChartStyle.SMALL, width - 2.0 * MARGIN).size();
        int height = 2 * MARGIN + 20 * header.size() + ROW * rows.size() + 44 + 15 * notes;
        return new LayerGrid(width, height, title, header, titles, List.copyOf(rows), footnote);
    }

    /** Whether a row's label stays beside the fields. */
    static boolean hasRoomFor(String label) {
        return TextLines.width(label, ChartStyle.TEXT) < LABELS - STRIPE;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        double y = MARGIN + 14;
        for (int i = 0; i < header.size(); i++) {
            g.setColor(i < titles ? ChartStyle.INK : ChartStyle.MUTED);
            TextLines.draw(g, header.get(i), i < titles ? ChartStyle.TITLE : ChartStyle.TEXT, MARGIN, y);
            y += 20;
        }
        y -= 8;
        int layers = rows.isEmpty() ? 1 : rows.get(0).values().length;
        double field = (width - 2.0 * MARGIN - LABELS) / layers;
        for (Row row : rows) {
            paintRow(g, row, y, field);
            y += ROW;
        }
        g.setColor(ChartStyle.INK);
        for (int layer = 0; layer < layers; layer += layers > 2 * TICKS ? TICKS : 1) {
            TextLines.drawCentred(
                    g, Integer.toString(layer), ChartStyle.SMALL, MARGIN + LABELS + (layer + 0.5) * field, y + 13);
        }
        paintKey(g, y + 4);
        TextLines.drawCentred(g, "Layer", ChartStyle.TEXT, MARGIN + LABELS + layers * field / 2, y + 30);
        TextLines.paragraph(g, footnote, ChartStyle.SMALL, ChartStyle.MUTED, y + 35, 15, width);
    }

    /** What the colours mean, in the free room below the labels. */
    private static void paintKey(Graphics2D g, double y) {
        double left = MARGIN + STRIPE;
        for (int i = 0; i < KEY; i++) {
            g.setColor(HeatColors.onWhite(2.0 * i / (KEY - 1) - 1, 1));
            g.fill(new Rectangle2D.Double(left + i, y, 1, 12));
        }
        g.setColor(ChartStyle.INK);
        TextLines.draw(g, "against", ChartStyle.SMALL, left, y + 26);
        TextLines.drawCentred(g, "0", ChartStyle.SMALL, left + KEY / 2.0, y + 26);
        String end = "for the target";
        TextLines.draw(g, end, ChartStyle.SMALL, left + KEY - TextLines.width(end, ChartStyle.SMALL), y + 26);
    }

    private void paintRow(Graphics2D g, Row row, double y, double field) {
        if (row.part() != null) {
            g.setColor(HeatColors.part(row.part()));
            g.fill(new Rectangle2D.Double(MARGIN, y + 1, 4, ROW - 2));
        }
        g.setColor(ChartStyle.INK);
        TextLines.draw(g, row.label(), ChartStyle.TEXT, MARGIN + STRIPE, y + 15);
        for (int layer = 0; layer < row.values().length; layer++) {
            g.setColor(HeatColors.onWhite(row.values()[layer], 1));
            g.fill(new Rectangle2D.Double(MARGIN + LABELS + layer * field, y + 1, field - 1, ROW - 2));
        }
    }
}
