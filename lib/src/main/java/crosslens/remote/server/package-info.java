/**
 * An OpenAI-compatible server of the kit's own models, for judges, notebooks and other tools.
 *
 * <p>Start at {@link crosslens.remote.server.ModelServer} and {@link crosslens.remote.server.ServerOptions}. Supported: chat completions with one user
 * message, completions of a text, both as one reply or as server-sent events, {@code max_tokens}, {@code stop}. The answer is always the likeliest, and
 * comes whole, as one event. Log-probabilities are not served: the decoder tells how far the second likeliest token lies behind, and every choice holds the
 * smallest such lead.
 *
 * <p>The server listens on this machine alone unless told otherwise, and then wants a key. Heads, bodies, queue and waiting times are limited; a request in
 * excess is told to come again.
 *
 * <p><b>Lifetime.</b> A server is closed by whoever started it; the model stays open. <b>Threads.</b> The model is used by one thread of the server's own:
 * nobody else may use it meanwhile.
 */
package crosslens.remote.server;
