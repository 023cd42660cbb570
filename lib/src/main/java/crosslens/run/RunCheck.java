package crosslens.run;

import crosslens.text.Sha256;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One check of a stored run. */
final class RunCheck extends StoredCheck {
    private final StoredRun run;
    // Items whose last record says that an endpoint gave no answer, and the part it lies in.
    private final Map<String, String> unanswered = new HashMap<>();

    RunCheck(StoredRun run, List<String> expectedIds) {
        super(run.storage(), run.name(), expectedIds);
        this.run = run;
    }

    List<Finding> findings() throws IOException {
        return run("no answer", "answers are to items that were not asked for");
    }

    @Override
    void checkDescription() {
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

    @Override
    void checkLine(Shard shard, String where, long number, byte[] bytes) {
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
        checkPlace(shard, where, number, answer.id(), "answers");
    }
}
