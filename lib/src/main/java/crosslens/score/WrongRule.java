package crosslens.score;

/** When an answer counts as wrong. The study does not say; its published shares fit one rule for language errors and the other for failures to answer. */
public enum WrongRule {
    /** Exact match is 0: what the published language errors fit. */
    EXACT_MATCH("EM = 0"),
    /** Token F1 is below one half: what the published failure types fit. */
    HALF_F1("F1 < 0.5");

    private static final double HALF = 0.5;

    private final String label;

    WrongRule(String label) {
        this.label = label;
    }

    public boolean isWrong(ItemScore score) {
        return this == EXACT_MATCH ? score.exactMatch() == 0 : score.f1() < HALF;
    }

    /** As shown in notes. */
    public String label() {
        return label;
    }
}
