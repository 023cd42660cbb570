package crosslens.run;

import java.io.IOException;
import java.util.List;

/** One check of stored findings, their matrices included. */
final class FindingCheck extends StoredCheck {
    private final Storage storage;
    private final StoredFindings stored;

    FindingCheck(Storage storage, StoredFindings stored, List<String> expectedIds) {
        super(storage, stored.name(), expectedIds);
        this.storage = storage;
        this.stored = stored;
    }

    List<Finding> wrong() throws IOException {
        return run("no finding", "findings are on items that were not asked for");
    }

    @Override
    void checkDescription() {
        if (!FindingStore.fits(stored.name(), stored.spec())) {
            add(
                    Finding.Kind.DESCRIPTION,
                    stored.name() + "/" + FindingFiles.HEADER,
                    0,
                    "its spec has the key " + stored.spec().key() + ", which the folder's name does not end with");
        }
    }

    @Override
    void checkLine(Shard shard, String where, long number, byte[] bytes) {
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
        checkPlace(shard, where, number, finding.id(), "a finding on");
    }
}
