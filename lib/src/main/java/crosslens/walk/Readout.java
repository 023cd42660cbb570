package crosslens.walk;

import ai.djl.ndarray.NDArray;
import crosslens.decoder.Decoder;
import crosslens.decoder.LayerTap;
import crosslens.tensor.TensorScope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Log-probabilities of the tokens of given sequences and of the likeliest tokens in their place. Sequences that share a beginning are read as one tree, and
 * the logits of a shared place are computed once. Serves one call at a time.
 */
public final class Readout {
    /** Rows of logits that leave the engine at once: 6 MB with 50 000 tokens in the vocabulary. */
    private static final int ROWS_AT_ONCE = 32;

    private final Decoder decoder;
    private final long kvMemory;

    /**
     * Prepares readings; the caller keeps the decoder open.
     *
     * @param kvMemory bytes for keys and values, as for {@link TreeWalk}
     */
    public Readout(Decoder decoder, long kvMemory) {
        this.decoder = decoder;
        this.kvMemory = kvMemory;
    }

    /**
     * A sequence of at least two tokens.
     *
     * @param from the first place that is told, at least 1: nothing stands before place 0
     * @param most likeliest tokens told in each place
     */
    public record Wanted(int[] ids, int from, int most) {
        public Wanted {
            if (ids.length < 2 || from < 1 || from >= ids.length || most < 0) {
                throw new IllegalArgumentException("a sequence of " + ids.length + " tokens cannot be told from place "
                        + from + " with " + most + " likeliest tokens");
            }
        }
    }

    /**
     * What a place of a sequence came to.
     *
     * @param logProb of the token that stands there, natural; NaN where the model computes no numbers
     * @param likeliest ids, most likely first
     * @param logProbs of the likeliest
     */
    public record Place(double logProb, int[] likeliest, double[] logProbs) {}

    /** Gets every result as soon as it is final, on the calling thread. */
    @FunctionalInterface
    public interface Sink {
        /** @param places of the sequence with this index, from the first that was wanted to its end */
        void accept(int index, List<Place> places);
    }

    /**
     * Reads every sequence; results come in the order of the tree.
     *
     * @throws InterruptedException if the thread was interrupted; results already handed out stand
     */
    public void run(List<Wanted> requests, Sink sink) throws InterruptedException {
        Asked asked = Asked.of(requests.stream()
                .map(request -> Arrays.copyOf(request.ids(), request.ids().length - 1))
                .toList());
        // Nothing is added, but a seat needs a slot.
        new TreeWalk(decoder, kvMemory).run(asked.tree(), 1, new Visitor(requests, asked.by(), sink));
    }

    /** Looks at the last layer in front of every wanted token. */
    private final class Visitor implements WalkVisitor {
        private final List<Wanted> requests;
        private final List<List<Integer>> asked;
        private final Place[][] found;
        private final Sink sink;

        Visitor(List<Wanted> requests, List<List<Integer>> asked, Sink sink) {
            this.requests = requests;
            this.asked = asked;
            this.sink = sink;
            found = new Place[requests.size()][];
        }

        @Override
        public LayerTap tap(List<Rows> rows) {
            // By row of the pass: the requests that want the token after it, and that token's place.
            Map<Integer, Map<Integer, Integer>> wanted = new TreeMap<>();
            for (Rows piece : rows) {
                for (int sequence : piece.sequences()) {
                    asked.get(sequence).forEach(request -> add(wanted, piece, request));
                }
            }
            int last = decoder.config().layers().size();
            return (layer, hidden) -> {
                if (layer == last && !wanted.isEmpty()) {
                    try (TensorScope pass = decoder.scope()) {
                        tell(pass, hidden, wanted);
                    }
                }
            };
        }

        private void add(Map<Integer, Map<Integer, Integer>> wanted, Rows piece, int request) {
            Wanted one = requests.get(request);
            int first = Math.max(piece.position(), one.from() - 1);
            int end = Math.min(piece.position() + piece.count(), one.ids().length - 1);
            for (int position = first; position < end; position++) {
                wanted.computeIfAbsent(piece.row() + position - piece.position(), row -> new LinkedHashMap<>())
                        .put(request, position + 1);
            }
        }

        private void tell(TensorScope scope, NDArray hidden, Map<Integer, Map<Integer, Integer>> wanted) {
            int[] rows = wanted.keySet().stream().mapToInt(Integer::intValue).toArray();
            for (int from = 0; from < rows.length; from += ROWS_AT_ONCE) {
                int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + ROWS_AT_ONCE));
                float[] logits;
                try (TensorScope pass = scope.open()) {
                    logits = decoder.logits(pass, hidden, some);
                }
                int width = logits.length / some.length;
                for (int i = 0; i < some.length; i++) {
                    LogProbRow row = new LogProbRow(logits, i * width, width);
                    wanted.get(some[i]).forEach((request, place) -> keep(row, request, place));
                }
            }
        }

        private void keep(LogProbRow row, int request, int place) {
            Wanted one = requests.get(request);
            if (found[request] == null) {
                found[request] = new Place[one.ids().length - one.from()];
            }
            int[] likeliest = row.likeliest(one.most());
            found[request][place - one.from()] = new Place(
                    row.logProb(one.ids()[place]),
                    likeliest,
                    Arrays.stream(likeliest).mapToDouble(row::logProb).toArray());
        }

        @Override
        public int next(int sequence, int best, float margin) {
            for (int request : asked.get(sequence)) {
                sink.accept(request, List.of(found[request]));
                found[request] = null;
            }
            return END;
        }
    }
}
