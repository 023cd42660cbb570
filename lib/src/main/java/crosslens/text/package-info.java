/**
 * Languages, spans and the text rules of Python that the scorers must reproduce.
 *
 * <p>Start at {@link crosslens.text.Language} (an ISO 639-1 code; the study's twelve are constants), {@link crosslens.text.Span} (a range of UTF-16
 * units; every offset inside the kit is one) and {@link crosslens.text.PythonText} (strip, split, lower case and whole words as Python sees them):
 *
 * <pre>{@code
 * PythonText.split("the\u00A0house")                             // [the, house]
 * PythonText.removeWords("the house", Set.of("a", "an", "the"))  // two spaces and "house"
 * }</pre>
 *
 * {@link crosslens.text.Sentences} splits a text into sentences by its language. {@link crosslens.text.Quote} makes text of unknown origin fit for an error message. Nothing here reads a file, keeps a state or depends on the
 * machine's locale; everything may be used by any number of threads.
 */
package crosslens.text;
