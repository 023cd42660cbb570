package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.io.IOException;
import java.util.Map;

/** How the files of a family of models describe them. Stateless. */
interface Family {
    /**
     * The facts of a model. What is missing or not supported goes to {@code facts} as a problem; the result then counts for nothing.
     *
     * @param names what the checkpoint calls its tensors
     * @throws IllegalArgumentException if the numbers contradict each other
     */
    DecoderConfig config(Facts facts, TensorNames names) throws IOException;

    /** Tensor names that differ from those {@link Slot} knows. */
    default Map<Slot, String> exceptions(Format format) {
        return Map.of();
    }

    /** Whether norms multiply by 1 + the stored weight. */
    default boolean normAddsOne(Format format) {
        return false;
    }
}
