package crosslens.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * What the opening of a run brings to light. The closeables pass to the {@link Run}; a failed opening closes them itself.
 *
 * @param notices what was mended
 * @param answered ids in the run's (the shard's) file
 * @param failed those of them that an endpoint gave no answer to
 */
record RunOpening(
        List<String> notices,
        List<String> answered,
        List<String> failed,
        LineWriter records,
        RunLog log,
        Closeable lock) {

    /** Locks, mends, checks and logs, in this order: nothing is touched before the lock is held. */
    static Run open(Storage storage, String folder, RunSpec spec, RunInfo info) throws IOException {
        Shard shard = info.shard();
        refuseOtherCounts(storage, folder, shard);
        Closeable lock = storage.lock(folder, shard.recordsPart());
        Storage.Appender appender = null;
        RunLog log = null;
        boolean open = false;
        try {
            appender = storage.append(folder, shard.recordsPart());
            Records.Content content = Records.read(storage, folder, shard.recordsPart());
            refuseLateOtherCounts(storage, folder, shard, content.extent());
            describe(storage, folder, spec, info);
            List<String> notices = mend(appender, folder + "/" + shard.recordsPart(), content.extent());
            log = RunLog.open(storage, folder, shard.logPart());
            log.opened(info);
            for (String notice : notices) {
                log.told("notice", notice);
            }
            List<String> answered =
                    content.answers().stream().map(AnswerRecord::id).toList();
            List<String> failed = content.answers().stream()
                    .filter(answer -> answer.stop().mayBeAskedAgain())
                    .map(AnswerRecord::id)
                    .toList();
            LineWriter records = new LineWriter(appender, content.extent().whole());
            Run run = new Run(storage, folder, spec, new RunOpening(notices, answered, failed, records, log, lock));
            open = true;
            return run;
        } finally {
            if (!open) {
                Closing.all(appender, log, lock);
            }
        }
    }

    private static List<String> mend(Storage.Appender appender, String where, Lines.Extent extent) throws IOException {
        if (extent.torn() == 0) {
            return List.of();
        }
        appender.cut(extent.whole());
        return List.of(where + ": cut off an unfinished last line of " + extent.torn()
                + " bytes, left by an interrupted run; its item will be answered again");
    }

    private static void describe(Storage storage, String folder, RunSpec spec, RunInfo info) throws IOException {
        if (storage.parts(folder).stream().noneMatch(part -> part.name().equals(Header.PART))) {
            Header.of(spec, info).write(storage, folder);
        }
        RunSpec stored = Header.read(storage, folder).spec();
        if (!stored.equals(spec)) {
            throw new IOException(folder + "/" + Header.PART + " describes another run (key " + stored.key() + ", not "
                    + spec.key() + "): the file was changed; delete the run or restore the file");
        }
    }

    static void refuseOtherCounts(Storage storage, String folder, Shard shard) throws IOException {
        List<Shard> others = Records.present(storage, folder).stream()
                .filter(present -> present.count() != shard.count())
                .toList();
        if (!others.isEmpty()) {
            Shard other = others.get(0);
            throw new IOException(folder + " has shards of " + other.count() + " (" + other.recordsPart() + "), not of "
                    + shard.count() + ": go on with that count, or merge the shards first");
        }
    }

    /** A process with another count may have begun since the first look: of two, at least one sees the other's file and takes its own away again. */
    static void refuseLateOtherCounts(Storage storage, String folder, Shard shard, Lines.Extent own)
            throws IOException {
        try {
            refuseOtherCounts(storage, folder, shard);
        } catch (IOException e) {
            if (own.whole() == 0) {
                storage.delete(folder, shard.recordsPart());
            }
            throw e;
        }
    }
}
