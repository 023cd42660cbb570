package crosslens.run;

/**
 * Something wrong with a stored run, or with stored findings.
 *
 * @param where the folder or file
 * @param line counted from 1; 0 if the finding concerns the whole file
 * @param what safe to print
 */
public record Finding(Kind kind, String where, long line, String what) {
    /** What sort of damage. */
    public enum Kind {
        /** {@code run.json} or {@code finding.json} is missing, unreadable or contradicts the folder's name or its own key. */
        DESCRIPTION,
        /** A line that is no answer. */
        BROKEN_LINE,
        /** An unfinished last line: harmless, cut off at the next opening. */
        TORN_LINE,
        /** An item answered twice, or with two findings. */
        DUPLICATE,
        /** A matrix that a finding names is missing or damaged. */
        MATRIX,
        /** An answer without the hash of its prompt. */
        PROMPT_HASH,
        /** Items without an answer. */
        GAP,
        /** Answers to items that were not asked for, or in another shard's file. */
        UNEXPECTED,
        /** Shards are missing or of different counts. */
        SHARDS
    }

    @Override
    public String toString() {
        return where + (line > 0 ? " line " + line : "") + ": " + what;
    }
}
