package crosslens.report;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many items an analysis has no number of, in words. */
final class OutcomeText {
    private OutcomeText() {}

    /**
     * One sentence.
     *
     * @param done what happened to the others, e.g. {@code scored}
     * @param count of the others
     * @param reasons by cell: how many items for each reason
     */
    static String of(String done, long count, Collection<Map<String, Long>> reasons) {
        Map<String, Long> all = new TreeMap<>();
        reasons.forEach(cell -> cell.forEach((reason, n) -> all.merge(reason, n, Long::sum)));
        long items = count + all.values().stream().mapToLong(Long::longValue).sum();
        return all.isEmpty()
                ? "All " + items + " items are " + done + "."
                : "Not " + done + ": "
                        + all.entrySet().stream()
                                .map(reason -> reason.getValue() + " " + meaning(reason.getKey()))
                                .collect(Collectors.joining(", "))
                        + ", of " + items + " items in all cells; they are in no number.";
    }

    private static String meaning(String reason) {
        return switch (reason) {
            case "no_answer" -> "with a blank answer";
            case "too_long" -> "too long for the model's context";
            case "failed" -> "whose answer failed";
            case "no_context" -> "without a context";
            case "not_a_number" -> "whose log-probabilities are no numbers";
            case "missing" -> "not looked into yet";
            default -> PlainText.of(reason);
        };
    }
}
