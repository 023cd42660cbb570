package crosslens.token;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;

/**
 * A tokenizer of the tokenizers library, whatever it does to a text before it merges.
 *
 * <p>The library sees ordinary text only, from one control token to the next, and knows no control tokens: it recognises them wherever they stand and
 * cannot be told not to. Places are the library's, in UTF-16 units; a lone surrogate is read as U+FFFD. Its memory lies outside the heap and is given
 * back some time after this object is no longer used.
 */
public final class LibraryTokenizer extends VocabularyTokenizer {
    private static final Cleaner CLEANER = Cleaner.create();

    /** The library cuts texts off after 512 tokens unless told otherwise. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final Map<String, Integer> addedIds = new HashMap<>();
    private final SpacePrefix prefix;
    private final HuggingFaceTokenizer first;
    private final HuggingFaceTokenizer later;

    /** A {@code tokenizer.json}, to be read as often as needed. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Makes a tokenizer.
     *
     * @param prefix where the library puts a space in front; {@link #decode} takes it away again
     * @param first a {@code tokenizer.json} without control tokens, truncation, padding and post-processing
     * @param later the same for text after a control token; may be {@code first}
     * @throws IllegalArgumentException if the library refuses a source
     * @throws IOException if a source cannot be opened
     */
    public LibraryTokenizer(Vocabulary vocabulary, Alphabet alphabet, SpacePrefix prefix, Source first, Source later)
            throws IOException {
        super(vocabulary, alphabet);
        this.prefix = prefix;
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.kinds().get(id) == Vocabulary.Kind.USER_DEFINED) {
                addedIds.put(vocabulary.symbols().get(id), id);
            }
        }
        this.first = load(first);
        CLEANER.register(this, this.first::close);
        if (later == first) {
            this.later = this.first;
        } else {
            this.later = load(later);
            CLEANER.register(this, this.later::close);
        }
    }

    private static HuggingFaceTokenizer load(Source source) throws IOException {
        try (InputStream in = source.open()) {
            return HuggingFaceTokenizer.newInstance(in, OPTIONS);
        } catch (RuntimeException e) { // all that the library throws for a file it cannot read
            throw new IllegalArgumentException("the tokenizers library says: " + e.getMessage(), e);
        }
    }

    @Override
    void encodePlain(String text, int from, int to, EncodingBuilder into) {
        String part = withoutLoneSurrogates(text.substring(from, to));
        var encoding = (from == 0 ? first : later).encode(part, false, false);
        Reference.reachabilityFence(this);
        long[] ids = encoding.getIds();
        String[] symbols = encoding.getTokens();
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[] units = units(part, from);
        for (int token = 0; token < ids.length; token++) {
            // with control tokens taken out, the library numbers the other added tokens anew
            int id = addedIds.getOrDefault(symbols[token], (int) ids[token]);
            into.add(id, units[spans[token].getStart()], units[spans[token].getEnd()]);
        }
    }

    /** Where each code point of a text starts, and where the text ends, in UTF-16 units from {@code offset} on. */
    private static int[] units(String text, int offset) {
        int[] units = new int[text.length() + 1];
        int count = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            units[count++] = offset + at;
        }
        units[count] = offset + text.length();
        return units;
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder sound = null;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                sound = sound == null ? new StringBuilder(text) : sound;
                sound.setCharAt(at, '\ufffd');
            }
            at += Character.charCount(codePoint);
        }
        return sound == null ? text : sound.toString();
    }

    /** {@inheritDoc} The space that encoding puts in front is taken away again. */
    @Override
    public String decode(int[] ids) {
        String text = super.decode(ids);
        return prefix != SpacePrefix.NONE && text.startsWith(" ") ? text.substring(1) : text;
    }
}
