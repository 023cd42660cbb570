package crosslens.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * SentencePiece's byte-pair encoding, as Llama 1 and 2 and Mistral use it: characters are merged into pieces, the piece with the highest score first;
 * spaces are written {@code ▁}; a character that no piece holds becomes its UTF-8 bytes.
 *
 * <p>A space put in front ({@link SpacePrefix}) has no text. Tokens added as text (runs of line ends, of spaces) are taken whole everywhere. A lone
 * surrogate is read as U+FFFD.
 */
public final class SentencePieceTokenizer extends VocabularyTokenizer {
    private static final char SPACE = '▁';
    private static final int REPLACEMENT = 0xFFFD;
    private static final int NONE = -1;

    private final SpacePrefix prefix;
    private final Map<Integer, Integer> characterIds = new HashMap<>();
    private final List<Added> added = new ArrayList<>();
    private final int[] byteIds;
    private final MergeTable merges;

    /** A token added as text, with its spaces written as the vocabulary does. */
    private record Added(String text, int id) {}

    /**
     * Makes a tokenizer.
     *
     * @param scores of the symbols, as long as the vocabulary; only their order counts
     * @param prefix where a space is put in front
     * @throws IllegalArgumentException if the lengths differ, or the vocabulary cannot express every byte
     */
    public SentencePieceTokenizer(Vocabulary vocabulary, List<Double> scores, SpacePrefix prefix) {
        super(vocabulary, Alphabet.SPACES);
        if (scores.size() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    "a score is needed for each of the " + vocabulary.size() + " symbols, not " + scores.size());
        }
        this.prefix = prefix;
        this.byteIds = byteIds(vocabulary);
        Map<String, Integer> pieces = new HashMap<>(2 * vocabulary.size());
        for (int id = 0; id < vocabulary.size(); id++) {
            String symbol = vocabulary.symbols().get(id);
            Vocabulary.Kind kind = vocabulary.kinds().get(id);
            if (kind == Vocabulary.Kind.NORMAL) {
                pieces.putIfAbsent(symbol, id);
            } else if (kind == Vocabulary.Kind.USER_DEFINED && !symbol.isEmpty()) {
                added.add(new Added(symbol.replace(' ', SPACE), id));
            }
        }
        added.sort(Comparator.comparingInt(token -> -token.text().length()));
        pieces.forEach((piece, id) -> {
            if (piece.codePointCount(0, piece.length()) == 1) {
                characterIds.put(piece.codePointAt(0), id);
            }
        });
        this.merges = table(pieces, scores);
    }

    private static int[] byteIds(Vocabulary vocabulary) {
        int[] ids = new int[256];
        Arrays.fill(ids, NONE);
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.kinds().get(id) == Vocabulary.Kind.BYTE) {
                ids[byteValue(vocabulary.symbols().get(id))] = id;
            }
        }
        for (int value = 0; value < ids.length; value++) {
            if (ids[value] == NONE) {
                throw new IllegalArgumentException(
                        String.format("the vocabulary has no token <0x%02X>: it must have one for every byte", value));
            }
        }
        return ids;
    }

    /** Every way to make a piece of two others; pieces with equal scores have equal ranks. */
    private static MergeTable table(Map<String, Integer> pieces, List<Double> scores) {
        List<Double> highestFirst = new ArrayList<>(new TreeSet<>(scores).descendingSet());
        Map<Double, Integer> ranks = new HashMap<>();
        highestFirst.forEach(score -> ranks.put(score, ranks.size()));
        List<int[]> merges = new ArrayList<>();
        pieces.forEach((piece, id) -> {
            for (int cut = 1; cut < piece.length(); cut++) {
                Integer left = pieces.get(piece.substring(0, cut));
                Integer right = left == null ? null : pieces.get(piece.substring(cut));
                if (right != null) {
                    merges.add(new int[] {left, right, ranks.get(scores.get(id)), id});
                }
            }
        });
        MergeTable table = new MergeTable(merges.size());
        merges.forEach(merge -> table.put(merge[0], merge[1], merge[2], merge[3]));
        return table;
    }

    @Override
    void encodePlain(String text, int from, int to, EncodingBuilder into) {
        boolean spaceInFront = prefix == SpacePrefix.EVERY || prefix == SpacePrefix.FIRST && from == 0;
        String spaced = ((spaceInFront ? " " : "") + text.substring(from, to)).replace(' ', SPACE);
        int shift = to - spaced.length();
        SymbolRow row = new SymbolRow();
        for (int at = 0; at < spaced.length(); ) {
            Added whole = addedAt(spaced, at);
            int codePoint = spaced.codePointAt(at);
            int end = at
                    + (whole == null
                            ? Character.charCount(codePoint)
                            : whole.text().length());
            int id = whole == null ? characterIds.getOrDefault(codePoint, NONE) : whole.id();
            row.add(id, Math.max(from, at + shift), end + shift);
            at = end;
        }
        row.merge(merges);
        row.each((id, start, end) -> {
            if (id == NONE) {
                addBytes(text, start, end, into);
            } else {
                into.add(id, start, end);
            }
        });
    }

    private Added addedAt(String spaced, int at) {
        for (Added token : added) {
            if (spaced.startsWith(token.text(), at)) {
                return token;
            }
        }
        return null;
    }

    /** The bytes of the character at {@code [start, end)}; if that is empty, it is the space put in front. */
    private void addBytes(String text, int start, int end, EncodingBuilder into) {
        int codePoint = start == end ? SPACE : text.codePointAt(start);
        if (codePoint == ' ') {
            codePoint = SPACE;
        } else if (end - start == 1 && Character.isSurrogate((char) codePoint)) {
            codePoint = REPLACEMENT;
        }
        for (byte value : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            into.add(byteIds[value & 0xFF], start, end);
        }
    }

    /** {@inheritDoc} The space that encoding puts in front is taken away again. */
    @Override
    public String decode(int[] ids) {
        String text = super.decode(ids);
        return prefix != SpacePrefix.NONE && text.startsWith(" ") ? text.substring(1) : text;
    }
}
