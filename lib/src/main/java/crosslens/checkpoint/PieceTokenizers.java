package crosslens.checkpoint;

import crosslens.token.SentencePieceTokenizer;
import crosslens.token.SpacePrefix;
import crosslens.token.Tokenizer;
import crosslens.token.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Makes a tokenizer of a SentencePiece model and the small files beside it. */
final class PieceTokenizers {
    private PieceTokenizers() {}

    /** @throws IllegalArgumentException if the model is of a kind that is not read or contradicts the other files */
    static Tokenizer of(SentencePieceFile file, TokenizerFacts facts) {
        VocabularyBuilder vocabulary = new VocabularyBuilder();
        List<Double> scores = new ArrayList<>();
        for (SentencePieceFile.Piece piece : file.pieces()) {
            vocabulary.put(scores.size(), piece.text(), piece.kind());
            scores.add((double) piece.score());
        }
        for (TokenizerFacts.Added token : facts.addedTokens()) {
            boolean unknown = token.id() < scores.size() && vocabulary.kind(token.id()) == Vocabulary.Kind.UNKNOWN;
            if (!unknown) {
                vocabulary.put(token);
            }
        }
        OptionalInt bos = vocabulary.id(facts.token("bos_token"));
        if (bos.isEmpty() && file.bos() >= 0 && file.bos() < scores.size()) {
            bos = OptionalInt.of(file.bos());
        }
        OptionalInt eos = vocabulary.id(facts.token("eos_token"));
        if (eos.isEmpty() && file.eos() >= 0 && file.eos() < scores.size()) {
            eos = OptionalInt.of(file.eos());
        }
        Vocabulary built =
                vocabulary.build(facts, bos, bos.isPresent() && facts.addBos().orElse(true), eos);
        while (scores.size() < built.size()) {
            scores.add(0.0);
        }
        SpacePrefix prefix =
                !file.spaceInFront() ? SpacePrefix.NONE : facts.legacy() ? SpacePrefix.EVERY : SpacePrefix.FIRST;
        return new SentencePieceTokenizer(built, scores, prefix);
    }
}
