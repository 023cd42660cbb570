package crosslens.score;

/**
 * The scores of one answer, as fractions in [0, 1].
 *
 * @param paragraph the item's cluster
 * @param exactMatch SQuAD v1.1 exact match, 0 or 1
 * @param f1 SQuAD v1.1 token F1
 * @param awareExactMatch exact match under the language-aware normalisation
 * @param awareF1 token F1 under the language-aware normalisation
 */
public record ItemScore(
        String id, int paragraph, double exactMatch, double f1, double awareExactMatch, double awareF1) {
    /** A number of another kind, e.g. a depth or a hit, that is to be drawn as scores are: every metric reads it. */
    public static ItemScore of(String id, int paragraph, double value) {
        return new ItemScore(id, paragraph, value, value, value, value);
    }
}
