package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import crosslens.data.BearerToken;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {
    @TempDir
    Path home;

    private HubSettings settings(Map<String, String> environment) throws IOException {
        return HubSettings.of(environment, home);
    }

    @Test
    void looksWhereTheToolsOfTheHubPutThings() throws IOException {
        assertThat(settings(Map.of()).cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
        assertThat(settings(Map.of("XDG_CACHE_HOME", "/x")).cache()).isEqualTo(Path.of("/x/huggingface/hub"));
        assertThat(settings(Map.of("XDG_CACHE_HOME", "/x", "HF_HOME", "/h")).cache())
                .isEqualTo(Path.of("/h/hub"));
        assertThat(settings(Map.of("HF_HOME", "/h", "HF_HUB_CACHE", "~/c")).cache())
                .isEqualTo(home.resolve("c"));
        assertThat(settings(Map.of("HOME", "/mine")).cache()).isEqualTo(Path.of("/mine/.cache/huggingface/hub"));
    }

    @Test
    void readsTokenAddressAndOffline() throws IOException {
        HubSettings plain = settings(Map.of());
        assertThat(plain.endpoint()).isEqualTo(HubSettings.PUBLIC);
        assertThat(plain.token()).isEmpty();
        assertThat(plain.offline()).isFalse();
        Files.createDirectories(home.resolve(".cache/huggingface"));
        Files.writeString(home.resolve(".cache/huggingface/token"), "fromFile\n");
        assertThat(settings(Map.of()).token()).contains(new BearerToken(HubSettings.PUBLIC, "fromFile"));
        HubSettings set = settings(
                Map.of("HF_TOKEN", " fromVariable ", "HF_ENDPOINT", "http://mirror:8080/hf/", "HF_HUB_OFFLINE", "1"));
        URI mirror = URI.create("http://mirror:8080/hf");
        assertThat(set).isEqualTo(new HubSettings(set.cache(), mirror, set.token(), true));
        assertThat(set.token()).contains(new BearerToken(mirror, "fromVariable"));
        assertThat(settings(Map.of("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).token())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror:8080", "ftp://mirror", "https://me:hunter2@mirror", "https://mirror?a=b", "a b"})
    void refusesAnAddressThatIsNoneAndDoesNotShowIt(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("HF_ENDPOINT", address)))
                .withMessageStartingWith("HF_ENDPOINT must be a web address")
                .withMessageNotContaining("hunter2")
                .withNoCause();
    }

    @Test
    void refusesATokenThatCannotBeOneAndDoesNotShowIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("HF_TOKEN", "two words")))
                .withMessageContaining("token")
                .withMessageNotContaining("words");
    }
}
