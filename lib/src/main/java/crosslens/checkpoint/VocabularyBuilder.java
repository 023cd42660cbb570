package crosslens.checkpoint;

import crosslens.token.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Puts a vocabulary together from what the files of a folder say. For one thread. */
final class VocabularyBuilder {
    private final List<String> symbols = new ArrayList<>();
    private final List<Vocabulary.Kind> kinds = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();

    /** Sets a token, in place of what had its id before. Ids left out stand for nothing. */
    void put(int id, String symbol, Vocabulary.Kind kind) {
        grow(id + 1);
        symbols.set(id, symbol);
        kinds.set(id, kind.sharpened(symbol));
        ids.put(symbol, id);
    }

    /** Has at least so many ids: a model may have more of them than its tokenizer has tokens. */
    void grow(int size) {
        while (symbols.size() < size) {
            symbols.add("");
            kinds.add(Vocabulary.Kind.UNKNOWN);
        }
    }

    void put(TokenizerFacts.Added token) {
        put(token.id(), token.text(), token.special() ? Vocabulary.Kind.CONTROL : Vocabulary.Kind.USER_DEFINED);
    }

    Vocabulary.Kind kind(int id) {
        return kinds.get(id);
    }

    OptionalInt id(Optional<String> symbol) {
        Integer id = symbol.map(ids::get).orElse(null);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    Map<String, Integer> ids() {
        return Collections.unmodifiableMap(ids);
    }

    /**
     * The vocabulary.
     *
     * @param facts name the tokens that steer, those that end an answer, and how many ids the model has
     * @throws IllegalArgumentException if an id lies outside
     */
    Vocabulary build(TokenizerFacts facts, OptionalInt bos, boolean addBos, OptionalInt eos) {
        for (String text : facts.tokensWithRoles()) {
            id(Optional.of(text)).ifPresent(id -> kinds.set(id, Vocabulary.Kind.CONTROL));
        }
        grow(facts.modelVocabulary());
        Set<Integer> ends = new HashSet<>(facts.endIds());
        eos.ifPresent(ends::add);
        return new Vocabulary(symbols, kinds, bos, addBos, ends);
    }
}
