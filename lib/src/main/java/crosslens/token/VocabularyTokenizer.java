package crosslens.token;

import crosslens.prompt.Prompt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** What tokenizers with a listed vocabulary share: control tokens, the token at the beginning, and the way back to text. */
abstract sealed class VocabularyTokenizer implements Tokenizer
        permits BpeTokenizer, SentencePieceTokenizer, LibraryTokenizer {
    private final Vocabulary vocabulary;
    private final ControlTokens controls;
    private final byte[][] bytes;

    VocabularyTokenizer(Vocabulary vocabulary, Alphabet alphabet) {
        this.vocabulary = vocabulary;
        this.controls = new ControlTokens(vocabulary);
        this.bytes = new byte[vocabulary.size()][];
        for (int id = 0; id < bytes.length; id++) {
            bytes[id] = bytes(
                    alphabet, vocabulary.symbols().get(id), vocabulary.kinds().get(id));
        }
    }

    /** Adds the tokens of {@code text[from, to)}, which is not empty, all of it ordinary text and as far as it goes: from one control token to the next. */
    abstract void encodePlain(String text, int from, int to, EncodingBuilder into);

    @Override
    public final Encoding encode(Prompt prompt) {
        String text = prompt.text();
        List<TokenFinder.Match> matches = controls.find(prompt);
        EncodingBuilder into = new EncodingBuilder();
        if (vocabulary.addBos() && !beginsWithBos(matches)) {
            into.add(vocabulary.bos().getAsInt(), 0, 0);
        }
        int done = 0;
        for (TokenFinder.Match match : matches) {
            if (match.start() > done) {
                encodePlain(text, done, match.start(), into);
            }
            into.add(match.id(), match.start(), match.end());
            done = match.end();
        }
        if (text.length() > done) {
            encodePlain(text, done, text.length(), into);
        }
        return into.build();
    }

    private boolean beginsWithBos(List<TokenFinder.Match> matches) {
        return !matches.isEmpty()
                && matches.get(0).start() == 0
                && matches.get(0).id() == vocabulary.bos().getAsInt();
    }

    @Override
    public String decode(int[] ids) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int id : ids) {
            text.writeBytes(bytes[checked(id)]);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public final byte[] bytes(int id) {
        return bytes[checked(id)].clone();
    }

    @Override
    public final String symbol(int id) {
        return vocabulary.symbols().get(checked(id));
    }

    @Override
    public final int vocabularySize() {
        return vocabulary.size();
    }

    @Override
    public final Set<Integer> endIds() {
        return vocabulary.endIds();
    }

    private static byte[] bytes(Alphabet alphabet, String symbol, Vocabulary.Kind kind) {
        return switch (kind) {
            case CONTROL, UNKNOWN -> new byte[0];
            case USER_DEFINED, UNUSED -> alphabet.addedBytes(symbol);
            case BYTE -> new byte[] {(byte) byteValue(symbol)};
            case NORMAL -> alphabet.bytes(symbol);
        };
    }

    /** The value of a byte token, 0..255. */
    static int byteValue(String symbol) {
        if (!symbol.matches("<0x[0-9A-Fa-f]{2}>")) {
            throw new IllegalArgumentException("a byte token must look like <0x0A>, not " + symbol);
        }
        return Integer.parseInt(symbol.substring(3, 5), 16);
    }

    private int checked(int id) {
        if (id < 0 || id >= bytes.length) {
            throw new IllegalArgumentException("no token has id " + id + "; ids go from 0 to " + (bytes.length - 1));
        }
        return id;
    }
}
