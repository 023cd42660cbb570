package crosslens.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of a run's items: those whose place in the fixed order, counted from 0, leaves the remainder {@code index - 1} when divided by {@code count}.
 *
 * @param index 1..count
 * @param count 1 (the whole run) to 10 000
 */
public record Shard(int index, int count) {
    /** All items in one file. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final int MOST = 10_000;
    private static final Pattern ASKED = Pattern.compile("(\\d{1,5})/(\\d{1,5})");
    private static final Pattern PART = Pattern.compile("records(?:-(\\d{1,5})-of-(\\d{1,5}))?\\.jsonl");

    public Shard {
        if (count < 1 || count > MOST || index < 1 || index > count) {
            throw new IllegalArgumentException(
                    "no shard " + index + "/" + count + ": give i/n with 1 <= i <= n <= " + MOST);
        }
    }

    /** The shard written as {@code 3/8}. */
    public static Shard parse(String text) {
        Matcher matcher = ASKED.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a shard: " + JsonText.quote(text) + "; write it as 3/8");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** This shard's share of items, in their order. */
    public <T> List<T> of(List<T> items) {
        List<T> share = new ArrayList<>();
        for (int i = index - 1; i < items.size(); i += count) {
            share.add(items.get(i));
        }
        return List.copyOf(share);
    }

    /** Name of the file of its records, e.g. {@code records-3-of-8.jsonl}, or {@code records.jsonl} for the whole run. */
    String recordsPart() {
        return "records" + suffix() + ".jsonl";
    }

    String logPart() {
        return "log" + suffix() + ".jsonl";
    }

    /** The shard a file holds the records of; empty if the file holds none. */
    static Optional<Shard> ofRecordsPart(String name) {
        Matcher matcher = PART.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1) == null) {
            return Optional.of(WHOLE);
        }
        int index = Integer.parseInt(matcher.group(1));
        int count = Integer.parseInt(matcher.group(2));
        if (count < 2 || count > MOST || index < 1 || index > count) {
            return Optional.empty();
        }
        Shard shard = new Shard(index, count);
        return shard.recordsPart().equals(name) ? Optional.of(shard) : Optional.empty();
    }

    private String suffix() {
        return count == 1 ? "" : "-" + index + "-of-" + count;
    }

    @Override
    public String toString() {
        return index + "/" + count;
    }
}
