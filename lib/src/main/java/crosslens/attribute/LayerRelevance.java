package crosslens.attribute;

/**
 * What each token of a sequence contributed to a logit, layer by layer; see {@link AttnLrp}. Not normalised.
 *
 * @param ids the sequence, shape (T)
 * @param position place of the token whose next token is explained
 * @param target token whose logit is explained
 * @param against token whose logit is subtracted from it, or -1 for none
 * @param logit the explained number
 * @param values shape (N + 1, T): the embeddings' row first, then each layer's output, the last before the final norm
 */
public record LayerRelevance(int[] ids, int position, int target, int against, double logit, double[][] values) {
    public LayerRelevance {
        if (values.length < 2) {
            throw new IllegalArgumentException(
                    "relevance needs the embeddings' row and one for each layer, not " + values.length + " rows");
        }
        for (double[] row : values) {
            if (row.length != ids.length) {
                throw new IllegalArgumentException(
                        "a row of " + row.length + " relevances for " + ids.length + " tokens");
            }
        }
    }

    /** Relevance of the input tokens themselves, shape (T). */
    public double[] embeddings() {
        return values[0];
    }

    /** The values rounded to float32, as {@link RelevanceDepth} takes them. */
    public float[][] floats() {
        float[][] narrow = new float[values.length][ids.length];
        for (int layer = 0; layer < values.length; layer++) {
            for (int t = 0; t < ids.length; t++) {
                narrow[layer][t] = (float) values[layer][t];
            }
        }
        return narrow;
    }
}
