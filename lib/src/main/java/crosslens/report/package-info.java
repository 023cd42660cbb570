/**
 * Tables and figures from scored runs, beside the published values. No model is called here, nothing is printed, and no number is typed in: ours come
 * from {@link crosslens.report.CellScores}, the study's from the files of {@code data/published}.
 *
 * <p>Start at {@link crosslens.report.Tables} (scores to {@link crosslens.report.ReportTable}, one of {@link crosslens.report.TableId}), at
 * {@link crosslens.report.F1Figure} (scores to {@link crosslens.report.Figure}) and at {@link crosslens.report.Published}.
 *
 * <pre>{@code
 * Published published = Published.load();
 * ReportTable table = new Tables(published, Intervals.bootstrap()).table(TableId.T6A, cells);
 * String shown = TextTable.render(table);
 * Figure figure = F1Figure.draw(cells, 2, published, Intervals.bootstrap());
 * FigureFiles.save(figure, Path.of("figures"));
 * }</pre>
 *
 * <p>Results are set against each other by {@link crosslens.report.Comparisons}, against the study's claims by {@link crosslens.report.ClaimTables}; the printed
 * tables are set against each other by {@link crosslens.report.VerifyPublished}.
 *
 * <p>A table has one shape for every reader: {@code TextTable}, {@code HtmlTable}, {@code LatexTable} and {@code CsvTable} render the same
 * {@code ReportTable}. Names of models and settings are untrusted text: each renderer escapes them for its format, and {@code PlainText} takes
 * control characters out.
 *
 * <p>Everything is a value or a pure function; nothing needs closing. Tablesaw tables and XChart charts are mutable and belong to the caller: do not
 * share one between threads while it is drawn.
 */
package crosslens.report;
