package crosslens.checkpoint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model as the hub names it: {@code org/name}, one of its GGUF files {@code org/name/file.gguf}, either at a revision {@code @rev}.
 *
 * @param file path of a GGUF file in the repository, if one is named
 * @param revision a branch, tag or commit
 */
public record HubName(String org, String name, Optional<String> file, String revision) {
    /** The revision where none is named. */
    public static final String MAIN = "main";

    private static final String WORD = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}";
    private static final Pattern SHAPE = Pattern.compile("(" + WORD + ")/(" + WORD + ")(?:/(.+\\.gguf))?(?:@(.+))?");
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./+-]{0,250}");

    public HubName {
        if (!org.matches(WORD) || !name.matches(WORD) || org.contains("--") || name.contains("--")) {
            throw new IllegalArgumentException("'" + org + "/" + name + "' is no name of a model of the hub");
        }
        if (!REVISION.matcher(revision).matches() || revision.contains("..") || revision.endsWith("/")) {
            throw new IllegalArgumentException(
                    "'" + revision + "' is no revision: name a branch, a tag or a commit of the model");
        }
        file.ifPresent(HubName::requireSafe);
    }

    /**
     * Reads a name as a user types it; empty if it has not the shape of a hub name. {@code name.gguf} alone after the organisation is a file here, not
     * a model there.
     *
     * @throws IllegalArgumentException if it has the shape, but its revision or file cannot be one
     */
    public static Optional<HubName> parse(String text) {
        Matcher m = SHAPE.matcher(text);
        if (!m.matches() || m.group(2).endsWith(".gguf")) {
            return Optional.empty();
        }
        return Optional.of(new HubName(
                m.group(1), m.group(2), Optional.ofNullable(m.group(3)), m.group(4) == null ? MAIN : m.group(4)));
    }

    /** {@code org/name}. */
    public String id() {
        return org + "/" + name;
    }

    /** The same model at another revision. */
    HubName at(String other) {
        return new HubName(org, name, file, other);
    }

    /**
     * A file's path inside a repository, as the hub tells it, after a check that it stays inside.
     *
     * @throws IllegalArgumentException if it is absolute, climbs up, or holds what no file name should
     */
    static String requireSafe(String path) {
        boolean controls = path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\' || c == ':');
        boolean bad = controls || path.isEmpty() || path.length() > 1000 || path.startsWith("/");
        for (String part : path.split("/", -1)) {
            bad |= part.isEmpty() || part.equals(".") || part.equals("..");
        }
        if (bad) {
            throw new IllegalArgumentException("'" + path + "' is no path of a file inside a repository");
        }
        return path;
    }

    @Override
    public String toString() {
        return id() + file.map(f -> "/" + f).orElse("") + (revision.equals(MAIN) ? "" : "@" + revision);
    }
}
