package crosslens.lm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers prompts: many in, a stream out. Local and remote models are behind it alike.
 *
 * <p>Answers do not depend on which other requests travel along, nor on their order. One call at a time per model. Whoever opened the model closes it.
 */
public interface LanguageModel extends AutoCloseable {
    ModelCard card();

    /**
     * Generates one answer per request.
     *
     * @param sink gets every answer as soon as it is final, in any order, on the calling thread; exactly one for every request unless the call ends early
     * @throws InterruptedException if the thread was interrupted; answers already handed out stand
     */
    void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
            throws InterruptedException;

    /**
     * Generates as {@link #generate(List, GenerationSettings, Consumer)} does, and lets a listener follow the answers as they grow. A model that hands
     * answers out whole never calls it.
     *
     * @param listener follows the answers, each under its request's name; it may end them early
     */
    default void generate(
            List<Request> requests, GenerationSettings settings, AnswerListener listener, Consumer<Generation> sink)
            throws InterruptedException {
        generate(requests, settings, sink);
    }

    /** Tells the log-probabilities of given texts, where the model can. */
    default Optional<TokenReader> reader() {
        return Optional.empty();
    }

    /**
     * What is known of the model only once it has answered, name by name, for a run's log: an endpoint's own name of the model, what was spent. A local
     * model has nothing to add.
     */
    default Map<String, String> facts() {
        return Map.of();
    }

    @Override
    void close();
}
