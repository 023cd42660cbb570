package crosslens.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which items a folder of records should have.
 *
 * @param folder its name
 * @param expected ids that must be there
 * @param all ids that may be there
 */
record ItemsCheck(String folder, List<String> expected, Set<String> all) {
    private static final int NAMED = 5;

    /**
     * Compares ids with those that should be there.
     *
     * @param lack what is said of missing ones, after "items have "
     * @param surplus what is said of others, after their number
     */
    List<Finding> of(Collection<String> seen, String lack, String surplus) {
        List<Finding> wrong = new ArrayList<>();
        List<String> gaps = expected.stream().filter(id -> !seen.contains(id)).toList();
        if (!gaps.isEmpty()) {
            String what = gaps.size() + " of " + expected.size() + " items have " + lack + ": " + some(gaps);
            wrong.add(new Finding(Finding.Kind.GAP, folder, 0, what));
        }
        List<String> others = seen.stream().filter(id -> !all.contains(id)).toList();
        if (!others.isEmpty()) {
            String what = others.size() + " " + surplus + ": " + some(others);
            wrong.add(new Finding(Finding.Kind.UNEXPECTED, folder, 0, what));
        }
        return wrong;
    }

    /** The first few ids. */
    static String some(Collection<String> ids) {
        String named = ids.stream().limit(NAMED).map(JsonText::quote).collect(Collectors.joining(", "));
        return ids.size() > NAMED ? named + " …" : named;
    }
}
