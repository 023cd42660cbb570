package crosslens.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;

/** The one look of all figures: white ground, colours told apart by colour-blind readers, logical fonts (which fall back letter by letter). */
public final class ChartStyle {
    /** Width and height in pixels. Fonts are the same in both, so that labels stay readable in a narrow column. */
    public enum Size {
        SCREEN(800, 450),
        PRINT(560, 400);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }

        public int width() {
            return width;
        }

        public int height() {
            return height;
        }
    }

    /** Twelve colours in the order of use; the first seven are Paul Tol's "bright" set with black, the rest from his others. */
    public static final List<Color> PALETTE = List.of(
            new Color(0x4477AA),
            new Color(0xEE6677),
            new Color(0x228833),
            new Color(0xAA3377),
            new Color(0xCCBB44),
            new Color(0x66CCEE),
            new Color(0x222222),
            new Color(0xEE7733),
            new Color(0x009988),
            new Color(0x882255),
            new Color(0x999933),
            new Color(0x888888));

    /** Of text. */
    static final Color INK = new Color(0x222222);
    /** Of secondary text and reference lines. */
    public static final Color MUTED = new Color(0x666666);

    static final Color GRID = new Color(0xE2E2E2);

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    /** Of a panel. */
    static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 12);

    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    static final BasicStroke LINE = new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    public static final BasicStroke DASHED =
            new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6f, 4f}, 0f);
    static final int MARKER = 9;
    /** Around a picture's texts. */
    static final int MARGIN = 12;

    private ChartStyle() {}

    /** The colour of the n-th series, from 0; they come again after twelve. */
    public static Color color(int n) {
        return PALETTE.get(n % PALETTE.size());
    }

    /** Gives axes, grid and fonts their look. Titles, legend and category labels are {@link ReportChart}'s. */
    static void apply(AxesChartStyler styler) {
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
        styler.setChartFontColor(INK);
        styler.setChartPadding(6);
        styler.setMarkerSize(MARKER);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setAxisTitleFont(TEXT);
        styler.setAxisTickLabelsFont(TEXT);
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTickMarksColor(MUTED);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setPlotTicksMarksVisible(false);
        styler.setAxisTicksLineVisible(false);
        styler.setAxisTicksMarksVisible(false);
        styler.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
        styler.setAntiAlias(true);
        styler.setXAxisTicksVisible(false);
        styler.setXAxisTitleVisible(false);
        styler.setYAxisTickMarkSpacingHint(44);
    }
}
