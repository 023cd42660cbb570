package crosslens.study;

import crosslens.prompt.Prompt;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.IntStream;

/** One token per UTF-16 unit, its number modulo the size of the vocabulary: any text has ids a tiny model knows. */
record CharTokenizer(int vocabularySize) implements Tokenizer {
    @Override
    public Encoding encode(Prompt prompt) {
        int length = prompt.text().length();
        return new Encoding(
                prompt.text().chars().map(c -> c % vocabularySize).toArray(),
                IntStream.range(0, length).toArray(),
                IntStream.rangeClosed(1, length).toArray());
    }

    @Override
    public String decode(int[] ids) {
        return "?".repeat(ids.length);
    }

    @Override
    public byte[] bytes(int id) {
        return "?".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String symbol(int id) {
        return "?";
    }

    @Override
    public Set<Integer> endIds() {
        return Set.of();
    }
}
