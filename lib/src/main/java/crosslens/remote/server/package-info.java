/**
 * An OpenAI-compatible server of the kit's own models, for judges, notebooks and other tools.
 *
 * <p>Start at {@link crosslens.remote.server.ModelServer} and {@link crosslens.remote.server.ServerOptions}. Supported: chat completions with one user
 * message, completions of a text, both as one reply or as server-sent events, {@code max_tokens}, {@code stop}, log-probabilities of the answer's tokens with
 * up to 20 alternatives, and for completions {@code echo}, with {@code max_tokens} of 0 to have a given text read alone. The answer is always the likeliest.
 * Events come as the answer grows; log-probabilities are read in a second pass, when it is done. A client of a stream that leaves ends its answer.
 *
 * <p>The server listens on this machine alone unless told otherwise, and then wants a key. Heads, bodies, queue and waiting times are limited; a request in
 * excess is told to come again.
 *
 * <p><b>Lifetime.</b> A server is closed by whoever started it; the model stays open. <b>Threads.</b> The model is used by one thread of the server's own:
 * nobody else may use it meanwhile.
 */
package crosslens.remote.server;
