/**
 * A small evaluator of the Jinja language, as far as chat templates of language models use it, with the results of Python's jinja2 3.1.
 *
 * <p>It exists because the general Java engine at hand cannot parse {@code messages[::-1]} and {@code 'a' 'b'}, knows no filter on {@code for}, swallows
 * attributes of undefined values and lets a template call methods of Java classes. Here a template reaches nothing but its variables and a fixed list of
 * functions, filters, tests and methods; it can change no value, touch no file and run no unbounded loop.
 *
 * <p>Settings are those under which chat templates are written: {@code trim_blocks} and {@code lstrip_blocks} on, one newline at the end dropped, loop
 * controls allowed, {@code tojson} without HTML escapes. What is not known ({@code include}, {@code extends}, a filter nobody uses) is an error when the
 * template is parsed, never an empty text.
 *
 * <p>Start at {@link crosslens.prompt.jinja.JinjaTemplate}; {@link crosslens.prompt.jinja.JinjaException} is what every failure looks like. A parsed
 * template is immutable and may be shared by threads.
 *
 * <p>Values while rendering: {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List}, {@code Map}, {@code null} for Python's None.
 */
package crosslens.prompt.jinja;
