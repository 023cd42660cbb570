package crosslens.lm;

/** Where an answer ends, besides the model's own end token and the limit: at the first newline after visible text, or nowhere else. */
public enum StopRule {
    NEWLINE,
    EOS
}
