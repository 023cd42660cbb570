package crosslens.remote;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.StopReason;
import crosslens.lm.TokenScorer.Continuation;
import crosslens.lm.TokenScorer.Scores;
import crosslens.lm.TokenScorer.TokenScore;
import crosslens.text.Quote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Scores a continuation by having prefix and continuation echoed with log-probabilities.
 *
 * <p>Where the continuation begins follows from the tokens' texts if they add up to the text that was sent. Otherwise the prefix is echoed alone too, and
 * the continuation begins at the first token that differs.
 */
record EchoScorer(EndpointAddress address, Caller caller) {
    private static final JsonMapper JSON = new JsonMapper();

    Scores score(Continuation request) throws IOException, InterruptedException {
        String prefix = request.prefix().text();
        EchoReading whole = echo(request.id(), prefix + request.continuation());
        int first = whole.ends() != null
                ? whole.firstBeyond(prefix.codePointCount(0, prefix.length()))
                : prefix.isEmpty() ? 0 : whole.sharedWith(echo(request.id(), prefix));
        List<TokenScore> scores = whole.from(first);
        if (scores.isEmpty() || scores.stream().anyMatch(score -> !Double.isFinite(score.logProb()))) {
            throw unsupported("gives no log-probability for a token of the continuation of request " + request.id());
        }
        return new Scores(request.id(), scores);
    }

    private EchoReading echo(String id, String text) throws IOException, InterruptedException {
        Caller.Outcome outcome =
                caller.ask(Form.COMPLETION, dialect -> body(text), text.getBytes(StandardCharsets.UTF_8).length, 1);
        if (outcome.json() == null) {
            String why = address + " could not score request " + id + " ("
                    + outcome.stop().label() + "): " + Quote.of(outcome.verbatim());
            throw outcome.stop() == StopReason.REJECTED
                    ? new UnsupportedOperationException(why)
                    : new IllegalStateException(why);
        }
        EchoReading reading = EchoReading.of(outcome.json(), outcome.usage(), text);
        if (reading == null) {
            throw unsupported("does not give log-probabilities of given text (completions with echo and logprobs)");
        }
        return reading;
    }

    private UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(
                address + " " + what + ": name another endpoint, vLLM's for example, or a model whose files are here");
    }

    private ObjectNode body(String text) {
        return JSON.createObjectNode()
                .put("model", address.model())
                .put("prompt", text)
                .put("max_tokens", 0)
                .put("echo", true)
                .put("logprobs", 1)
                .put("temperature", 0);
    }
}
