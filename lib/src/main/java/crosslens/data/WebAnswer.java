package crosslens.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a server answered, its body still on the way. Closed by whoever asked; closing breaks the transfer off. For one thread. */
public final class WebAnswer implements AutoCloseable {
    private final URI address;
    private final int status;
    private final List<HttpHeaders> headers;
    private final ArrivingBody body;
    private final Duration patience;

    /** @param headers of every answer on the way, redirects first */
    WebAnswer(URI address, int status, List<HttpHeaders> headers, ArrivingBody body, Duration patience) {
        this.address = address;
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.patience = patience;
    }

    /** Where the answer came from in the end. */
    public URI address() {
        return address;
    }

    public int status() {
        return status;
    }

    /** A header of the answer itself. */
    public Optional<String> header(String name) {
        return headers.get(headers.size() - 1).firstValue(name);
    }

    /** A header of the first answer that has it, redirects included. */
    public Optional<String> firstHeader(String name) {
        return headers.stream().flatMap(h -> h.firstValue(name).stream()).findFirst();
    }

    /**
     * Makes sure that the server answered with what was asked for.
     *
     * @throws WebStatusException if the status is neither 200 nor that of a redirect that was asked for
     */
    public void requireSuccess() throws WebStatusException {
        if (status < 200 || status > 399) {
            throw new WebStatusException(address.getHost() + " answered " + status, this);
        }
    }

    /**
     * The next piece of the body; empty at the end.
     *
     * @throws IOException if the connection broke or the server fell silent
     */
    Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
        return body.next(patience);
    }

    /**
     * The whole body.
     *
     * @param most bytes that are taken
     * @throws IOException if it is longer, or ends early
     */
    public byte[] read(int most) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Optional<List<ByteBuffer>> piece = next(); piece.isPresent(); piece = next()) {
            for (ByteBuffer buffer : piece.get()) {
                if (out.size() + buffer.remaining() > most) {
                    throw new IOException(address.getHost() + " answered with more than " + most + " bytes");
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                out.writeBytes(bytes);
            }
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        body.close();
    }
}
