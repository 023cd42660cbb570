package crosslens.run;

import java.io.Closeable;
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
final class ShardMerge {
    private ShardMerge() {}

    static void merge(Storage storage, String folder) throws IOException {
        List<Shard> present = Records.present(storage, folder);
        List<Shard> shards = present.stream().filter(shard -> shard.count() > 1).toList();
        if (shards.isEmpty()) {
            return;
        }
        List<Closeable> locks = new ArrayList<>();
        try {
            locks.add(storage.lock(folder, Shard.WHOLE.recordsPart()));
            for (Shard shard : shards) {
                locks.add(storage.lock(folder, shard.recordsPart()));
            }
            if (present.contains(Shard.WHOLE)) {
                requireMerged(storage, folder, shards);
            } else {
                requireComplete(storage, folder, shards);
                concatenate(storage, folder, shards);
            }
            for (Shard shard : shards) {
                storage.delete(folder, shard.recordsPart());
            }
        } finally {
            for (Closeable lock : locks) {
                lock.close();
            }
        }
    }

    private static void requireComplete(Storage storage, String folder, List<Shard> shards) throws IOException {
        int count = shards.get(0).count();
        if (shards.size() != count || shards.get(count - 1).count() != count) {
            throw new IOException(folder + " has the shards " + shards + ": merge when each of one count is there");
        }
        for (Shard shard : shards) {
            long torn =
                    Records.read(storage, folder, shard.recordsPart()).extent().torn();
            if (torn > 0) {
                throw new IOException(folder + "/" + shard.recordsPart() + " ends in an unfinished line: finish shard "
                        + shard + " first");
            }
        }
        Records.readAll(storage, folder);
    }

    private static void concatenate(Storage storage, String folder, List<Shard> shards) throws IOException {
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

    private static void requireMerged(Storage storage, String folder, List<Shard> shards) throws IOException {
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
