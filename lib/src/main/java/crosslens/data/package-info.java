/**
 * Question-answering data in several languages: records, loaders, checks, and where data is found.
 *
 * <p>Start at {@link crosslens.data.DataLocator} (which folder to work on), {@link crosslens.data.SquadFolder} (one file per language, named like
 * {@code my.de.json}) and {@link crosslens.data.ParallelSet} (the loaded questions, crossed at will):
 *
 * <pre>{@code
 * ParallelSet xquad = SquadFolder.open(folder).load(List.of(Language.EN, Language.DE));
 * List<CrossItem> items = xquad.items(Language.EN, Language.DE);   // English contexts, German questions
 * List<String> ids = xquad.select(12);                             // the same twelve in every language
 * }</pre>
 *
 * A new data set in the shape of SQuAD v1.1 needs no code: put its files into a folder, look at what {@link crosslens.data.DataCheck} says of it, and name the
 * folder. Offsets are code points on disk and UTF-16 units here; text is stripped at both ends and otherwise never changed.
 *
 * <p>What has been loaded is immutable and may be shared between threads. Nothing stays open. The package reads no environment variable and no system
 * property: whoever starts the kit passes them in.
 */
package crosslens.data;
