package crosslens.run;

import crosslens.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One check of a stored run; reads everything, changes nothing. */
final class RunCheck {
    private final StoredRun run;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> expectedIds;
    private final Map<String, String> seen = new LinkedHashMap<>();
    // Items whose last record says that an endpoint gave no answer, and the part it lies in.
    private final Map<String, String> unanswered = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    RunCheck(StoredRun run, List<String> expectedIds) {
        this.run = run;
        this.expectedIds = List.copyOf(expectedIds);
        for (int i = 0; i < expectedIds.size(); i++) {
            places.put(expectedIds.get(i), i);
        }
    }

    List<Finding> findings() throws IOException {
        checkDescription();
        List<Shard> shards = Records.present(run.storage(), run.name());
        checkShards(shards);
        for (Shard shard : shards) {
            checkPart(shard);
        }
        if (!expectedIds.isEmpty()) {
            findings.addAll(new ItemsCheck(run.name(), expectedIds, places.keySet())
                    .of(seen.keySet(), "no answer", "answers are to items that were not asked for"));
        }
        return List.copyOf(findings);
    }

    private void checkDescription() {
        String where = run.name() + "/" + Header.PART;
        if (!run.statedKey().equals(run.key())) {
            add(
                    Finding.Kind.DESCRIPTION,
                    where,
                    0,
                    "states the key " + JsonText.quote(run.statedKey()) + ", its spec has " + run.key());
        }
        if (!RunName.fits(run.name(), run.spec())) {
            add(
                    Finding.Kind.DESCRIPTION,
                    where,
                    0,
                    "its spec has the key " + run.key() + ", which the folder's name does not end with");
        }
    }

    private void checkShards(List<Shard> shards) {
        StoreFolders.wrongShards(shards).ifPresent(what -> add(Finding.Kind.SHARDS, run.name(), 0, what));
    }

    private void checkPart(Shard shard) throws IOException {
        String where = run.name() + "/" + shard.recordsPart();
        try (InputStream in = run.storage().read(run.name(), shard.recordsPart())) {
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
        AnswerRecord answer;
        try {
            answer = AnswerRecord.fromJson(Lines.parse(bytes));
        } catch (IllegalArgumentException e) {
            add(Finding.Kind.BROKEN_LINE, where, number, e.getMessage());
            return;
        }
        String id = JsonText.quote(answer.id());
        String earlier = seen.put(answer.id(), where + " line " + number);
        boolean askedAgain = where.equals(unanswered.remove(answer.id()));
        if (answer.stop().mayBeAskedAgain()) {
            unanswered.put(answer.id(), where);
        }
        if (earlier != null && !askedAgain) {
            add(Finding.Kind.DUPLICATE, where, number, "answers " + id + " again, after " + earlier);
        }
        if (!Sha256.looksRight(answer.promptSha())) {
            add(Finding.Kind.PROMPT_HASH, where, number, "the answer to " + id + " lacks the hash of its prompt");
        }
        Integer place = places.get(answer.id());
        if (place != null && place % shard.count() != shard.index() - 1) {
            add(
                    Finding.Kind.UNEXPECTED,
                    where,
                    number,
                    "answers " + id + ", an item of shard " + new Shard(place % shard.count() + 1, shard.count()));
        }
    }

    private void add(Finding.Kind kind, String where, long line, String what) {
        findings.add(new Finding(kind, where, line, what));
    }
}
