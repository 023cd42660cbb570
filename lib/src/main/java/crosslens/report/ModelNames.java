package crosslens.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which models of today are models of the study, from {@code data/published/models.csv}. Hub ids and, for closed models, the names endpoints know.
 * A model that is not listed is never compared with a published value.
 */
public final class ModelNames {
    private final Map<String, String> studyNames;

    private ModelNames(Map<String, String> studyNames) {
        this.studyNames = studyNames;
    }

    /**
     * Reads the list of the class path.
     *
     * @throws IOException if it is missing, malformed or names a model twice
     */
    public static ModelNames load() throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (PublishedFile.Row row :
                PublishedFile.load("models.csv", "hub_id", "study_name").rows()) {
            if (names.put(row.text("hub_id").toLowerCase(Locale.ROOT), row.text("study_name")) != null) {
                throw new IOException(
                        "published/models.csv, line " + row.line() + ": " + row.text("hub_id") + " a second time");
            }
        }
        return new ModelNames(names);
    }

    /**
     * The study's name of a model, or empty if the study has no such model. Upper and lower case are the same.
     *
     * @param name a hub id with or without {@code @revision}, or an endpoint's model name such as {@code gpt-4o}, or the whole {@code openai:NAME@URL}
     */
    public Optional<String> studyName(String name) {
        String id = name.startsWith("openai:") ? name.substring("openai:".length()) : name;
        int at = id.indexOf('@');
        return Optional.ofNullable(
                studyNames.get((at < 0 ? id : id.substring(0, at)).strip().toLowerCase(Locale.ROOT)));
    }

    /** All hub ids and endpoint names, in lower case, with the study's name. */
    public Map<String, String> all() {
        return Map.copyOf(studyNames);
    }
}
