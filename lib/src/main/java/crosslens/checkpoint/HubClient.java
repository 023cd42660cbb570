package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.data.ContentDigest;
import crosslens.data.WebAnswer;
import crosslens.data.WebClient;
import crosslens.data.WebStatusException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The hub's answers about models and their files; fetches no weights. Safe for use by several threads. */
final class HubClient {
    private static final int MOST_JSON = 32 << 20;
    private static final int MOST_UNSIZED = 64 << 20;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubSettings settings;
    private final WebClient web;

    HubClient(HubSettings settings, WebClient web) {
        this.settings = settings;
        this.web = web;
    }

    /**
     * A model at one commit.
     *
     * @param files paths of its files, every one of them safe to use below a folder
     */
    record Listing(String commit, List<String> files) {}

    /**
     * A file of the hub.
     *
     * @param etag its name among the blobs
     */
    record RemoteFile(String path, URI address, String etag, long bytes) {
        ContentDigest digest() {
            return ContentDigest.ofName(etag);
        }
    }

    /**
     * What a revision stands for and which files it has.
     *
     * @throws IOException if the hub cannot be reached, refuses, or answers with something else; the message says what to do
     */
    Listing listing(HubName name) throws IOException, InterruptedException {
        URI address =
                URI.create(settings.endpoint() + "/api/models/" + name.id() + "/revision/" + encoded(name.revision()));
        JsonNode answer;
        try (WebAnswer reply = web.get(address, Map.of("Accept", "application/json"), settings.token())) {
            require(reply, name, null);
            answer = json(reply.read(MOST_JSON));
        }
        String commit = answer.path("sha").asText();
        if (!HubCache.isCommit(commit) || !answer.path("siblings").isArray()) {
            throw new IOException(settings.endpoint().getHost() + " does not answer as the model hub does: " + address
                    + " names no commit or no files");
        }
        List<String> files = new ArrayList<>();
        for (JsonNode sibling : answer.path("siblings")) {
            String path = sibling.path("rfilename").asText();
            try {
                files.add(HubName.requireSafe(path));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        name.id() + " is refused: its list of files names " + shown(path)
                                + ", which would lie outside its folder",
                        e);
            }
        }
        return new Listing(commit, List.copyOf(files));
    }

    /**
     * A file's address, checksum and size, from the head of the answer to a request for it.
     *
     * @throws IOException if it is not there, or the hub says too little about it
     */
    RemoteFile file(HubName name, String commit, String path) throws IOException, InterruptedException {
        URI address =
                URI.create(settings.endpoint() + "/" + name.id() + "/resolve/" + commit + "/" + encodedPath(path));
        try (WebAnswer reply =
                web.get(address, Map.of("Accept-Encoding", "identity"), settings.token(), HubClient::saysAll)) {
            require(reply, name, path);
            Optional<String> from = reply.firstHeader("X-Repo-Commit");
            if (from.isPresent() && !from.get().equals(commit)) {
                throw new IOException(
                        path + " of " + name.id() + ": asked for commit " + commit + ", got " + from.get());
            }
            String etag = reply.firstHeader("X-Linked-Etag")
                    .or(() -> reply.firstHeader("ETag"))
                    .map(HubClient::plain)
                    .orElse("");
            if (!etag.matches("[0-9A-Za-z_-]{8,200}")) {
                throw new IOException(
                        path + " of " + name.id() + ": the server names no checksum (ETag) that a cache could use");
            }
            Optional<String> size = reply.firstHeader("X-Linked-Size")
                    .or(() -> reply.header("Content-Length"))
                    .filter(text -> DIGITS.matcher(text).matches());
            long bytes = size.isPresent() ? Long.parseLong(size.get()) : reply.read(MOST_UNSIZED).length;
            return new RemoteFile(path, address, etag, bytes);
        }
    }

    /** Whether a redirect to the store of large files says all there is to know of the file. */
    private static boolean saysAll(HttpHeaders headers) {
        return headers.firstValue("X-Linked-Etag").isPresent()
                && headers.firstValue("X-Linked-Size").isPresent();
    }

    private void require(WebAnswer reply, HubName name, String what) throws IOException {
        try {
            reply.requireSuccess();
        } catch (WebStatusException e) {
            throw HubErrors.of(settings, name, what, e);
        }
    }

    private JsonNode json(byte[] body) throws IOException {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw noJson(body, e);
        }
        throw noJson(body, null);
    }

    private IOException noJson(byte[] body, JacksonException cause) {
        boolean page = new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8).contains("<");
        return new IOException(
                settings.endpoint().getHost() + " answered with " + (page ? "a web page" : "something else")
                        + " instead of data: a proxy or a log-in page may stand between, or HF_ENDPOINT is no model hub",
                cause);
    }

    private static String plain(String etag) {
        String strong = etag.startsWith("W/") ? etag.substring(2) : etag;
        return strong.replace("\"", "");
    }

    private static String shown(String path) {
        return "'" + (path.length() <= 80 ? path : path.substring(0, 80) + "…") + "'";
    }

    private static String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String encodedPath(String path) {
        return encoded(path).replace("%2F", "/");
    }
}
