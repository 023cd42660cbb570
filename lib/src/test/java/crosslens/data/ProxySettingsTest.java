package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {
    private static final URI HTTPS = URI.create("https://data.example.org/x");

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Test
    void takesTheProxyOfTheScheme() {
        ProxySettings settings = ProxySettings.of(Map.of("HTTPS_PROXY", "http://one:3128", "http_proxy", "two:8080"));
        assertThat(settings.select(HTTPS)).containsExactly(proxy("one", 3128));
        assertThat(settings.select(URI.create("http://data.example.org/x"))).containsExactly(proxy("two", 8080));
    }

    @Test
    void goesDirectlyToWhatIsExcepted() {
        ProxySettings settings =
                ProxySettings.of(Map.of("HTTPS_PROXY", "one:3128", "NO_PROXY", "localhost, .example.org,*.test"));
        assertThat(settings.select(HTTPS)).containsExactly(Proxy.NO_PROXY);
        assertThat(settings.select(URI.create("https://LOCALHOST/"))).containsExactly(Proxy.NO_PROXY);
        assertThat(settings.select(URI.create("https://a.test/"))).containsExactly(Proxy.NO_PROXY);
        assertThat(settings.select(URI.create("https://notexample.org/"))).containsExactly(proxy("one", 3128));
        assertThat(ProxySettings.of(Map.of("HTTPS_PROXY", "one:3128", "no_proxy", "*"))
                        .select(HTTPS))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void leavesTheRestToThePlatform() {
        assertThat(ProxySettings.of(Map.of("HTTPS_PROXY", "")).select(HTTPS))
                .isEqualTo(ProxySelector.getDefault().select(HTTPS));
    }

    @Test
    void refusesWhatIsNoAddressWithoutShowingIt() {
        for (String value : List.of("http://user:secret@host", "no port", "http://:80")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProxySettings.of(Map.of("HTTPS_PROXY", value)))
                    .withMessage("HTTPS_PROXY must be host:port or http://host:port");
        }
    }
}
