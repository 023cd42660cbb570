package crosslens.data;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A secret that proves to one server who is asking. It is sent to that server alone, wherever that server may redirect to, and never printed.
 *
 * @param origin address of the server; its path does not matter
 * @param secret without the word {@code Bearer}
 */
public record BearerToken(URI origin, String secret) {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

    public BearerToken {
        Objects.requireNonNull(origin);
        if (!VISIBLE.matcher(secret).matches()) {
            throw new IllegalArgumentException("a token for " + origin.getHost()
                    + " must be visible ASCII characters without spaces; the one that is set is not (it is not shown)");
        }
    }

    /** Whether an address lies on the server that the secret is for: same scheme, host and port. */
    boolean isFor(URI address) {
        return origin.getScheme().equalsIgnoreCase(address.getScheme())
                && origin.getHost().equalsIgnoreCase(address.getHost())
                && port(origin) == port(address);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    @Override
    public String toString() {
        return "token for " + origin.getHost();
    }
}
