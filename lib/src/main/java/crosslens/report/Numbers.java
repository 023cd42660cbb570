package crosslens.report;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * The one way numbers are shown: two decimals for percent and ratios, four for similarities, a sign for differences but for those that round to zero, none for counts, {@code -} for a missing value.
 * The format travels with a Tablesaw column, so the table prints the same way by itself.
 */
public final class Numbers {
    /** What stands for a missing value. */
    public static final String MISSING = "-";

    private static final String PLAIN = "0.00";
    private static final String SIGNED = "+0.00;-0.00";
    private static final String FINE = "0.0000";
    private static final String FINE_SIGNED = "+0.0000;-0.0000";
    private static final String COUNT = "0";

    private Numbers() {}

    /** A percentage or a ratio with two decimals, or {@code -} for NaN. */
    public static String plain(double value) {
        return Double.isNaN(value) ? MISSING : format(PLAIN).format(value);
    }

    /** Gives a column of percentages or ratios its format; returns the column. */
    public static DoubleColumn plain(DoubleColumn column) {
        column.setPrintFormatter(new NumberColumnFormatter(format(PLAIN), MISSING));
        return column;
    }

    /** Gives a column of differences its format; returns the column. */
    public static DoubleColumn signed(DoubleColumn column) {
        column.setPrintFormatter(new NumberColumnFormatter(format(SIGNED), MISSING));
        return column;
    }

    /** Gives a column of similarities, or of differences between them, its format; returns the column. */
    static DoubleColumn fine(DoubleColumn column, boolean signed) {
        column.setPrintFormatter(new NumberColumnFormatter(format(signed ? FINE_SIGNED : FINE), MISSING));
        return column;
    }

    /** Gives a column of counts its format; returns the column. */
    public static IntColumn count(IntColumn column) {
        column.setPrintFormatter(new NumberColumnFormatter(format(COUNT), MISSING));
        return column;
    }

    /** Four decimals, enough for the smallest p-value that 10 000 resamples can give. */
    public static NumberColumnFormatter probability() {
        return new NumberColumnFormatter(format(FINE), MISSING);
    }

    private static DecimalFormat format(String pattern) {
        DecimalFormat format = new Unsigned(pattern);
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        return format;
    }

    /** Gives what rounds to zero no sign. */
    private static final class Unsigned extends DecimalFormat {
        private static final long serialVersionUID = 1;
        private static final Pattern ZERO = Pattern.compile("[+-](0(?:\\.0*)?)");

        Unsigned(String pattern) {
            super(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
        }

        @Override
        public StringBuffer format(double number, StringBuffer result, FieldPosition position) {
            String text = super.format(number, new StringBuffer(), position).toString();
            Matcher zero = ZERO.matcher(text);
            return result.append(zero.matches() ? zero.group(1) : text);
        }
    }
}
