package crosslens.token;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-level byte-pair encoding, as GPT-2 introduced it: the text is cut into pieces, each piece taken as UTF-8 bytes, and neighbours merged in the
 * order in which the merges were learned.
 *
 * <p>Tokens added as text are taken whole everywhere. A byte that the vocabulary lacks is left out, as the reference tokenizers do; a lone surrogate is read as U+FFFD. With a
 * {@link PreTokenizer} that composes, a token's place is that of the characters that were composed.
 */
public final class BpeTokenizer extends VocabularyTokenizer {
    private static final int REPLACEMENT = 0xFFFD;

    private final TokenFinder added;
    private final PreTokenizer preTokenizer;
    private final MergeTable merges;
    private final int[] byteIds = new int[256];
    private final Map<String, Integer> ids;

    /**
     * Makes a tokenizer.
     *
     * @param merges in the order learned, each two symbols with a space between them
     * @throws IllegalArgumentException if a merge names or yields a symbol that is not in the vocabulary
     */
    public BpeTokenizer(Vocabulary vocabulary, List<String> merges, PreTokenizer preTokenizer) {
        super(vocabulary, Alphabet.BYTES);
        this.added = new TokenFinder(vocabulary, Vocabulary.Kind.USER_DEFINED);
        this.preTokenizer = preTokenizer;
        this.ids = idsOfNormal(vocabulary);
        this.merges = table(merges, ids);
        for (int value = 0; value < byteIds.length; value++) {
            byteIds[value] = ids.getOrDefault(String.valueOf(ByteAlphabet.character(value)), -1);
        }
    }

    private static Map<String, Integer> idsOfNormal(Vocabulary vocabulary) {
        Map<String, Integer> ids = new HashMap<>(2 * vocabulary.size());
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.kinds().get(id) == Vocabulary.Kind.NORMAL) {
                ids.putIfAbsent(vocabulary.symbols().get(id), id);
            }
        }
        return ids;
    }

    private static MergeTable table(List<String> merges, Map<String, Integer> ids) {
        MergeTable table = new MergeTable(merges.size());
        for (int rank = 0; rank < merges.size(); rank++) {
            String merge = merges.get(rank);
            int space = merge.indexOf(' ', 1);
            Integer left = space < 0 ? null : ids.get(merge.substring(0, space));
            Integer right = space < 0 ? null : ids.get(merge.substring(space + 1));
            Integer merged = space < 0 ? null : ids.get(merge.substring(0, space) + merge.substring(space + 1));
            if (left == null || right == null || merged == null) {
                throw new IllegalArgumentException("merge " + rank + " ('" + merge
                        + "') must be two symbols of the vocabulary that make a third, with a space between them");
            }
            table.put(left, right, rank, merged);
        }
        return table;
    }

    @Override
    void encodePlain(String text, int from, int to, EncodingBuilder into) {
        int done = from;
        TokenFinder.Match match = added.next(text, from, to);
        while (match != null) {
            encodeLearned(text, done, match.start(), into);
            into.add(match.id(), match.start(), match.end());
            done = match.end();
            match = added.next(text, done, to);
        }
        encodeLearned(text, done, to, into);
    }

    /** Adds the tokens of a text without added tokens. */
    private void encodeLearned(String text, int from, int to, EncodingBuilder into) {
        SymbolRow row = new SymbolRow();
        if (!preTokenizer.composes() || ComposedText.isComposed(text, from, to)) {
            preTokenizer.split(text, from, to, (start, end) -> encodePiece(text, start, end, row, into::add));
            return;
        }
        ComposedText composed = ComposedText.of(text, from, to);
        String nfc = composed.text();
        SymbolRow.Sink original =
                (id, start, end) -> into.add(id, composed.originalStart(start), composed.originalEnd(end));
        preTokenizer.split(nfc, 0, nfc.length(), (start, end) -> encodePiece(nfc, start, end, row, original));
    }

    private void encodePiece(String text, int from, int to, SymbolRow row, SymbolRow.Sink sink) {
        if (preTokenizer.wholePiecesFirst()) {
            Integer whole = ids.get(symbol(text, from, to));
            if (whole != null) {
                sink.accept(whole, from, to);
                return;
            }
        }
        row.clear();
        for (int at = from; at < to; ) {
            int codePoint = text.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            addBytes(row, codePoint, at, end);
            at = end;
        }
        row.merge(merges);
        row.each(sink);
    }

    private static String symbol(String text, int from, int to) {
        StringBuilder symbol = new StringBuilder();
        for (byte value : text.substring(from, to).getBytes(StandardCharsets.UTF_8)) {
            symbol.append(ByteAlphabet.character(value & 0xFF));
        }
        return symbol.toString();
    }

    private void addBytes(SymbolRow row, int character, int start, int end) {
        int codePoint = end - start == 1 && Character.isSurrogate((char) character) ? REPLACEMENT : character;
        if (codePoint < 0x80) {
            addByte(row, codePoint, start, end);
            return;
        }
        int following = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
        addByte(row, 0xFF00 >> following + 1 & 0xFF | codePoint >> 6 * following, start, end);
        for (int left = following - 1; left >= 0; left--) {
            addByte(row, 0x80 | codePoint >> 6 * left & 0x3F, start, end);
        }
    }

    private void addByte(SymbolRow row, int value, int start, int end) {
        if (byteIds[value] >= 0) {
            row.add(byteIds[value], start, end);
        }
    }
}
