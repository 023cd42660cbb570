package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.token.BpeTokenizer;
import crosslens.token.PreTokenizer;
import crosslens.token.Tokenizer;
import crosslens.token.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Makes a tokenizer of {@code vocab.json} and {@code merges.txt}, which do not say how a text is cut: the tokenizer's class does. */
final class PairTokenizers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, PreTokenizer> CLASSES = Map.of(
            "Qwen2Tokenizer", PreTokenizer.QWEN2,
            "Qwen2TokenizerFast", PreTokenizer.QWEN2,
            "GPT2Tokenizer", PreTokenizer.GPT2,
            "GPT2TokenizerFast", PreTokenizer.GPT2);

    private PairTokenizers() {}

    static Tokenizer of(Path pairs, Path merges, TokenizerFacts facts) throws IOException {
        PreTokenizer preTokenizer = CLASSES.get(facts.className());
        if (preTokenizer == null) {
            throw new IllegalArgumentException(
                    "without a tokenizer.json, tokenizer_config.json must name one of the classes "
                            + CLASSES.keySet().stream().sorted().toList() + ", not '" + facts.className()
                            + "'; save the tokenizer once with the transformers library, which writes tokenizer.json");
        }
        VocabularyBuilder vocabulary = new VocabularyBuilder();
        try {
            Map<String, Long> ids = JSON.readValue(pairs.toFile(), new TypeReference<Map<String, Long>>() {});
            for (Map.Entry<String, Long> token : ids.entrySet()) {
                vocabulary.put(TokenizerFacts.checked(token.getValue()), token.getKey(), Vocabulary.Kind.NORMAL);
            }
        } catch (JacksonException e) {
            throw new IOException("Cannot read " + pairs + ": " + e.getOriginalMessage(), e);
        }
        for (TokenizerFacts.Added token : facts.addedTokens()) {
            vocabulary.put(token);
        }
        Vocabulary built = vocabulary.build(facts, OptionalInt.empty(), false, vocabulary.id(facts.token("eos_token")));
        return new BpeTokenizer(built, lines(merges), preTokenizer);
    }

    private static List<String> lines(Path merges) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(merges));
        lines.removeIf(String::isBlank);
        if (!lines.isEmpty() && lines.get(0).startsWith("#version")) {
            lines.remove(0);
        }
        return lines;
    }
}
