package crosslens.decoder;

/**
 * The number that relevance is relevance to: a logit of one row of a pass, or by how much it exceeds another.
 *
 * @param row whose next token is meant
 * @param token whose logit is meant, or {@link #LIKELIEST}
 * @param against token whose logit is subtracted, or {@link #NONE}
 */
public record Target(int row, int token, int against) {
    /** The token with the largest logit. */
    public static final int LIKELIEST = -1;

    /** No token is subtracted. */
    public static final int NONE = -1;

    public Target {
        if (row < 0 || token < LIKELIEST || against < NONE || against == token && token >= 0) {
            throw new IllegalArgumentException(
                    "row " + row + ", token " + token + " against " + against
                            + " is no target: a row is 0 or more, a token too (-1: the likeliest, against none), and the two tokens differ");
        }
    }

    /** One logit. */
    public static Target logit(int row, int token) {
        return new Target(row, token, NONE);
    }

    /** The largest logit after a row. */
    public static Target likeliest(int row) {
        return new Target(row, LIKELIEST, NONE);
    }
}
