package crosslens.decoder;

import java.util.List;

/** The places weights go to. Matrices are (out, in). */
public enum Slot {
    EMBEDDINGS(false),
    FINAL_NORM(false),
    /** Absent where the head is the embedding matrix. */
    HEAD(false),
    ATTENTION_NORM(true),
    QUERY(true),
    KEY(true),
    VALUE(true),
    OUTPUT(true),
    MLP_NORM(true),
    GATE(true),
    UP(true),
    DOWN(true);

    private final boolean perLayer;

    Slot(boolean perLayer) {
        this.perLayer = perLayer;
    }

    /** Whether every layer has one. */
    public boolean perLayer() {
        return perLayer;
    }

    /** The shape a tensor must have to fit. */
    public List<Long> shape(DecoderConfig config) {
        long hidden = config.hidden();
        long inner = config.intermediate();
        long queries = (long) config.heads() * config.headDim();
        long keys = (long) config.kvHeads() * config.headDim();
        return switch (this) {
            case EMBEDDINGS, HEAD -> List.of((long) config.vocabulary(), hidden);
            case FINAL_NORM, ATTENTION_NORM, MLP_NORM -> List.of(hidden);
            case QUERY -> List.of(queries, hidden);
            case KEY, VALUE -> List.of(keys, hidden);
            case OUTPUT -> List.of(hidden, queries);
            case GATE, UP -> List.of(inner, hidden);
            case DOWN -> List.of(hidden, inner);
        };
    }
}
