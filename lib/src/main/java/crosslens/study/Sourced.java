package crosslens.study;

import crosslens.report.Origin;

/** Results that can tell what they rest on, as every saved table does: runs, findings of the oracle, of relevance. */
public interface Sourced {
    /** Models, data and settings of all that is here. */
    Origin origin();
}
