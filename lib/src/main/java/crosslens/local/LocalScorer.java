package crosslens.local;

import crosslens.decoder.Decoder;
import crosslens.lm.ModelCard;
import crosslens.lm.TokenScorer;
import crosslens.prompt.Prompt;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import crosslens.walk.MaskedScoring;
import crosslens.walk.MaskedScoring.Stretch;
import crosslens.walk.Scoring;
import crosslens.walk.Scoring.Continued;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Scores given texts, or given tokens, with a model of this machine. It stays usable as long as its {@link LocalModel} is open; packing moves
 * log-probabilities by a few 1e-5 at most.
 */
public final class LocalScorer implements TokenScorer {
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final Decoder decoder;
    private final long kvMemory;

    LocalScorer(ModelCard card, Tokenizer tokenizer, Decoder decoder, long kvMemory) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.decoder = decoder;
        this.kvMemory = kvMemory;
    }

    /** The model's facts. */
    public ModelCard card() {
        return card;
    }

    /** The model's tokenizer; empty if it came without one. */
    public Optional<Tokenizer> tokenizer() {
        return Optional.ofNullable(tokenizer);
    }

    /**
     * Tokens to be scored after others.
     *
     * @param id unique within one call
     * @param prefix at least one token
     * @param continuation at least one token
     */
    public record Tokens(String id, int[] prefix, int[] continuation) {}

    @Override
    public void score(List<Continuation> requests, Consumer<Scores> sink) throws InterruptedException {
        scoreTokens(requests.stream().map(this::tokens).toList(), sink);
    }

    /** As {@link #score}, of tokens; no text is read again. */
    public void scoreTokens(List<Tokens> requests, Consumer<Scores> sink) throws InterruptedException {
        List<Continued> checked = requests.stream().map(this::checked).toList();
        new Scoring(decoder, kvMemory)
                .run(
                        checked,
                        (index, logProbs) -> sink.accept(new Scores(
                                requests.get(index).id(),
                                named(requests.get(index).continuation(), logProbs))));
    }

    /**
     * Scores with nothing masked, then with each stretch of the prefix hidden from all later tokens, positions unchanged.
     *
     * @return natural log-probabilities, shape (1 + stretches, tokens of the continuation)
     */
    public double[][] scoreMasked(Tokens request, List<Stretch> masked) throws InterruptedException {
        return new MaskedScoring(decoder).run(checked(request), masked);
    }

    /**
     * A continuation as tokens: prefix and continuation are encoded as one text, and a token that lies across the border belongs to the continuation.
     *
     * @throws IllegalArgumentException if the model has no tokenizer, or no token lies before the border
     */
    public Tokens tokens(Continuation request) {
        if (tokenizer == null) {
            throw new IllegalArgumentException(
                    "model " + card.name() + " has no tokenizer files: only token ids can be given to it");
        }
        Prompt prefix = request.prefix();
        Encoding all = tokenizer.encode(new Prompt(prefix.text() + request.continuation(), prefix.parts()));
        int first = 0;
        while (first < all.size() && all.ends()[first] <= prefix.text().length()) {
            first++;
        }
        return new Tokens(
                request.id(), Arrays.copyOf(all.ids(), first), Arrays.copyOfRange(all.ids(), first, all.size()));
    }

    private Continued checked(Tokens request) {
        for (int[] ids : new int[][] {request.prefix(), request.continuation()}) {
            for (int id : ids) {
                if (id < 0 || id >= decoder.config().vocabulary()) {
                    throw new IllegalArgumentException("token id " + id + " of request " + request.id()
                            + " is not in 0.." + (decoder.config().vocabulary() - 1));
                }
            }
        }
        int length = request.prefix().length + request.continuation().length;
        if (length > card.contextLength()) {
            throw new IllegalArgumentException("request " + request.id() + " has " + length
                    + " tokens with its continuation, the model's context " + card.contextLength());
        }
        try {
            return new Continued(request.prefix(), request.continuation());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("request " + request.id() + " has " + e.getMessage(), e);
        }
    }

    private List<TokenScore> named(int[] ids, double[] logProbs) {
        List<TokenScore> scores = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            scores.add(new TokenScore(tokenizer == null ? "" : tokenizer.symbol(ids[i]), logProbs[i]));
        }
        return scores;
    }
}
