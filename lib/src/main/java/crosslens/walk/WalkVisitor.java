package crosslens.walk;

import crosslens.decoder.LayerTap;
import java.util.List;

/** Decides how sequences go on, and may look at the layers on the way. */
public interface WalkVisitor {
    /** Returned by {@link #next} when a sequence needs no more. */
    int END = -1;

    /**
     * Called when a sequence has been read to its end, and again after every token it is continued by.
     *
     * @param sequence its place in the list given to the walk
     * @param best the likeliest next token
     * @param margin how far the second likeliest token's logit lies below; NaN if the model's logits are no numbers
     * @return the token to continue with, or {@link #END}
     */
    int next(int sequence, int best, float margin);

    /**
     * Looks at the residuals of a pass over pieces of the tree. Over a walk, every token of every sequence comes exactly once;
     * tokens that {@link #next} added do not come.
     */
    default LayerTap tap(List<Rows> rows) {
        return LayerTap.NONE;
    }

    /**
     * Neighbouring rows of a pass.
     *
     * @param row first row
     * @param count rows
     * @param position position of the first row's token in the sequences
     * @param sequences all sequences that hold these tokens
     */
    record Rows(int row, int count, int position, List<Integer> sequences) {
        public Rows {
            sequences = List.copyOf(sequences);
        }
    }
}
