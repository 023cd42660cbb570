package crosslens.remote;

import crosslens.text.Quote;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model behind an endpoint, as a user names it: {@code openai:NAME@URL}.
 *
 * @param model the name the endpoint knows it by
 * @param base where its paths begin, e.g. {@code https://api.openai.com/v1}; no query, no user, no slash at the end
 * @param query sent along with every request as it was written, or empty; may be private and is never shown
 */
public record EndpointAddress(String model, URI base, String query) {
    /** How the names of such models begin. */
    public static final String PREFIX = "openai:";

    private static final Pattern SHAPE = Pattern.compile("openai:(.+?)@(https?://.+)");
    private static final String USAGE =
            "write openai:NAME@URL, e.g. openai:gpt-4o@https://api.openai.com/v1 or openai:qwen@http://localhost:8000/v1";

    /** Whether a name is meant as an endpoint's. */
    public static boolean names(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is not of this shape, or its URL holds a user or password: keys come from the environment only
     */
    public static EndpointAddress parse(String name) {
        Matcher parts = SHAPE.matcher(name);
        if (!parts.matches()) {
            // What stands behind the @ may be a secret in the wrong place.
            throw new IllegalArgumentException(
                    Quote.of(name.substring(0, Math.max(name.indexOf('@'), 0))) + "… names no endpoint: " + USAGE);
        }
        URI uri;
        try {
            uri = URI.create(parts.group(2));
        } catch (IllegalArgumentException e) {
            throw badUrl(parts.group(1), "is no URL");
        }
        if (uri.getHost() == null) {
            throw badUrl(parts.group(1), "has no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw badUrl(parts.group(1), "holds a user or password: set " + ApiKey.VARIABLE + " instead");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return new EndpointAddress(
                parts.group(1),
                URI.create(uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host + port + path),
                uri.getRawQuery() == null ? "" : uri.getRawQuery());
    }

    /** Name and URL without user and query: what identifies the model in a run's key (DECISIONS 4). */
    public String fingerprint() {
        return PREFIX + model + "@" + base;
    }

    /** Whether the endpoint is on this machine. */
    public boolean isLoopback() {
        String host = base.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    URI of(String path) {
        return URI.create(base + "/" + path + (query.isEmpty() ? "" : "?" + query));
    }

    @Override
    public String toString() {
        return fingerprint();
    }

    private static IllegalArgumentException badUrl(String model, String what) {
        return new IllegalArgumentException("the URL of " + Quote.of(PREFIX + model) + " " + what + "; " + USAGE);
    }
}
