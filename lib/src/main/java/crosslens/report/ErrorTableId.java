package crosslens.report;

import crosslens.judge.FailureType;
import crosslens.score.WrongRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The study's tables of errors, all with two demonstrations. */
public enum ErrorTableId {
    T7("7", "language errors", Set.of()),
    T8("8", "failures to answer (gibberish, refusal, blank)", Set.copyOf(FailureType.FAILURES)),
    T9A("9a", "gibberish", Set.of(FailureType.GIBBERISH)),
    T9B("9b", "refusals", Set.of(FailureType.REFUSAL)),
    T9C("9c", "blank answers", Set.of(FailureType.BLANK));

    /** How many demonstrations all of them rest on. */
    public static final int SHOTS = 2;

    private final String number;
    private final String what;
    private final Set<FailureType> types;

    ErrorTableId(String number, String what, Set<FailureType> types) {
        this.number = number;
        this.what = what;
        this.types = types;
    }

    /** The study's number, e.g. {@code 9a}. */
    public String number() {
        return number;
    }

    /** What is counted, for a title. */
    String what() {
        return what;
    }

    /** The classes that are counted; empty for language errors, which need no judge. */
    Set<FailureType> types() {
        return types;
    }

    /** What the table's share is. */
    ErrorMeasure measure() {
        return this == T7 ? ErrorMeasure.language(WrongRule.EXACT_MATCH) : ErrorMeasure.failures(types);
    }

    /** The table of a number such as {@code 9A}; empty if it is none of these. */
    public static Optional<ErrorTableId> of(String number) {
        String wanted = number.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(id -> id.number.equals(wanted)).findFirst();
    }
}
