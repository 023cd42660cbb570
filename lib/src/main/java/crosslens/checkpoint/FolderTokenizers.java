package crosslens.checkpoint;

import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes tokenizers and chat templates from a model's folder as the transformers library lays it out.
 *
 * <p>The tokenizer is that of {@code tokenizer.json} if there is one, else of {@code tokenizer.model} (SentencePiece, byte-pair kind), else of
 * {@code vocab.json} and {@code merges.txt}.
 */
public final class FolderTokenizers {
    private FolderTokenizers() {}

    /**
     * The tokenizer of a folder.
     *
     * @throws IOException if the folder has none, or one that cannot be read; names the file
     */
    public static Tokenizer of(Path folder) throws IOException {
        Path json = folder.resolve("tokenizer.json");
        Path pieces = folder.resolve("tokenizer.model");
        Path pairs = folder.resolve("vocab.json");
        Path merges = folder.resolve("merges.txt");
        TokenizerFacts facts = TokenizerFacts.of(folder);
        Path file = Files.exists(json) ? json : Files.exists(pieces) ? pieces : pairs;
        try {
            if (Files.exists(json)) {
                return JsonTokenizers.of(TokenizerJson.read(json), facts);
            }
            if (Files.exists(pieces)) {
                return PieceTokenizers.of(SentencePieceFile.read(pieces), facts);
            }
            if (Files.exists(pairs) && Files.exists(merges)) {
                return PairTokenizers.of(pairs, merges, facts);
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new IOException("Cannot read the tokenizer of " + file + ": " + e.getMessage(), e);
        }
        throw new IOException("There is no tokenizer in " + folder
                + ": it needs tokenizer.json, or tokenizer.model, or vocab.json with merges.txt");
    }

    /**
     * The chat template of a folder, from {@code chat_template.jinja} or {@code tokenizer_config.json}.
     *
     * @throws IOException if a file cannot be read
     */
    public static Optional<Checkpoint.ChatTemplateSource> chatTemplate(Path folder) throws IOException {
        TokenizerFacts facts = TokenizerFacts.of(folder);
        return template(folder, facts)
                .map(template -> new Checkpoint.ChatTemplateSource(
                        template,
                        facts.token("bos_token").orElse(""),
                        facts.token("eos_token").orElse("")));
    }

    private static Optional<String> template(Path folder, TokenizerFacts facts) throws IOException {
        Path jinja = folder.resolve("chat_template.jinja");
        if (!Files.exists(jinja)) {
            return facts.chatTemplate();
        }
        try {
            return Optional.of(Files.readString(jinja));
        } catch (CharacterCodingException e) {
            throw new IOException(jinja + " is no UTF-8 text", e);
        }
    }
}
