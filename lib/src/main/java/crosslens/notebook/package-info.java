/**
 * What a Jupyter kernel needs to show the kit's results well.
 *
 * <p>Start at {@link crosslens.notebook.KitExtension}, which the JJava kernel finds on its class path: it registers how tables, charts and
 * {@link crosslens.text.Displayable} results look as the last value of a cell, and imports what notebooks use. {@link crosslens.notebook.Show} shows
 * the same things in the middle of a cell, under any kernel. {@link crosslens.notebook.Progress} is the bar of a long computation, and
 * {@link crosslens.notebook.Help} answers {@code help(x)} from the kit's own javadoc.
 *
 * {@snippet :
 * try (Progress progress = Progress.start("answers", prompts.size())) {
 *     model.generate(prompts, settings, answer -> progress.advance());
 * }
 * }
 *
 * <p>Kernels are reached through {@link crosslens.notebook.Frontend}; where the JVM is no kernel, the plain text goes to standard output. Nothing here
 * holds native memory. {@code Progress} may be used from several threads; the other types are values. An interrupt of the cell is never swallowed:
 * the thread's flag is as set after a call as it was before. Nobody imports this package but the command line.
 */
package crosslens.notebook;
