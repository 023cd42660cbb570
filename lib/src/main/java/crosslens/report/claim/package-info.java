/**
 * The study's claims, each a test with a verdict.
 *
 * <p>Start at {@link crosslens.report.claim.ClaimTables}: all that is stored of some models ({@link crosslens.report.claim.ClaimEvidence}) becomes a table of
 * claims with number, interval, verdict and reason. A claim is a line in one of the four lists of {@code ClaimAnswers}, {@code ClaimOracle},
 * {@code ClaimRelevance} and {@code ClaimSimilarity}; it holds or fails by its whole interval, or cannot be told.
 *
 * <p>Values only; nothing is read, written or closed here. Safe for several threads.
 */
package crosslens.report.claim;
