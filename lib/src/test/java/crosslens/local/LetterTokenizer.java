package crosslens.local;

import crosslens.prompt.Prompt;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One token per letter from {@code A} on: ids 0, 1, 2 and so on. Newlines are no tokens; no id ends an answer. */
public record LetterTokenizer(int vocabularySize) implements Tokenizer {
    @Override
    public Encoding encode(Prompt prompt) {
        int[] places = IntStream.range(0, prompt.text().length())
                .filter(i -> prompt.text().charAt(i) != '\n')
                .toArray();
        int[] ids = IntStream.of(places).map(i -> prompt.text().charAt(i) - 'A').toArray();
        return new Encoding(ids, places, IntStream.of(places).map(i -> i + 1).toArray());
    }

    @Override
    public String decode(int[] ids) {
        return IntStream.of(ids).mapToObj(this::symbol).collect(Collectors.joining());
    }

    @Override
    public byte[] bytes(int id) {
        return symbol(id).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String symbol(int id) {
        return String.valueOf((char) ('A' + id));
    }

    @Override
    public Set<Integer> endIds() {
        return Set.of();
    }
}
