package crosslens.report.comparison;

import crosslens.report.PlainText;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What two measurements are compared with each other, on the same questions. The difference is always the second minus the first. */
public enum ComparisonKind {
    SHOTS("two demonstrations against none"),
    FORMAT("the better prompt format against the other"),
    POTENTIAL("potential against reality"),
    DIRECTION("all in x against the question alone in x"),
    PAIRS("the question in another language against that of the context"),
    MODELS("one model against another");

    private final String what;

    ComparisonKind(String what) {
        this.what = what;
    }

    /** For a title. */
    String what() {
        return what;
    }

    /** Id of its table and figure, e.g. {@code compare-shots}. */
    public String id() {
        return "compare-" + this;
    }

    /** The kind of a name such as {@code shots}. */
    public static ComparisonKind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown comparison '" + PlainText.of(name)
                        + "': there are "
                        + Arrays.stream(values()).map(ComparisonKind::toString).collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
