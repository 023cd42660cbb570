package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How the shards of a folder of records become one: what is common to answers and findings. */
interface ShardJoin {
    /** Refuses shards that the joined records do not hold. */
    void requireMerged(List<Shard> shards) throws IOException;

    /** Writes the joined records; refuses shards that are missing, unfinished or at odds. */
    void join(List<Shard> shards) throws IOException;

    /** Removes a shard's files. */
    void remove(Shard shard) throws IOException;

    /** Joins, then removes the shards; a join that was interrupted is finished by joining again. */
    static void run(Storage storage, String folder, ShardJoin work) throws IOException {
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
                work.requireMerged(shards);
            } else {
                requireAll(folder, shards);
                work.join(shards);
            }
            for (Shard shard : shards) {
                work.remove(shard);
            }
        } finally {
            for (Closeable lock : locks) {
                lock.close();
            }
        }
    }

    private static void requireAll(String folder, List<Shard> shards) throws IOException {
        int count = shards.get(0).count();
        if (shards.size() != count || shards.get(count - 1).count() != count) {
            throw new IOException(folder + " has the shards " + shards + ": merge when each of one count is there");
        }
    }

    /** Refuses a shard whose last line is unfinished. */
    static void requireFinished(String folder, Shard shard, long torn) throws IOException {
        if (torn > 0) {
            throw new IOException(folder + "/" + shard.recordsPart() + " ends in an unfinished line: finish shard "
                    + shard + " first");
        }
    }
}
