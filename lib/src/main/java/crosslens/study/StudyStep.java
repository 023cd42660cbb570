package crosslens.study;

import crosslens.study.CatalogueNeed.Source;
import java.util.Locale;

/** The steps of a whole study of one model, in the order that wastes nothing: each uses what those before have stored. */
public enum StudyStep {
    ANSWERS(Source.ANSWERS),
    ORACLE(Source.ORACLE),
    SIMILARITY(Source.SIMILARITY),
    RELEVANCE(Source.RELEVANCE),
    JUDGE(Source.NOTHING),
    REPORT(Source.NOTHING);

    private final Source source;

    StudyStep(Source source) {
        this.source = source;
    }

    /** What the step stores; nothing for judge (votes lie with the answers) and report. */
    Source source() {
        return source;
    }

    /** E.g. {@code answers}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
