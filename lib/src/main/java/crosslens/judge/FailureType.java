package crosslens.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an answer is when its being right or wrong is left aside. The digit is the one a judge replies with. */
public enum FailureType {
    /** Some attempt at an answer, whether or not it is correct. */
    REASONABLE,
    /** No response. */
    BLANK,
    /** No clear meaning, or not to be seen as an answer; an echoed template is one. */
    GIBBERISH,
    /** Says that it cannot or will not answer. */
    REFUSAL;

    /** The three that Table 8 adds up, in the order of Tables 9a to 9c. */
    public static final List<FailureType> FAILURES = List.of(GIBBERISH, REFUSAL, BLANK);

    /** The digit a judge replies with. */
    public int digit() {
        return ordinal();
    }

    /** The name used in files and tables, e.g. {@code gibberish}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class of a digit; empty if it has none. */
    public static Optional<FailureType> ofDigit(int digit) {
        return digit >= 0 && digit < values().length ? Optional.of(values()[digit]) : Optional.empty();
    }

    /**
     * The class of a label such as {@code refusal}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FailureType of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + label + "' is no class of answers: there are reasonable, blank, gibberish, refusal"));
    }
}
