package crosslens.report;

/** How a table by language is laid out. */
public enum Layout {
    /** One row a language: ours, interval, paper, difference. Reads well for one or two models. */
    LONG,
    /** One column a language, as the study prints it. */
    WIDE
}
