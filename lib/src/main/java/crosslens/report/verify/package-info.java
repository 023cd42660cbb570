/**
 * The study's printed tables held against each other, and against the data they are about.
 *
 * <p>Start at {@link crosslens.report.verify.VerifyTables}: every check says how many numbers agree, lists those that do not, and whether exactly the known
 * exceptions occur.
 *
 * <p>Values only; nothing is read, written or closed here. Safe for several threads.
 */
package crosslens.report.verify;
