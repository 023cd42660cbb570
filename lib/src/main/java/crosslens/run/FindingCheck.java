package crosslens.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One check of stored findings, their matrices included; reads everything, changes nothing. */
final class FindingCheck {
    private final Storage storage;
    private final StoredFindings stored;
    private final List<String> expectedIds;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> seen = new LinkedHashMap<>();
    private final List<Finding> wrong = new ArrayList<>();

    FindingCheck(Storage storage, StoredFindings stored, List<String> expectedIds) {
        this.storage = storage;
        this.stored = stored;
        this.expectedIds = List.copyOf(expectedIds);
        for (int i = 0; i < expectedIds.size(); i++) {
            places.put(expectedIds.get(i), i);
        }
    }

    List<Finding> wrong() throws IOException {
        if (!FindingStore.fits(stored.name(), stored.spec())) {
            add(
                    Finding.Kind.DESCRIPTION,
                    stored.name() + "/" + FindingFiles.HEADER,
                    0,
                    "its spec has the key " + stored.spec().key() + ", which the folder's name does not end with");
        }
        List<Shard> shards = Records.present(storage, stored.name());
        StoreFolders.wrongShards(shards).ifPresent(what -> add(Finding.Kind.SHARDS, stored.name(), 0, what));
        for (Shard shard : shards) {
            checkPart(shard);
        }
        if (!expectedIds.isEmpty()) {
            wrong.addAll(new ItemsCheck(stored.name(), expectedIds, places.keySet())
                    .of(seen.keySet(), "no finding", "findings are on items that were not asked for"));
        }
        return List.copyOf(wrong);
    }

    private void checkPart(Shard shard) throws IOException {
        String where = stored.name() + "/" + shard.recordsPart();
        try (InputStream in = storage.read(stored.name(), shard.recordsPart())) {
            Lines.Extent extent = Lines.scan(in, where, (number, bytes) -> checkLine(shard, where, number, bytes));
            if (extent.torn() > 0) {
                add(
                        Finding.Kind.TORN_LINE,
                        where,
                        extent.lines() + 1,
                        "an unfinished line of " + extent.torn() + " bytes, which the next opening cuts off");
            }
        }
    }

    private void checkLine(Shard shard, String where, long number, byte[] bytes) {
        FindingRecord finding;
        try {
            finding = FindingRecord.fromJson(Lines.parse(bytes));
        } catch (IllegalArgumentException e) {
            add(Finding.Kind.BROKEN_LINE, where, number, e.getMessage());
            return;
        }
        String id = JsonText.quote(finding.id());
        String earlier = seen.putIfAbsent(finding.id(), where + " line " + number);
        if (earlier != null) {
            add(Finding.Kind.DUPLICATE, where, number, "a second finding on " + id + ", after " + earlier);
        }
        finding.blocks().forEach((name, block) -> {
            try {
                Blocks.bytes(storage, stored.name(), Blocks.part(shard), block);
            } catch (IOException e) {
                add(
                        Finding.Kind.MATRIX,
                        where,
                        number,
                        "the matrix " + JsonText.quote(name) + " of " + id + ": " + e.getMessage());
            }
        });
        Integer place = places.get(finding.id());
        if (place != null && place % shard.count() != shard.index() - 1) {
            add(
                    Finding.Kind.UNEXPECTED,
                    where,
                    number,
                    "a finding on " + id + ", an item of shard " + new Shard(place % shard.count() + 1, shard.count()));
        }
    }

    private void add(Finding.Kind kind, String where, long line, String what) {
        wrong.add(new Finding(kind, where, line, what));
    }
}
