/**
 * Two results on the same questions, compared item by item: shots, formats, directions, oracle against F1, models.
 *
 * <p>Start at {@link crosslens.report.comparison.Comparisons}: pairs of scored cells become {@link crosslens.report.comparison.Comparison}s, a table of paired
 * differences with intervals and adjusted p-values, and a figure whose markers are filled only where the difference is significant.
 *
 * <p>Values only; nothing is read, written or closed here. Safe for several threads.
 */
package crosslens.report.comparison;
