package crosslens.report;

/** How the place of a layer is shown. */
public enum Depth {
    /** By its number, 0 for the embeddings. */
    LAYERS,
    /** As a share of all layers, so that models of different depth compare. */
    SHARE
}
