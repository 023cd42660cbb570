/**
 * The command {@code crosslens}: a thin front in which every command does in a few lines what a notebook cell does with the same call.
 *
 * <p>Start at {@link crosslens.cli.Main}. Results go to standard output, progress and notices to standard error; exit code 0, 1 (failed) or 2 (wrong usage).
 * Only this package reads standard input, prints, and ends the process.
 */
package crosslens.cli;
