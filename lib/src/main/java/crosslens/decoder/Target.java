package crosslens.decoder;

/**
 * The number that relevance is relevance to: a logit of one row of a pass, or by how much it exceeds another.
 *
 * @param row whose next token is meant
 * @param token whose logit is meant
 * @param against token whose logit is subtracted, or {@link #NONE}
 */
public record Target(int row, int token, int against) {
    /** No token is subtracted. */
    public static final int NONE = -1;

    public Target {
        if (row < 0 || token < 0 || against < NONE || against == token) {
            throw new IllegalArgumentException("row " + row + ", token " + token + " against " + against
                    + " is no target: numbers must be 0 or more (against: -1 for none) and the tokens two");
        }
    }

    /** One logit. */
    public static Target logit(int row, int token) {
        return new Target(row, token, NONE);
    }
}
