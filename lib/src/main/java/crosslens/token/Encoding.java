package crosslens.token;

import crosslens.text.Span;

/**
 * Token ids of a text and where each token stands in it.
 *
 * @param starts first UTF-16 unit of each token, shape (T)
 * @param ends unit after the last, shape (T); several tokens that are bytes of one character share its span; a token without text (a BOS put in front) has start = end
 */
public record Encoding(int[] ids, int[] starts, int[] ends) {
    public int size() {
        return ids.length;
    }

    public Span span(int token) {
        return new Span(starts[token], ends[token]);
    }
}
