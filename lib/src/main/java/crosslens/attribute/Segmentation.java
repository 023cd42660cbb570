package crosslens.attribute;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import crosslens.text.Language;
import crosslens.text.Quote;
import crosslens.text.Sentences;
import crosslens.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the oracle cuts a context into the segments it removes: sentences, or stretches of a fixed number of words.
 *
 * @param words in a segment, the last may be shorter; 0 for sentences
 */
public record Segmentation(int words) {
    /** By {@link Sentences}. */
    public static final Segmentation SENTENCES = new Segmentation(0);

    private static final Pattern WORDS = Pattern.compile("words-(\\d{1,4})");

    public Segmentation {
        if (words < 0) {
            throw new IllegalArgumentException("a segment needs one word or more, not " + words);
        }
    }

    /** The segmentation written as {@code sentences} or {@code words-10}. */
    public static Segmentation of(String name) {
        Matcher matcher = WORDS.matcher(name);
        if (name.equals("sentences")) {
            return SENTENCES;
        }
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("unknown segmentation " + Quote.of(name)
                    + ": write sentences, or words-10 for stretches of ten words");
        }
        return new Segmentation(Integer.parseInt(matcher.group(1)));
    }

    /**
     * The segments from the first to the last, each with the white space and the marks that follow it. Words are ICU's, by dictionary where a script has no
     * spaces.
     *
     * @return spans in UTF-16 units that tile the text; none for an empty one
     */
    public List<Span> split(String text, Language language) {
        if (words == 0) {
            return Sentences.split(text, language);
        }
        List<Span> spans = new ArrayList<>();
        BreakIterator iterator = BreakIterator.getWordInstance(new ULocale(language.code()));
        iterator.setText(text);
        int start = 0;
        int seen = 0;
        int from = iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            if (iterator.getRuleStatus() >= BreakIterator.WORD_NONE_LIMIT) {
                if (seen == words) {
                    int cut = withoutOpening(text, from);
                    spans.add(new Span(start, cut));
                    start = cut;
                    seen = 0;
                }
                seen++;
            }
            from = end;
        }
        if (start < text.length()) {
            spans.add(new Span(start, text.length()));
        }
        return List.copyOf(spans);
    }

    /** An opening bracket or quote goes with the word it opens. */
    private static int withoutOpening(String text, int boundary) {
        int type = Character.getType(text.charAt(boundary - 1));
        boolean opening = type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION;
        return opening && boundary > 1 ? boundary - 1 : boundary;
    }

    /** The name {@link #of} takes. */
    @Override
    public String toString() {
        return words == 0 ? "sentences" : "words-" + words;
    }
}
