package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.lm.TokenScorer;
import crosslens.lm.TokenScorer.Continuation;
import crosslens.lm.TokenScorer.Scores;
import crosslens.lm.TokenScorer.TokenScore;
import crosslens.local.LocalScorer;
import crosslens.local.LocalScorer.Tokens;
import crosslens.prompt.Prompt;
import crosslens.study.OracleFinding.Outcome;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds out what each segment of an item's context does to its answer's log-probabilities, several items at a time. */
interface OracleScoring {
    /** Gets an item's finding as soon as it is final, on the calling thread. */
    @FunctionalInterface
    interface Sink {
        void accept(OracleItem item, OracleFinding finding);
    }

    /**
     * Scores items that have an answer and at least one segment.
     *
     * @param prompts the prompt of an item as the model reads it, the answer's prefix at its end
     */
    void score(List<OracleItem> items, Function<CrossItem, Prompt> prompts, Sink sink) throws InterruptedException;

    /** Deletes segments; the answer's own tokens are scored. */
    record LocalDelete(LocalScorer scorer) implements OracleScoring {
        @Override
        public void score(List<OracleItem> items, Function<CrossItem, Prompt> prompts, Sink sink)
                throws InterruptedException {
            Tokenizer tokenizer = scorer.tokenizer().orElseThrow();
            Collected collected = new Collected(items, sink);
            List<Tokens> requests = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                OracleItem item = items.get(i);
                List<Tokens> own = new ArrayList<>();
                for (int v = 0; v <= item.segments().size(); v++) {
                    int[] prefix =
                            tokenizer.encode(prompts.apply(item.variant(v))).ids();
                    own.add(new Tokens(Collected.id(i, v), prefix, item.answer().ids()));
                }
                if (own.stream().anyMatch(this::tooLong)) {
                    sink.accept(item, OracleFinding.unscored(Outcome.TOO_LONG, item.answer(), item.segments()));
                } else {
                    requests.addAll(own);
                }
            }
            scorer.scoreTokens(requests, collected::add);
        }

        private boolean tooLong(Tokens request) {
            return request.prefix().length + request.continuation().length
                    > scorer.card().contextLength();
        }
    }

    /** Masks segments where they stand; the answer's own tokens are scored. */
    record LocalMask(LocalScorer scorer) implements OracleScoring {
        @Override
        public void score(List<OracleItem> items, Function<CrossItem, Prompt> prompts, Sink sink)
                throws InterruptedException {
            Tokenizer tokenizer = scorer.tokenizer().orElseThrow();
            for (OracleItem item : items) {
                Prompt prompt = prompts.apply(item.variant(0));
                Encoding encoded = tokenizer.encode(prompt);
                if (encoded.size() + item.answer().ids().length > scorer.card().contextLength()) {
                    sink.accept(item, OracleFinding.unscored(Outcome.TOO_LONG, item.answer(), item.segments()));
                    continue;
                }
                Tokens request = new Tokens(
                        item.item().id(), encoded.ids(), item.answer().ids());
                double[][] logProbs = scorer.scoreMasked(request, item.stretches(prompt, encoded));
                sink.accept(item, OracleFinding.scored(item.answer(), item.segments(), logProbs));
            }
        }
    }

    /** Deletes segments; the answer's text is scored, by whatever model can do that. */
    record Texts(TokenScorer scorer) implements OracleScoring {
        @Override
        public void score(List<OracleItem> items, Function<CrossItem, Prompt> prompts, Sink sink)
                throws InterruptedException {
            Collected collected = new Collected(items, sink);
            List<Continuation> requests = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                OracleItem item = items.get(i);
                for (int v = 0; v <= item.segments().size(); v++) {
                    requests.add(new Continuation(
                            Collected.id(i, v),
                            prompts.apply(item.variant(v)),
                            item.answer().text()));
                }
            }
            scorer.score(requests, collected::add);
        }
    }

    /** Scores as they come, until all of an item are there. */
    final class Collected {
        private final List<OracleItem> items;
        private final double[][][] found;
        private final int[] missing;
        private final Sink sink;

        Collected(List<OracleItem> items, Sink sink) {
            this.items = List.copyOf(items);
            this.sink = sink;
            found = new double[items.size()][][];
            missing = new int[items.size()];
            for (int i = 0; i < missing.length; i++) {
                missing[i] = items.get(i).segments().size() + 1;
                found[i] = new double[missing[i]][];
            }
        }

        static String id(int item, int variant) {
            return item + "/" + variant;
        }

        void add(Scores scores) {
            String[] place = scores.id().split("/");
            int item = Integer.parseInt(place[0]);
            found[item][Integer.parseInt(place[1])] =
                    scores.tokens().stream().mapToDouble(TokenScore::logProb).toArray();
            missing[item]--;
            if (missing[item] == 0) {
                OracleItem done = items.get(item);
                sink.accept(done, OracleFinding.scored(done.answer(), done.segments(), found[item]));
                found[item] = null;
            }
        }
    }
}
