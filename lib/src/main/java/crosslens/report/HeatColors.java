package crosslens.report;

import crosslens.prompt.PartKind;
import java.awt.Color;
import java.util.Locale;
import java.util.Map;

/** The colours of heat maps: red for what speaks for the target, blue for what speaks against it, lines for parts. */
final class HeatColors {
    private static final Color FOR = new Color(0xD6, 0x40, 0x4E);
    private static final Color AGAINST = new Color(0x3B, 0x6F, 0xB0);
    /** Of the strongest colour, so that the text stays readable. */
    private static final double STRONGEST = 0.75;

    private static final Map<PartKind, Color> PARTS = Map.of(
            PartKind.TASK, new Color(171, 71, 188),
            PartKind.DEMO, new Color(230, 150, 0),
            PartKind.CONTEXT, new Color(67, 160, 71),
            PartKind.QUESTION, new Color(0, 151, 167),
            PartKind.TEMPLATE, new Color(128, 128, 128),
            PartKind.LABEL, new Color(66, 133, 244),
            PartKind.ANSWER_PREFIX, new Color(229, 57, 53));

    private HeatColors() {}

    /** Opacity in [0, 1]: the root of the share of the scale, so that small values show too. */
    static double strength(double value, double scale) {
        return STRONGEST * Math.sqrt(Math.min(1, Math.abs(value) / scale));
    }

    static Color hue(double value) {
        return value < 0 ? AGAINST : FOR;
    }

    /** Opaque, on white. */
    static Color onWhite(double value, double scale) {
        double a = strength(value, scale);
        Color c = hue(value);
        return new Color(mixed(c.getRed(), a), mixed(c.getGreen(), a), mixed(c.getBlue(), a));
    }

    private static int mixed(int channel, double share) {
        return (int) Math.round(255 + (channel - 255) * share);
    }

    /** For style sheets, over any ground. */
    static String css(double value, double scale) {
        Color c = hue(value);
        return String.format(
                Locale.ROOT, "rgba(%d,%d,%d,%.2f)", c.getRed(), c.getGreen(), c.getBlue(), strength(value, scale));
    }

    static Color part(PartKind kind) {
        return PARTS.get(kind);
    }

    static String cssPart(PartKind kind) {
        Color c = part(kind);
        return "rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")";
    }

    static String name(PartKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
