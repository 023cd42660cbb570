package crosslens.data;

import crosslens.text.Language;
import java.util.List;

/**
 * One language of a data set.
 *
 * @param sha256 of the file's bytes, lower-case hex; part of what identifies a run
 * @param examples in the file's order
 */
public record LanguageFile(Language language, String sha256, List<QaExample> examples) {
    public LanguageFile {
        examples = List.copyOf(examples);
    }
}
