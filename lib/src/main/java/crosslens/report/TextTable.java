package crosslens.report;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UCharacterEnums.ECharacterDirection;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.columns.Column;

/** Renders a table for a terminal with a fixed-width font: aligned by display width, at most 120 columns wide where names allow. */
public final class TextTable {
    private static final int WIDTH = 120;
    /** Widest text cell, widest heading before they are broken, and gap between columns: tried in turn until the table fits. */
    private static final List<Limits> LIMITS = List.of(
            new Limits(60, 24, 2),
            new Limits(60, 12, 2),
            new Limits(40, 12, 2),
            new Limits(28, 11, 2),
            new Limits(24, 10, 2),
            new Limits(24, 10, 1),
            new Limits(16, 10, 1));

    private record Limits(int text, int head, int gap) {}

    private static final int LEFT_TO_RIGHT_MARK = 0x200E;

    private TextTable() {}

    /** Title, table and notes, each line ended by a newline; no control characters and no colours. */
    public static String render(ReportTable report) {
        StringBuilder text = new StringBuilder();
        wrap(text, PlainText.of(report.title()), "");
        text.append('\n');
        List<Column<?>> columns = report.shownColumns();
        List<List<List<String>>> rows = List.of();
        int[] widths = {WIDTH + 1};
        String gap = "";
        for (Limits limits : LIMITS) {
            if (total(widths, gap) > WIDTH) {
                rows = rows(report, columns, limits.text(), limits.head());
                widths = widths(rows, columns.size());
                gap = " ".repeat(limits.gap());
            }
        }
        for (int row = 0; row < rows.size(); row++) {
            append(text, rows.get(row), columns, widths, gap);
            if (row == 0) {
                for (int column = 0; column < widths.length; column++) {
                    text.append(column == 0 ? "" : gap).append("-".repeat(widths[column]));
                }
                text.append('\n');
            }
        }
        report.notes()
                .forEach(note -> wrap(
                        text.append(text.charAt(text.length() - 1) == '\n' ? "" : "\n"),
                        "- " + PlainText.of(note),
                        "  "));
        return text.toString();
    }

    /** The number of terminal columns a text takes: 2 for a wide character, 0 for a combining or invisible one, else 1. */
    public static int displayWidth(String text) {
        return text.codePoints().map(TextTable::displayWidth).sum();
    }

    private static int displayWidth(int codePoint) {
        int type = UCharacter.getType(codePoint);
        if (type == ECharacterCategory.NON_SPACING_MARK
                || type == ECharacterCategory.ENCLOSING_MARK
                || type == ECharacterCategory.FORMAT
                || codePoint >= 0x1160 && codePoint <= 0x11FF) {
            return 0;
        }
        int width = UCharacter.getIntPropertyValue(codePoint, UProperty.EAST_ASIAN_WIDTH);
        return width == UCharacter.EastAsianWidth.WIDE || width == UCharacter.EastAsianWidth.FULLWIDTH ? 2 : 1;
    }

    private static List<List<List<String>>> rows(
            ReportTable report, List<Column<?>> columns, int widestText, int widestHead) {
        List<List<List<String>>> rows = new ArrayList<>();
        rows.add(columns.stream()
                .map(column -> lines(PlainText.of(column.name()), widestHead))
                .toList());
        for (int row = 0; row < report.table().rowCount(); row++) {
            List<List<String>> cells = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                cells.add(lines(report.shown(column, row), widestText));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static int total(int[] widths, String gap) {
        return Arrays.stream(widths).sum() + gap.length() * (widths.length - 1);
    }

    private static int[] widths(List<List<List<String>>> rows, int columns) {
        int[] widths = new int[columns];
        for (List<List<String>> row : rows) {
            for (int column = 0; column < columns; column++) {
                for (String line : row.get(column)) {
                    widths[column] = Math.max(widths[column], displayWidth(line));
                }
            }
        }
        return widths;
    }

    private static void append(
            StringBuilder text, List<List<String>> cells, List<Column<?>> columns, int[] widths, String gap) {
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        for (int line = 0; line < height; line++) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                List<String> cell = cells.get(column);
                String part = line < cell.size() ? cell.get(line) : "";
                String padding = " ".repeat(widths[column] - displayWidth(part));
                row.append(column == 0 ? "" : gap);
                row.append(ReportTable.isNumber(columns.get(column)) ? padding + part : isolated(part) + padding);
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    /** A mark after right-to-left text keeps a terminal that reorders lines from pulling the next column's digits into it. */
    private static String isolated(String text) {
        boolean rightToLeft = text.codePoints()
                .map(UCharacter::getDirection)
                .anyMatch(d -> d == ECharacterDirection.RIGHT_TO_LEFT || d == ECharacterDirection.RIGHT_TO_LEFT_ARABIC);
        return rightToLeft ? text + Character.toString(LEFT_TO_RIGHT_MARK) : text;
    }

    /** The text in lines of at most some width, broken at spaces where there are some, else between user-perceived characters. */
    private static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ", -1)) {
            String joined = line.isEmpty() ? word : line + " " + word;
            if (displayWidth(joined) <= width) {
                line = joined;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line);
            }
            line = word;
            while (displayWidth(line) > width) {
                int cut = cut(line, width);
                lines.add(line.substring(0, cut));
                line = line.substring(cut);
            }
        }
        lines.add(line);
        return lines;
    }

    private static int cut(String text, int width) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int cut = characters.next();
        for (int next = characters.next(); next != BreakIterator.DONE; next = characters.next()) {
            if (displayWidth(text.substring(0, next)) > width) {
                break;
            }
            cut = next;
        }
        return cut;
    }

    private static void wrap(StringBuilder text, String paragraph, String indent) {
        List<String> lines = lines(paragraph, WIDTH - indent.length());
        for (int line = 0; line < lines.size(); line++) {
            text.append(line == 0 ? "" : indent).append(lines.get(line)).append('\n');
        }
    }
}
