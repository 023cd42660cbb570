package crosslens.run;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When an event was noted in a log.
 *
 * @param result whether it is an answer or a finding; else a run was opened or closed, or told something
 */
public record StoredTime(Instant at, boolean result) {
    /** The times of all logs of a folder, part by part. */
    static List<StoredTime> read(Storage storage, String folder) throws IOException {
        List<StoredTime> times = new ArrayList<>();
        for (Storage.Part part : storage.parts(folder)) {
            if (part.name().matches("log(-\\d+-of-\\d+)?\\.jsonl")) {
                times.addAll(RunLog.times(storage, folder, part.name()));
            }
        }
        return List.copyOf(times);
    }
}
