package crosslens.checkpoint;

import crosslens.token.BpeTokenizer;
import crosslens.token.PreTokenizer;
import crosslens.token.SentencePieceTokenizer;
import crosslens.token.SpacePrefix;
import crosslens.token.Tokenizer;
import crosslens.token.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes tokenizers and chat templates from the metadata of a GGUF file (keys {@code tokenizer.…}). */
final class GgufTokenizers {
    private static final String PREFIX = "tokenizer.ggml.";
    private static final List<String> END_KEYS = List.of("eos_token_id", "eot_token_id", "eom_token_id");

    private final Path file;
    private final Map<String, Object> metadata;

    private GgufTokenizers(Path file, Map<String, Object> metadata) {
        this.file = file;
        this.metadata = metadata;
    }

    /**
     * The tokenizer a file describes.
     *
     * @param file named in errors
     * @throws IOException if its kind is not known, or what it says is incomplete or contradicts itself
     */
    static Tokenizer of(Path file, Map<String, Object> metadata) throws IOException {
        GgufTokenizers reader = new GgufTokenizers(file, metadata);
        try {
            String model = reader.value("model", String.class).orElseThrow(() -> reader.bad("model is missing"));
            return switch (model) {
                case "gpt2" -> reader.bytePairs();
                case "llama" -> reader.sentencePieces();
                default ->
                    throw reader.bad(
                            "model is '" + model
                                    + "', which cannot be read; readable are gpt2 (byte-level pairs) and llama (SentencePiece pairs)");
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read the tokenizer of " + file + ": " + e.getMessage(), e);
        }
    }

    /** The template under {@code tokenizer.chat_template}, if there is one. */
    static Optional<Checkpoint.ChatTemplateSource> chatTemplate(Map<String, Object> metadata) {
        return metadata.get("tokenizer.chat_template") instanceof String template
                ? Optional.of(new Checkpoint.ChatTemplateSource(
                        template, symbol(metadata, "bos_token_id"), symbol(metadata, "eos_token_id")))
                : Optional.empty();
    }

    private static String symbol(Map<String, Object> metadata, String idKey) {
        return metadata.get(PREFIX + idKey) instanceof Long id
                        && metadata.get(PREFIX + "tokens") instanceof List<?> symbols
                        && id >= 0
                        && id < symbols.size()
                        && symbols.get(id.intValue()) instanceof String text
                ? text
                : "";
    }

    private Tokenizer bytePairs() throws IOException {
        String name = value("pre", String.class).orElse("default");
        PreTokenizer preTokenizer = PreTokenizer.named(name)
                .orElseThrow(
                        () -> bad("pre is '" + name + "', which is not known; known are " + PreTokenizer.knownNames()));
        return new BpeTokenizer(
                vocabulary(preTokenizer == PreTokenizer.LLAMA3), list("merges", String.class), preTokenizer);
    }

    private Tokenizer sentencePieces() throws IOException {
        if (value("remove_extra_whitespaces", Boolean.class).orElse(false)) {
            throw bad("remove_extra_whitespaces is set, which is not supported");
        }
        return new SentencePieceTokenizer(
                vocabulary(true),
                list("scores", Double.class),
                value("add_space_prefix", Boolean.class).orElse(true) ? SpacePrefix.EVERY : SpacePrefix.NONE);
    }

    /** @param bosByDefault what holds where the file does not say whether a begin token is put in front */
    private Vocabulary vocabulary(boolean bosByDefault) throws IOException {
        List<String> symbols = list("tokens", String.class);
        List<Vocabulary.Kind> kinds = new ArrayList<>();
        if (metadata.containsKey(PREFIX + "token_type")) {
            List<Long> numbers = list("token_type", Long.class);
            if (numbers.size() != symbols.size()) {
                throw bad("token_type has " + numbers.size() + " entries for " + symbols.size() + " tokens");
            }
            for (Long number : numbers) {
                if (number < 1 || number > Vocabulary.Kind.values().length) {
                    throw bad("token_type of token " + kinds.size() + " is " + number + "; 1 to 6 are known");
                }
                kinds.add(Vocabulary.Kind.values()[number.intValue() - 1].sharpened(symbols.get(kinds.size())));
            }
        } else {
            symbols.forEach(symbol -> kinds.add(Vocabulary.Kind.NORMAL));
        }
        Set<Integer> ends = new HashSet<>();
        for (String key : END_KEYS) {
            id(key).ifPresent(ends::add);
        }
        boolean addBos = value("add_bos_token", Boolean.class).orElse(bosByDefault);
        return new Vocabulary(symbols, kinds, id("bos_token_id"), addBos, ends);
    }

    private OptionalInt id(String key) throws IOException {
        Optional<Long> id = value(key, Long.class);
        if (id.isPresent() && (id.get() < 0 || id.get() > Integer.MAX_VALUE)) {
            throw bad(key + " is " + id.get() + ", which is no token's id");
        }
        return id.isPresent() ? OptionalInt.of(id.get().intValue()) : OptionalInt.empty();
    }

    private <T> Optional<T> value(String key, Class<T> type) throws IOException {
        Object value = metadata.get(PREFIX + key);
        if (value != null && !type.isInstance(value)) {
            throw bad(key + " must be a " + type.getSimpleName() + ", not "
                    + value.getClass().getSimpleName());
        }
        return Optional.ofNullable(type.cast(value));
    }

    private <T> List<T> list(String key, Class<T> type) throws IOException {
        if (!(metadata.get(PREFIX + key) instanceof List<?> values)) {
            throw bad(key + " is missing or no list");
        }
        List<T> typed = new ArrayList<>(values.size());
        for (Object value : values) {
            if (!type.isInstance(value)) {
                throw bad(key + "[" + typed.size() + "] must be a " + type.getSimpleName());
            }
            typed.add(type.cast(value));
        }
        return typed;
    }

    private IOException bad(String what) {
        return new IOException("Cannot read the tokenizer of " + file + ": " + PREFIX + what);
    }
}
