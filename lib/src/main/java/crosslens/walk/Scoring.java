package crosslens.walk;

import ai.djl.ndarray.NDArray;
import crosslens.decoder.Decoder;
import crosslens.decoder.LayerTap;
import crosslens.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Log-probabilities of given continuations: sequences that share a beginning are read as one tree, and logits exist only at the places asked for, a few rows at a
 * time. Serves one call at a time.
 */
public final class Scoring {
    /** Places whose logits exist at the same time; with 150 000 tokens in the vocabulary, 64 of them are 40 MB. */
    static final int ROWS_AT_ONCE = 64;

    private final Decoder decoder;
    private final long kvMemory;

    /**
     * Prepares scoring; the caller keeps the decoder open.
     *
     * @param kvMemory bytes for keys and values, as for {@link TreeWalk}
     */
    public Scoring(Decoder decoder, long kvMemory) {
        this.decoder = decoder;
        this.kvMemory = kvMemory;
    }

    /** Tokens, and the tokens after them that are to be scored; neither is empty. */
    public record Continued(int[] prefix, int[] continuation) {
        public Continued {
            if (prefix.length == 0 || continuation.length == 0) {
                throw new IllegalArgumentException("a prefix of " + prefix.length + " tokens with a continuation of "
                        + continuation.length + ": both need one at least");
            }
        }

        /** What has to be read: everything but the last token. */
        int[] read() {
            int[] read = Arrays.copyOf(prefix, prefix.length + continuation.length - 1);
            System.arraycopy(continuation, 0, read, prefix.length, continuation.length - 1);
            return read;
        }
    }

    /** Gets every result as soon as it is final, on the calling thread. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param index of the request
         * @param logProbs natural, one a token of the continuation; NaN where the model computes no numbers
         */
        void accept(int index, double[] logProbs);
    }

    /**
     * Scores every continuation; results come in the order of the tree.
     *
     * @throws InterruptedException if the thread was interrupted; results already handed out stand
     */
    public void run(List<Continued> requests, Sink sink) throws InterruptedException {
        Asked asked = Asked.of(requests.stream().map(Continued::read).toList());
        // Nothing is added, but a seat needs a slot.
        new TreeWalk(decoder, kvMemory).run(asked.tree(), 1, new Visitor(requests, asked.by(), sink));
    }

    /** Looks at the last layer wherever a wanted token comes next. */
    private final class Visitor implements WalkVisitor {
        private final List<Continued> requests;
        private final List<List<Integer>> asked;
        private final double[][] found;
        private final Sink sink;

        Visitor(List<Continued> requests, List<List<Integer>> asked, Sink sink) {
            this.requests = requests;
            this.asked = asked;
            this.sink = sink;
            found = new double[requests.size()][];
        }

        @Override
        public LayerTap tap(List<Rows> rows) {
            Places places = new Places();
            for (Rows piece : rows) {
                for (int sequence : piece.sequences()) {
                    asked.get(sequence).forEach(request -> add(places, piece, request));
                }
            }
            int last = decoder.config().layers().size();
            return (layer, hidden) -> {
                if (layer == last) {
                    try (TensorScope pass = decoder.scope()) {
                        places.score(decoder, pass, hidden);
                    }
                }
            };
        }

        private void add(Places places, Rows piece, int request) {
            Continued wanted = requests.get(request);
            int first = Math.max(piece.position(), wanted.prefix().length - 1);
            int end = Math.min(
                    piece.position() + piece.count(), wanted.prefix().length + wanted.continuation().length - 1);
            if (first < end && found[request] == null) {
                found[request] = new double[wanted.continuation().length];
            }
            for (int position = first; position < end; position++) {
                int token = position + 1 - wanted.prefix().length;
                places.add(
                        piece.row() + position - piece.position(), wanted.continuation()[token], found[request], token);
            }
        }

        @Override
        public int next(int sequence, int best, float margin) {
            for (int request : asked.get(sequence)) {
                sink.accept(request, found[request]);
                found[request] = null;
            }
            return END;
        }
    }

    /** Places of a pass where a given token's log-probability is wanted, and where it goes. */
    static final class Places {
        private record Place(int row, int id, double[] into, int at) {}

        private final List<Place> places = new ArrayList<>();

        void add(int row, int id, double[] into, int at) {
            places.add(new Place(row, id, into, at));
        }

        void score(Decoder decoder, TensorScope scope, NDArray hidden) {
            for (int from = 0; from < places.size(); from += ROWS_AT_ONCE) {
                List<Place> some = places.subList(from, Math.min(places.size(), from + ROWS_AT_ONCE));
                try (TensorScope pass = scope.open()) {
                    double[] found = decoder.logProbs(
                            pass,
                            hidden,
                            some.stream().mapToInt(Place::row).toArray(),
                            some.stream().mapToInt(Place::id).toArray());
                    for (int i = 0; i < found.length; i++) {
                        some.get(i).into()[some.get(i).at()] = found[i];
                    }
                }
            }
        }
    }
}
