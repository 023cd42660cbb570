package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubNameTest {
    @Test
    void readsModelFileAndRevision() {
        assertThat(HubName.parse("org/name")).contains(new HubName("org", "name", Optional.empty(), "main"));
        assertThat(HubName.parse("org/name@refs/pr/1"))
                .contains(new HubName("org", "name", Optional.empty(), "refs/pr/1"));
        assertThat(HubName.parse("Org-1/na.me_2/sub/a b.Q4.gguf@v1"))
                .contains(new HubName("Org-1", "na.me_2", Optional.of("sub/a b.Q4.gguf"), "v1"))
                .hasValueSatisfying(name -> assertThat(name).hasToString("Org-1/na.me_2/sub/a b.Q4.gguf@v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "folder/file.gguf", "./a/b", "../b", "/a/b", "a/b/c", "a\\b", "https://a.b/c"})
    void leavesOtherNamesAlone(String text) {
        assertThat(HubName.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b@../c", "a/b@-x", "a/b@x y", "a/b@x/", "a--b/c", "a/b/../x.gguf", "a/b//x.gguf"})
    void refusesWhatCouldLeaveTheCache(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HubName.parse(text));
    }
}
