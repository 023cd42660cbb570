package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers refuse, and what is refused of what they say; the token. */
@Timeout(120)
class HubRefusalTest extends HubCase {
    @Test
    void sendsTheTokenToTheHubAlone() throws IOException, InterruptedException {
        server.secret = SECRET;
        hub(true).fetch(MODEL);
        assertThat(server.seen).filteredOn(s -> s.server().equals("hub")).allMatch(HubServer.Seen::token);
        assertThat(server.seen)
                .filteredOn(s -> s.server().equals("store"))
                .isNotEmpty()
                .noneMatch(HubServer.Seen::token);
    }

    @Test
    void neverShowsTheToken() {
        server.secret = "another";
        assertThatIOException()
                .isThrownBy(() -> hub(true).locate(MODEL))
                .withMessageContaining("does not accept the token that is set")
                .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
        assertThat(settings(true).toString()).doesNotContain(SECRET);
    }

    private static String trace(Throwable problem) {
        java.io.StringWriter text = new java.io.StringWriter();
        problem.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | GatedRepo | accept its licence at",
                "403 | GatedRepo | is gated: accept its licence at",
                "404 | RepoNotFound | the hub has no model some-org/tiny.model-1",
                "404 | RevisionNotFound | has no revision 'main'",
                "418 | '' | answered 418",
            })
    void saysWhatToDoAboutARefusal(int status, String code, String message) {
        server.refusal = new HubServer.Refusal(status, Map.of("X-Error-Code", code), "");
        server.refusals.set(1);
        assertThatIOException().isThrownBy(() -> hub().locate(MODEL)).withMessageContaining(message);
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsAsLongAsABusyServerSays() throws IOException, InterruptedException {
        server.refusal = new HubServer.Refusal(429, Map.of("Retry-After", "7"), "");
        server.refusals.set(2);
        hub().fetch(MODEL);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
    }

    @Test
    void doesNotWaitForAnHour() {
        server.refusal = new HubServer.Refusal(429, Map.of("Retry-After", "3600"), "");
        server.refusals.set(1);
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("too many requests")
                .withMessageContaining("in 3600 seconds");
    }

    @Test
    void triesAServerInTroubleFiveTimes() {
        server.refusal = new HubServer.Refusal(503, Map.of(), "");
        server.refusals.set(100);
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("answered 503 again");
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void recognisesAPageInsteadOfData() {
        server.refusal = new HubServer.Refusal(200, Map.of("Content-Type", "text/html"), "<html>log in</html>");
        server.refusals.set(1);
        assertThatIOException()
                .isThrownBy(() -> hub().fetch(MODEL))
                .withMessageContaining("answered with a web page instead of data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/evil", "a\\\\b", "C:evil", "a/../../b", "", "a//b", "."})
    void refusesAFileNameThatLeavesItsFolder(String name) {
        server.refusal = new HubServer.Refusal(
                200,
                Map.of(),
                "{\"sha\":\"" + HubServer.COMMIT + "\",\"siblings\":[{\"rfilename\":\"" + name + "\"}]}");
        server.refusals.set(1);
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("is refused");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void refusesAnIndexThatNamesAFileElsewhere() {
        server.files.remove("model.safetensors");
        server.with(HubSelection.INDEX, "{\"weight_map\":{\"a\":\"../../x.safetensors\"}}");
        assertThatIOException().isThrownBy(() -> hub().fetch(MODEL)).withMessageContaining("is no name of a shard");
    }
}
