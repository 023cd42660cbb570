package crosslens.data;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class XquadDownloadTest {
    private static final String URL = "/set/xquad.en.json";
    private static final byte[] BODY = "0123456789".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final int HALF = BODY.length / 2;

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance().build();

    @TempDir
    Path dir;

    private List<Path> fetch() throws IOException, InterruptedException {
        return fetch(BODY.length, DownloadProgress.SILENT);
    }

    private List<Path> fetch(long bytes, DownloadProgress progress) throws IOException, InterruptedException {
        XquadCatalogue catalogue = new XquadCatalogue(
                "xquad",
                URI.create(SERVER.baseUrl() + "/set/"),
                "none",
                List.of(new XquadCatalogue.Entry("en", "xquad.en.json", bytes, Sha256.of(BODY))));
        return new XquadDownload(catalogue, new FileDownload(ProxySelector.of(null), FileDownload.PATIENCE))
                .fetch(dir, progress);
    }

    private Path target() {
        return dir.resolve("xquad.en.json");
    }

    private Path part() {
        return dir.resolve("xquad.en.json.part");
    }

    private static void serveRest() {
        SERVER.stubFor(get(urlEqualTo(URL))
                .withHeader("Range", equalTo("bytes=" + HALF + "-"))
                .willReturn(aResponse()
                        .withStatus(206)
                        .withHeader("Content-Range", "bytes " + HALF + "-" + (BODY.length - 1) + "/" + BODY.length)
                        .withBody(Arrays.copyOfRange(BODY, HALF, BODY.length))));
    }

    private static void serveWhole(byte[] body) {
        SERVER.stubFor(get(urlEqualTo(URL)).willReturn(aResponse().withBody(body)));
    }

    @Test
    void fetchesAWholeFileAndTellsHowFar() throws IOException, InterruptedException {
        serveWhole(BODY);
        List<Long> heard = new ArrayList<>();
        assertThat(fetch(BODY.length, (file, bytes, total) -> {
                    assertThat(file).isEqualTo("xquad.en.json");
                    assertThat(total).isEqualTo(BODY.length);
                    heard.add(bytes);
                }))
                .containsExactly(target());
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
        assertThat(part()).doesNotExist();
        assertThat(heard).isSorted().last().isEqualTo((long) BODY.length);
    }

    @Test
    void asksForNothingThatIsThere() throws IOException, InterruptedException {
        Files.write(target(), BODY);
        assertThat(fetch()).isEmpty();
        SERVER.verify(0, getRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void neverOverwritesAFileThatIsNotThePublishedOne() throws IOException {
        Files.writeString(target(), "mine");
        assertThatIOException().isThrownBy(this::fetch).withMessageContaining("not the published file");
        assertThat(target()).hasContent("mine");
    }

    @Test
    void continuesWhereItWasCut() throws IOException, InterruptedException {
        Files.write(part(), Arrays.copyOf(BODY, HALF));
        serveRest();
        fetch();
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
        SERVER.verify(1, getRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void startsAgainWhereTheServerIgnoresTheRange() throws IOException, InterruptedException {
        Files.write(part(), Arrays.copyOf(BODY, HALF));
        serveWhole(BODY);
        fetch();
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
    }

    @Test
    void startsAgainWhereTheServerRefusesTheRange() throws IOException, InterruptedException {
        Files.write(part(), Arrays.copyOf(BODY, HALF));
        SERVER.stubFor(get(urlEqualTo(URL))
                .withHeader("Range", equalTo("bytes=" + HALF + "-"))
                .willReturn(aResponse().withStatus(416)));
        SERVER.stubFor(get(urlEqualTo(URL))
                .withHeader("Range", absent())
                .willReturn(aResponse().withBody(BODY)));
        fetch();
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
    }

    @Test
    void startsAgainWhenAnOldPartDoesNotFit() throws IOException, InterruptedException {
        Files.write(part(), new byte[HALF]); // right length, other bytes: seen only at the end
        serveRest();
        SERVER.stubFor(get(urlEqualTo(URL))
                .withHeader("Range", absent())
                .willReturn(aResponse().withBody(BODY)));
        fetch();
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
    }

    @Test
    void takesAPartThatIsAlreadyWhole() throws IOException, InterruptedException {
        Files.write(part(), BODY);
        fetch();
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
        SERVER.verify(0, getRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] other = BODY.clone();
        other[7]++;
        serveWhole(other);
        assertThatIOException()
                .isThrownBy(this::fetch)
                .withMessageContaining(SERVER.baseUrl() + URL)
                .withMessageContaining("SHA-256 " + Sha256.of(BODY))
                .withMessageContaining("got " + Sha256.of(other));
        assertThat(target()).doesNotExist();
        assertThat(part()).isEmptyFile();
    }

    @Test
    void refusesAFileThatIsTooLong() {
        serveWhole(Arrays.copyOf(BODY, BODY.length + 1_000_000));
        assertThatIOException().isThrownBy(this::fetch).withMessageContaining("bytes instead of " + BODY.length);
        assertThat(target()).doesNotExist();
    }

    @Test
    void givesUpOnAServerThatAlwaysEndsEarly() {
        serveWhole(new byte[0]);
        assertThatIOException()
                .isThrownBy(this::fetch)
                .withMessageContaining("the last of 5 attempts")
                .withMessageContaining("0 of " + BODY.length + " bytes");
        SERVER.verify(5, getRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatIOException()
                .isThrownBy(this::fetch)
                .withMessage(SERVER.baseUrl() + URL + ": not there (the server answered 404)");
        SERVER.verify(1, getRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void saysWhatElseTheServerAnswered() {
        SERVER.stubFor(get(urlEqualTo(URL)).willReturn(aResponse().withStatus(503)));
        assertThatIOException().isThrownBy(this::fetch).withMessageContaining("the server answered 503");
    }

    @Test
    void followsRedirectsWithItsRange() throws IOException, InterruptedException {
        Files.write(part(), Arrays.copyOf(BODY, HALF));
        SERVER.stubFor(
                get(urlEqualTo(URL)).willReturn(aResponse().withStatus(302).withHeader("Location", "/elsewhere")));
        SERVER.stubFor(get(urlEqualTo("/elsewhere"))
                .withHeader("Range", equalTo("bytes=" + HALF + "-"))
                .willReturn(aResponse()
                        .withStatus(206)
                        .withHeader("Content-Range", "bytes " + HALF + "-" + (BODY.length - 1) + "/" + BODY.length)
                        .withBody(Arrays.copyOfRange(BODY, HALF, BODY.length))));
        fetch();
        assertThat(Files.readAllBytes(target())).isEqualTo(BODY);
    }

    @Test
    void asksForSpaceBeforeItBegins() {
        assertThatIOException()
                .isThrownBy(() -> fetch(Long.MAX_VALUE / 2, DownloadProgress.SILENT))
                .withMessageContaining("no space");
        SERVER.verify(0, getRequestedFor(urlEqualTo(URL)));
    }

    @Test
    void knowsTheTwelvePublishedFiles() {
        XquadCatalogue catalogue = XquadCatalogue.bundled();
        assertThat(catalogue.languages()).isEqualTo(Language.STUDY);
        assertThat(catalogue.licence()).contains("CC BY-SA 4.0");
        assertThat(catalogue.files()).allMatch(f -> f.sha256().matches("[0-9a-f]{64}") && f.bytes() > 500_000);
        assertThat(catalogue.address().getScheme()).isEqualTo("https");
    }
}
