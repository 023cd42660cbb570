package crosslens.checkpoint;

import crosslens.data.BearerToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the model hub and its local cache are. Read from the same variables as the hub's own tools, so that what they fetched is found, and they find
 * what is fetched here.
 *
 * @param cache folder of the local cache
 * @param endpoint address of the hub, without a slash at its end
 * @param token proves who is asking, if the user has one
 * @param offline never ask the hub
 */
public record HubSettings(Path cache, URI endpoint, Optional<BearerToken> token, boolean offline) {
    /** The hub's public address. */
    public static final URI PUBLIC = URI.create("https://huggingface.co");

    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");

    /**
     * What an environment says: {@code HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME} (where), {@code HF_ENDPOINT} (whom to ask), {@code HF_TOKEN,
     * HF_TOKEN_PATH} or the file {@code token} in {@code HF_HOME}, {@code HF_HUB_OFFLINE}.
     *
     * @param environment variables by name
     * @param user the user's folder, for the usual place of the cache, where {@code HOME} does not say another
     * @throws IllegalArgumentException if the endpoint is no web address or the token cannot be one; secrets are not shown
     * @throws IOException if there is a token file that cannot be read
     */
    public static HubSettings of(Map<String, String> environment, Path user) throws IOException {
        Path home = text(environment, "HOME").map(Path::of).orElse(user);
        Path root = path(environment, "HF_HOME", home)
                .orElseGet(() -> path(environment, "XDG_CACHE_HOME", home)
                        .orElse(home.resolve(".cache"))
                        .resolve("huggingface"));
        Path cache = path(environment, "HF_HUB_CACHE", home)
                .or(() -> path(environment, "HUGGINGFACE_HUB_CACHE", home))
                .orElse(root.resolve("hub"));
        URI endpoint = endpoint(environment);
        Optional<BearerToken> token = token(environment, home, root).map(secret -> new BearerToken(endpoint, secret));
        boolean offline = isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE");
        return new HubSettings(cache, endpoint, token, offline);
    }

    /** The same, offline or not whatever the environment says. */
    public HubSettings withOffline(boolean value) {
        return new HubSettings(cache, endpoint, token, value);
    }

    private static URI endpoint(Map<String, String> environment) {
        Optional<String> text = text(environment, "HF_ENDPOINT");
        if (text.isEmpty()) {
            return PUBLIC;
        }
        try {
            URI address = URI.create(text.get().replaceAll("/+$", ""));
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw badEndpoint();
        }
        throw badEndpoint();
    }

    /** The value is not shown, nor the cause, which names it: it may hold a password. */
    private static IllegalArgumentException badEndpoint() {
        return new IllegalArgumentException(
                "HF_ENDPOINT must be a web address such as " + PUBLIC + ", without user, password or query");
    }

    private static Optional<String> token(Map<String, String> environment, Path home, Path root) throws IOException {
        if (isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return Optional.empty();
        }
        Optional<String> named = text(environment, "HF_TOKEN").or(() -> text(environment, "HUGGING_FACE_HUB_TOKEN"));
        if (named.isPresent()) {
            return named;
        }
        Path file = path(environment, "HF_TOKEN_PATH", home).orElse(root.resolve("token"));
        return Files.isRegularFile(file)
                ? Optional.of(Files.readString(file).strip()).filter(secret -> !secret.isEmpty())
                : Optional.empty();
    }

    private static boolean isTrue(Map<String, String> environment, String name) {
        return text(environment, name)
                .map(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    private static Optional<Path> path(Map<String, String> environment, String name, Path home) {
        return text(environment, name)
                .map(value -> value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value));
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
