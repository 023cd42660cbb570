package crosslens.data;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;

/**
 * Where XQuAD is published and what exactly it consists of.
 *
 * @param address of the folder that holds the files, ending in a slash
 * @param licence in one line
 * @param files one per language, in the study's order
 */
public record XquadCatalogue(String name, URI address, String licence, List<Entry> files) {
    private static final String RESOURCE = "xquad.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * One published file.
     *
     * @param language its ISO code
     * @param sha256 lower-case hex
     */
    public record Entry(String language, String file, long bytes, String sha256) {}

    public XquadCatalogue {
        files = List.copyOf(files);
        if (!address.toString().endsWith("/")) {
            throw new IllegalArgumentException("the address must end in a slash: " + address);
        }
    }

    /** The catalogue that comes with the kit. */
    public static XquadCatalogue bundled() {
        try (InputStream in = XquadCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the kit was built without " + RESOURCE);
            }
            return JSON.readValue(in, XquadCatalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the kit's own " + RESOURCE + " is damaged", e);
        }
    }

    /** The same files at another address, e.g. a mirror. */
    public XquadCatalogue at(URI other) {
        return new XquadCatalogue(name, other, licence, files);
    }

    /** In the order of the files. */
    public List<Language> languages() {
        return files.stream().map(entry -> Language.of(entry.language())).toList();
    }
}
