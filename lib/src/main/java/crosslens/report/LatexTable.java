package crosslens.report;

import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.columns.Column;

/** Renders a table as a LaTeX {@code table} with booktabs rules. Everything is escaped; letters outside Latin need XeLaTeX or LuaLaTeX and a font. */
public final class LatexTable {
    private LatexTable() {}

    public static String render(ReportTable report) {
        List<Column<?>> columns = report.shownColumns();
        StringBuilder latex = new StringBuilder("% \\usepackage{booktabs}\n\\begin{table}\n\\centering\n");
        latex.append("\\caption{").append(escape(report.title())).append("}\n");
        latex.append("\\label{tab:")
                .append(report.id().replaceAll("[^A-Za-z0-9-]", "-"))
                .append("}\n");
        latex.append("\\begin{tabular}{")
                .append(columns.stream()
                        .map(column -> ReportTable.isNumber(column) ? "r" : "l")
                        .collect(Collectors.joining()))
                .append("}\n\\toprule\n");
        latex.append(columns.stream().map(column -> escape(column.name())).collect(Collectors.joining(" & ")))
                .append(" \\\\\n\\midrule\n");
        for (int row = 0; row < report.table().rowCount(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                String shown = report.shown(column, row);
                latex.append(column == 0 ? "" : " & ")
                        .append(ReportTable.isNumber(columns.get(column)) ? number(shown) : escape(shown));
            }
            latex.append(" \\\\\n");
        }
        latex.append("\\bottomrule\n\\end{tabular}\n");
        report.notes()
                .forEach(note -> latex.append("\\par\\footnotesize ")
                        .append(escape(note))
                        .append('\n'));
        return latex.append("\\end{table}\n").toString();
    }

    private static String number(String shown) {
        return shown.equals(Numbers.MISSING) ? "--" : shown.startsWith("-") ? "$-$" + shown.substring(1) : shown;
    }

    /** Text as LaTeX shows it letter by letter: no character of it is a command, an option of the line break before it, or part of a ligature of dashes. */
    static String escape(String text) {
        StringBuilder latex = new StringBuilder(text.length());
        PlainText.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> latex.append("\\textbackslash{}");
                case '~' -> latex.append("\\textasciitilde{}");
                case '^' -> latex.append("\\textasciicircum{}");
                case '<' -> latex.append("\\textless{}");
                case '>' -> latex.append("\\textgreater{}");
                case '|' -> latex.append("\\textbar{}");
                case '"' -> latex.append("{\\char34}");
                case '{', '}', '$', '&', '#', '%', '_' -> latex.append('\\').appendCodePoint(c);
                case '[', ']', '*' -> latex.append('{').appendCodePoint(c).append('}');
                case '-' -> latex.append(latex.length() > 0 && latex.charAt(latex.length() - 1) == '-' ? "{}-" : "-");
                default -> latex.appendCodePoint(c);
            }
        });
        return latex.toString();
    }
}
