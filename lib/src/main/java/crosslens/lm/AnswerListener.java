package crosslens.lm;

/** Follows answers while they grow, on the thread that generates them: it should be quick. */
@FunctionalInterface
public interface AnswerListener {
    /** Lets every answer come to its end. */
    AnswerListener NONE = (id, text) -> true;

    /**
     * Called after every new token.
     *
     * @param id of the request
     * @param text of the answer so far; where its last character is not complete yet, it ends in U+FFFD
     * @return whether the answer is to go on; one that is not ends here as if its limit of tokens were reached, unless this token ended it anyway
     */
    boolean accept(String id, String text);
}
