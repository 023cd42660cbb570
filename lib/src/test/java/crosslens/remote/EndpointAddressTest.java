package crosslens.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointAddressTest {
    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4o@https://api.openai.com/v1/, gpt-4o, https://api.openai.com/v1, ''",
        "openai:a@b/c@http://LOCALHOST:8000/v1, a@b/c, http://localhost:8000/v1, ''",
        "openai:m@https://x.example/openai?api-version=1&k=2, m, https://x.example/openai, api-version=1&k=2",
    })
    void namesModelAndPlace(String name, String model, String base, String query) {
        EndpointAddress address = EndpointAddress.parse(name);
        assertThat(address.model()).isEqualTo(model);
        assertThat(address.base()).hasToString(base);
        assertThat(address.query()).isEqualTo(query);
        assertThat(address.fingerprint()).isEqualTo("openai:" + model + "@" + base);
        assertThat(address.of("completions")).hasToString(base + "/completions" + (query.isEmpty() ? "" : "?" + query));
    }

    @ParameterizedTest
    @CsvSource({
        "openai:gpt-4o, names no endpoint",
        "openai:@http://x, names no endpoint",
        "openai:m@ftp://x, names no endpoint",
        "openai:m@http://se cret/, is no URL",
        "openai:m@http:///secret, has no host",
        "openai:m@https://me:secret@x.example/v1, holds a user or password",
        "openai:m@secret, names no endpoint",
    })
    void refusesWithoutShowingWhatMayBeSecret(String name, String message) {
        assertThatThrownBy(() -> EndpointAddress.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("write openai:NAME@URL")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret", "cret/"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, true",
        "http://api.openai.com/v1, false",
        "https://openai.com.example/v1, false",
        "https://notopenai.com/v1, false",
        "http://127.0.0.1:8000/v1, true",
        "http://localhost/v1, true",
    })
    void theKeyOfOpenAiGoesThereAndNowhereElse(String url, boolean sent) {
        ApiKey key = ApiKey.of(Map.of("OPENAI_API_KEY", "sk-1"), EndpointAddress.parse("openai:m@" + url));
        assertThat(key.isPresent()).isEqualTo(sent);
        assertThat(key.toString()).doesNotContain("sk-1");
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsRefusedUnseen() {
        assertThatThrownBy(() -> ApiKey.of(
                        Map.of("CROSSLENS_API_KEY", "sk\nX: y"), EndpointAddress.parse("openai:m@http://localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sk"));
    }
}
