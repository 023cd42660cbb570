package crosslens.remote.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a server listens and what it takes on.
 *
 * @param host to listen on
 * @param port 0 for any free one
 * @param key that every request must carry; needed where others can reach the server
 * @param queue most requests that are answered or wait at a time; the next is told to come again
 * @param largestRequest in bytes
 * @param mostTokens most new tokens that a request may ask for
 */
public record ServerOptions(
        String host, int port, Optional<String> key, int queue, long largestRequest, int mostTokens) {
    /** This machine alone, port 8080, 64 requests, 1 MiB a request, 4096 new tokens. */
    public static final ServerOptions DEFAULT =
            new ServerOptions("localhost", 8080, Optional.empty(), 64, 1 << 20, 4096);

    private static final int SHORTEST_KEY = 16;
    private static final int HIGHEST_PORT = 65535;
    private static final int LONGEST_QUEUE = 1024;

    public ServerOptions {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + HIGHEST_PORT + ", not " + port);
        }
        if (queue < 1 || queue > LONGEST_QUEUE || largestRequest < 1 || mostTokens < 1) {
            throw new IllegalArgumentException("queue must be 1 to " + LONGEST_QUEUE
                    + ", the largest request and the most tokens at least 1, not " + queue + ", " + largestRequest
                    + " and " + mostTokens);
        }
        if (key.isPresent() && key.get().length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("the server's key must have at least " + SHORTEST_KEY + " characters");
        }
        if (key.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    "others can reach a server at " + host + ": it needs a key, in " + ModelServer.KEY_VARIABLE);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("there is no host " + host, e);
        }
    }

    public ServerOptions withAddress(String newHost, int newPort, Optional<String> newKey) {
        return new ServerOptions(newHost, newPort, newKey, queue, largestRequest, mostTokens);
    }

    public ServerOptions withLimits(int newQueue, long newLargestRequest) {
        return new ServerOptions(host, port, key, newQueue, newLargestRequest, mostTokens);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "http://" + host + ":" + port + (key.isPresent() ? ", with a key" : "");
    }
}
