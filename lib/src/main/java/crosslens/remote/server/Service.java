package crosslens.remote.server;

import crosslens.lm.Generation;
import crosslens.lm.ModelCard;
import crosslens.lm.StopReason;
import crosslens.lm.TokenReader.Reading;
import crosslens.prompt.Style;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Has requests answered at the desk, and puts into the protocol's words what goes wrong there. For several threads. */
record Service(Desk desk, ModelCard card) {
    /**
     * What a request came to.
     *
     * @param reading with the log-probabilities that were asked for
     */
    record Answered(Generation answer, Optional<Reading> reading) {}

    /** Refuses what this model cannot be asked. */
    void check(Ask ask) throws ApiError {
        if (!ask.model().equals(card.name())) {
            throw ApiError.of(404, "model_not_found", "the model here is " + card.name());
        }
        if (ask.chat() && !card.chat()) {
            throw ApiError.of(400, "no_chat_template", "the model has no chat template: use /v1/completions");
        }
    }

    /** Waits for the whole answer and its log-probabilities. */
    Answered whole(Ask ask) throws ApiError {
        if (!ask.generated()) {
            Reading reading = read(ask, List.of());
            Generation nothing =
                    new Generation("", "", reading.promptTokens(), List.of(), "", StopReason.LENGTH, Double.NaN);
            return new Answered(nothing, ask.logProbs().isPresent() ? Optional.of(reading) : Optional.empty());
        }
        Generation answer = finished(new LiveAnswer(desk, ask).answer());
        return new Answered(
                answer, ask.logProbs().isPresent() ? Optional.of(read(ask, answer.tokens())) : Optional.empty());
    }

    /** Waits for an answer. */
    Generation finished(CompletableFuture<Generation> coming) throws ApiError {
        Generation answer = get(coming);
        if (answer.stop() == StopReason.TOO_LONG) {
            throw tooLong(answer.promptTokens());
        }
        if (answer.stop() == StopReason.ERROR) {
            throw ApiError.of(500, "model_failed", "the model computed no numbers");
        }
        return answer;
    }

    private Reading read(Ask ask, List<Integer> answer) throws ApiError {
        OptionalInt alternatives = ask.logProbs();
        Style style = ask.settings().style();
        Reading reading = get(desk.read(ask.prompt(), style, answer, ask.echo(), alternatives.orElse(0)));
        if (reading.tooLong()) {
            throw tooLong(reading.promptTokens());
        }
        return reading;
    }

    private ApiError tooLong(int promptTokens) {
        return ApiError.of(
                400,
                "context_length_exceeded",
                "the prompt has " + promptTokens + " tokens; the model's context length is " + card.contextLength());
    }

    private static <T> T get(CompletableFuture<T> coming) throws ApiError {
        try {
            return coming.get();
        } catch (InterruptedException | CancellationException e) {
            coming.cancel(false);
            throw ApiError.of(503, "shutting_down", "the server is being closed");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UnsupportedOperationException) {
                throw ApiError.unsupported("logprobs", cause.getMessage());
            }
            boolean caller = cause instanceof IllegalArgumentException;
            throw ApiError.of(
                    caller ? 400 : 500,
                    caller ? "invalid_request" : "model_failed",
                    caller ? cause.getMessage() : "the model failed");
        }
    }
}
