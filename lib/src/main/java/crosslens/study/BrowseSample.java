package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.judge.FailureType;
import crosslens.score.ItemScore;
import crosslens.text.Span;
import java.util.Optional;

/**
 * One answer with all that is stored about it.
 *
 * @param run model, cell and format, e.g. {@code smollm2, en-de, 2 shots, v1}
 * @param raw all the model wrote
 * @param type what the kit's rules take the answer for
 * @param stop why the model ended, e.g. {@code newline}
 * @param retrieved the sentence the answer rests on most, if the oracle has looked into it
 * @param relevance how the explained first token's relevance spreads over the parts of the prompt; empty if none is stored
 */
public record BrowseSample(
        String run,
        CrossItem item,
        String raw,
        ItemScore score,
        FailureType type,
        String stop,
        Optional<Retrieved> retrieved,
        String relevance) {

    /**
     * A sentence of the context, in UTF-16 units.
     *
     * @param drop what its removal takes from the log-probability of the answer's first token, in nats
     * @param holds whether it holds the gold or a part of it
     */
    public record Retrieved(Span place, double drop, boolean holds) {}
}
