package crosslens.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that an environment names in {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY} (or in lower case), which Java itself does not read.
 * Where none is named, the Java platform's own settings hold. Immutable.
 */
public final class ProxySettings extends ProxySelector {
    private final Optional<InetSocketAddress> https;
    private final Optional<InetSocketAddress> http;
    private final List<String> direct;

    private ProxySettings(Optional<InetSocketAddress> https, Optional<InetSocketAddress> http, List<String> direct) {
        this.https = https;
        this.http = http;
        this.direct = direct;
    }

    /**
     * Reads the settings.
     *
     * @param environment variables by name, as {@code System.getenv()} has them
     * @throws IllegalArgumentException if a proxy is no {@code host:port} or {@code http://host:port}
     */
    public static ProxySettings of(Map<String, String> environment) {
        return new ProxySettings(
                address("HTTPS_PROXY", environment),
                address("HTTP_PROXY", environment),
                Arrays.stream(value("NO_PROXY", environment).split("[,\\s]+"))
                        .map(host -> host.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                        .filter(host -> !host.isEmpty())
                        .toList());
    }

    @Override
    public List<Proxy> select(URI uri) {
        Optional<InetSocketAddress> proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
        if (proxy.isEmpty()) {
            ProxySelector platform = ProxySelector.getDefault();
            return platform == null ? List.of(Proxy.NO_PROXY) : platform.select(uri);
        }
        return isDirect(uri.getHost()) ? List.of(Proxy.NO_PROXY) : List.of(new Proxy(Proxy.Type.HTTP, proxy.get()));
    }

    /** Nothing is learnt from a failure: the next request goes the same way. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}

    private boolean isDirect(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return direct.stream().anyMatch(d -> d.equals("*") || name.equals(d) || name.endsWith("." + d));
    }

    private static String value(String name, Map<String, String> environment) {
        String value = environment.get(name);
        return value != null ? value : environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    private static Optional<InetSocketAddress> address(String name, Map<String, String> environment) {
        String value = value(name, environment).strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null && uri.getPort() > 0) {
                return Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()));
            }
        } catch (IllegalArgumentException e) {
            throw badProxy(name, e);
        }
        throw badProxy(name, null);
    }

    /** The value is not shown: it may hold a password. */
    private static IllegalArgumentException badProxy(String name, Throwable cause) {
        return new IllegalArgumentException(name + " must be host:port or http://host:port", cause);
    }
}
