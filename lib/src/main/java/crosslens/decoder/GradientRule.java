package crosslens.decoder;

/** What a recorded pass takes for the derivative of its parts. Values are the same under every rule. */
public enum GradientRule {
    /** The derivative itself. */
    PLAIN,
    /**
     * AttnLRP in gradient form (Achtibat et al. 2024): normalising factors and the ratio f(x) / x of activations and soft-caps
     * count as constants, half of the derivative passes to each side of a product, and in attention a quarter to queries and to
     * keys and half to values.
     */
    ATTN_LRP
}
