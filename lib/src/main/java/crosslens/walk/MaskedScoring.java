package crosslens.walk;

import ai.djl.ndarray.NDArray;
import crosslens.decoder.Decoder;
import crosslens.decoder.KvCache;
import crosslens.decoder.LayerTap;
import crosslens.decoder.Pack;
import crosslens.decoder.Reach;
import crosslens.decoder.ReachLevels;
import crosslens.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Log-probabilities of a continuation while everything after a stretch of the prefix is kept from seeing that stretch; positions stay as they are.
 *
 * <p>The sequence is read once. Each stretch adds a branch: the tokens after it, read again, reaching the tokens before it and each other. Nothing else is
 * computed twice. Serves one call at a time.
 */
public final class MaskedScoring {
    private final Decoder decoder;
    private final int passTokens;

    /** Tokens of a prefix, from the first to the one before the last. */
    public record Stretch(int from, int to) {
        public Stretch {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("tokens " + from + " to " + to + " are no stretch");
            }
        }
    }

    /** Prepares scoring; the caller keeps the decoder open. */
    public MaskedScoring(Decoder decoder) {
        this(decoder, TreeWalk.PASS_TOKENS);
    }

    MaskedScoring(Decoder decoder, int passTokens) {
        this.decoder = decoder;
        this.passTokens = passTokens;
    }

    /**
     * Scores the continuation with nothing masked, then with each stretch.
     *
     * @param masked stretches of the prefix, the prefix's last token lies in none
     * @return natural log-probabilities, shape (1 + stretches, tokens of the continuation)
     * @throws InterruptedException if the thread was interrupted
     */
    public double[][] run(Scoring.Continued request, List<Stretch> masked) throws InterruptedException {
        for (Stretch stretch : masked) {
            if (stretch.to() >= request.prefix().length) {
                throw new IllegalArgumentException(stretch + " cannot be masked in a prefix of "
                        + request.prefix().length + ": its last token must see something");
            }
        }
        int[] sequence = request.read();
        List<Branch> branches = new ArrayList<>(List.of(new Branch(0, 0, 0, 0)));
        int slots = sequence.length;
        for (Stretch stretch : masked) {
            branches.add(new Branch(branches.size(), stretch.from(), stretch.to(), slots));
            slots += sequence.length - stretch.to();
        }
        double[][] found = new double[branches.size()][request.continuation().length];
        try (KvCache kv = decoder.cache(slots)) {
            for (List<Piece> pieces : passes(branches, sequence.length)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("scoring was interrupted");
                }
                pass(request, sequence, pieces, kv, found);
            }
        }
        return found;
    }

    /**
     * Tokens that are read for one result.
     *
     * @param seen tokens of the trunk it sees: those before the stretch
     * @param from position of the first token it reads itself: the one after the stretch
     * @param slot where that one goes
     */
    private record Branch(int index, int seen, int from, int slot) {}

    private record Piece(Branch branch, int from, int to) {}

    private List<List<Piece>> passes(List<Branch> branches, int length) {
        List<List<Piece>> passes = new ArrayList<>();
        int room = 0;
        for (Branch branch : branches) {
            int from = branch.from();
            while (from < length) {
                if (room == 0) {
                    passes.add(new ArrayList<>());
                    room = passTokens;
                }
                int to = Math.min(length, from + room);
                passes.get(passes.size() - 1).add(new Piece(branch, from, to));
                room -= to - from;
                from = to;
            }
        }
        return passes;
    }

    private void pass(Scoring.Continued request, int[] sequence, List<Piece> pieces, KvCache kv, double[][] found) {
        int tokens =
                pieces.stream().mapToInt(piece -> piece.to() - piece.from()).sum();
        int[] ids = new int[tokens];
        int[] positions = new int[tokens];
        int[] slots = new int[tokens];
        int[] runs = new int[pieces.size() + 1];
        ReachLevels reaches = new ReachLevels();
        Scoring.Places places = new Scoring.Places();
        int row = 0;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Branch branch = piece.branch();
            int end = row + piece.to() - piece.from();
            if (branch.seen() > 0) {
                reaches.add(new Reach(row, end, 0, branch.seen(), 0));
            }
            if (piece.from() > branch.from()) {
                int read = piece.from() - branch.from();
                reaches.add(new Reach(row, end, branch.slot(), branch.slot() + read, branch.from()));
            }
            for (int position = piece.from(); position < piece.to(); position++, row++) {
                ids[row] = sequence[position];
                positions[row] = position;
                slots[row] = branch.slot() + position - branch.from();
                int token = position + 1 - request.prefix().length;
                if (token >= 0) {
                    places.add(row, request.continuation()[token], found[branch.index()], token);
                }
            }
            runs[i + 1] = row;
        }
        try (TensorScope pass = decoder.scope()) {
            Pack.Tree pack = new Pack.Tree(ids, positions, slots, runs, reaches);
            NDArray hidden = decoder.forward(pass, pack, kv, LayerTap.NONE);
            places.score(decoder, pass, hidden);
        }
    }
}
