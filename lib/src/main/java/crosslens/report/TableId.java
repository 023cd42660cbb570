package crosslens.report;

import crosslens.prompt.Scenario;
import crosslens.score.Metric;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The catalogue: which tables of the study can be made from scored runs, and what each one shows. A new table is a line here. */
public enum TableId {
    T2("2", null, Metric.F1, 2),
    T5A("5a", Scenario.EN_X, Metric.EXACT_MATCH, 0),
    T5B("5b", Scenario.EN_X, Metric.F1, 0),
    T5C("5c", Scenario.X_X, Metric.EXACT_MATCH, 0),
    T5D("5d", Scenario.X_X, Metric.F1, 0),
    T6A("6a", Scenario.EN_X, Metric.F1, 2),
    T6B("6b", Scenario.X_X, Metric.F1, 2),
    T10A("10a", Scenario.EN_X, Metric.F1, 2),
    T10B("10b", Scenario.X_X, Metric.F1, 2);

    private final String number;
    private final Scenario scenario;
    private final Metric metric;
    private final int shots;

    TableId(String number, Scenario scenario, Metric metric, int shots) {
        this.number = number;
        this.scenario = scenario;
        this.metric = metric;
        this.shots = shots;
    }

    /** The study's number, e.g. {@code 6a}. */
    public String number() {
        return number;
    }

    /** The scenario whose cells are the columns; empty for the summary, which needs both. */
    public Optional<Scenario> scenario() {
        return Optional.ofNullable(scenario);
    }

    /** Whether the table is about what post-training changes: the first model given is the one that others are compared with. */
    public boolean comparesModels() {
        return this == T10A || this == T10B;
    }

    public Metric metric() {
        return metric;
    }

    public int shots() {
        return shots;
    }

    /** The table of a number such as {@code 6a} or {@code 6A}. */
    public static TableId of(String number) {
        String wanted = number.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(id -> id.number.equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown table '" + PlainText.of(number) + "': there are "
                                + Arrays.stream(values()).map(TableId::number).collect(Collectors.joining(", "))));
    }
}
