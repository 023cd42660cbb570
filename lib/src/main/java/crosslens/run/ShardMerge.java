package crosslens.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins a run's shards into one file: their lines one shard after the other.
 *
 * <p>Refused if a shard is open, missing or unfinished at its end, or if an item is answered twice. The joined file is in place before the first shard goes:
 * a merge that was interrupted is finished by merging again. Gaps are for {@link RunStore#verify} to find, which knows the items.
 */
record ShardMerge(Storage storage, String folder) implements ShardJoin {
    static void merge(Storage storage, String folder) throws IOException {
        ShardJoin.run(storage, folder, new ShardMerge(storage, folder));
    }

    @Override
    public void join(List<Shard> shards) throws IOException {
        for (Shard shard : shards) {
            Records.Content content = Records.read(storage, folder, shard.recordsPart());
            ShardJoin.requireFinished(folder, shard, content.extent().torn());
        }
        Records.readAll(storage, folder);
        concatenate(shards);
    }

    @Override
    public void remove(Shard shard) throws IOException {
        storage.delete(folder, shard.recordsPart());
    }

    private void concatenate(List<Shard> shards) throws IOException {
        List<InputStream> contents = new ArrayList<>();
        try {
            for (Shard shard : shards) {
                contents.add(storage.read(folder, shard.recordsPart()));
            }
            InputStream joined = new SequenceInputStream(Collections.enumeration(contents));
            storage.write(folder, Shard.WHOLE.recordsPart(), joined);
        } finally {
            for (InputStream content : contents) {
                content.close();
            }
        }
    }

    @Override
    public void requireMerged(List<Shard> shards) throws IOException {
        Map<String, AnswerRecord> merged = new HashMap<>();
        for (AnswerRecord answer :
                Records.read(storage, folder, Shard.WHOLE.recordsPart()).answers()) {
            merged.put(answer.id(), answer);
        }
        for (Shard shard : shards) {
            for (AnswerRecord answer :
                    Records.read(storage, folder, shard.recordsPart()).answers()) {
                if (!answer.equals(merged.get(answer.id()))) {
                    throw new IOException(
                            folder + ": the answer to " + JsonText.quote(answer.id()) + " in " + shard.recordsPart()
                                    + " is not in " + Shard.WHOLE.recordsPart() + ": the files do not belong together");
                }
            }
        }
    }
}
