package crosslens.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is common to the checks of stored answers and findings: shards, lines, items. Reads everything, changes nothing. */
abstract class StoredCheck {
    private static final int NAMED = 5;

    /** Where each id was seen last. */
    final Map<String, String> seen = new LinkedHashMap<>();

    private final Storage storage;
    private final String folder;
    private final List<String> expected;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Finding> wrong = new ArrayList<>();

    /** @param expected ids that should be there, in the order in which shards share them; empty if that is not known */
    StoredCheck(Storage storage, String folder, List<String> expected) {
        this.storage = storage;
        this.folder = folder;
        this.expected = List.copyOf(expected);
        for (int i = 0; i < expected.size(); i++) {
            places.put(expected.get(i), i);
        }
    }

    /** Checks what says what was asked. */
    abstract void checkDescription();

    /** Checks a line; what cannot be parsed has been told. */
    abstract void checkLine(Shard shard, String where, long number, byte[] bytes);

    /** All that is wrong. */
    final List<Finding> run(String lack, String surplus) throws IOException {
        checkDescription();
        List<Shard> shards = Records.present(storage, folder);
        StoreFolders.wrongShards(shards).ifPresent(what -> add(Finding.Kind.SHARDS, folder, 0, what));
        for (Shard shard : shards) {
            checkPart(shard);
        }
        if (!expected.isEmpty()) {
            checkItems(lack, surplus);
        }
        return List.copyOf(wrong);
    }

    private void checkPart(Shard shard) throws IOException {
        String where = folder + "/" + shard.recordsPart();
        try (InputStream in = storage.read(folder, shard.recordsPart())) {
            Lines.Extent extent = Lines.scan(in, where, (number, bytes) -> checkLine(shard, where, number, bytes));
            if (extent.torn() > 0) {
                String what = "an unfinished line of " + extent.torn() + " bytes, which the next opening cuts off";
                add(Finding.Kind.TORN_LINE, where, extent.lines() + 1, what);
            }
        }
    }

    private void checkItems(String lack, String surplus) {
        List<String> gaps =
                expected.stream().filter(id -> !seen.containsKey(id)).toList();
        if (!gaps.isEmpty()) {
            String what = gaps.size() + " of " + expected.size() + " items have " + lack + ": " + some(gaps);
            add(Finding.Kind.GAP, folder, 0, what);
        }
        List<String> others =
                seen.keySet().stream().filter(id -> !places.containsKey(id)).toList();
        if (!others.isEmpty()) {
            add(Finding.Kind.UNEXPECTED, folder, 0, others.size() + " " + surplus + ": " + some(others));
        }
    }

    /** Tells of an item that another shard should hold. */
    final void checkPlace(Shard shard, String where, long number, String id, String what) {
        Integer place = places.get(id);
        if (place != null && place % shard.count() != shard.index() - 1) {
            Shard right = new Shard(place % shard.count() + 1, shard.count());
            add(
                    Finding.Kind.UNEXPECTED,
                    where,
                    number,
                    what + " " + JsonText.quote(id) + ", an item of shard " + right);
        }
    }

    final void add(Finding.Kind kind, String where, long line, String what) {
        wrong.add(new Finding(kind, where, line, what));
    }

    private static String some(Collection<String> ids) {
        String named = ids.stream().limit(NAMED).map(JsonText::quote).collect(Collectors.joining(", "));
        return ids.size() > NAMED ? named + " …" : named;
    }
}
