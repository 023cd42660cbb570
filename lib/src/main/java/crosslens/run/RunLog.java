package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Times of a run, apart from its records: one event a line. */
final class RunLog implements Closeable {
    private final LineWriter out;

    private RunLog(LineWriter out) {
        this.out = out;
    }

    /** Opens a log for appending; an unfinished last line is cut off. */
    static RunLog open(Storage storage, String folder, String part) throws IOException {
        Storage.Appender out = storage.append(folder, part);
        boolean ready = false;
        try (InputStream in = storage.read(folder, part)) {
            Lines.Extent extent = Lines.scan(in, folder + "/" + part, (number, bytes) -> {});
            if (extent.torn() > 0) {
                out.cut(extent.whole());
            }
            ready = true;
            return new RunLog(new LineWriter(out, extent.whole()));
        } finally {
            if (!ready) {
                out.close();
            }
        }
    }

    /** The infos of every opening that a log part tells of, in their order. */
    static List<RunInfo> openings(Storage storage, String folder, String part) throws IOException {
        List<RunInfo> openings = new ArrayList<>();
        String where = folder + "/" + part;
        try (InputStream in = storage.read(folder, part)) {
            Lines.scan(in, where, (number, bytes) -> {
                try {
                    JsonNode info = Lines.parse(bytes).get("info");
                    if (info != null) {
                        openings.add(RunInfo.fromJson(info));
                    }
                } catch (IllegalArgumentException e) {
                    throw new IOException(where + " line " + number + ": " + e.getMessage() + "; remove the line", e);
                }
            });
        }
        return openings;
    }

    /** When something happened: the times of all events of a log part that begin or continue work, and whether they are results. */
    static List<StoredTime> times(Storage storage, String folder, String part) throws IOException {
        List<StoredTime> times = new ArrayList<>();
        try (InputStream in = storage.read(folder, part)) {
            Lines.scan(in, folder + "/" + part, (number, bytes) -> {
                try {
                    JsonNode event = Lines.parse(bytes);
                    String name = event.path("event").asText();
                    times.add(new StoredTime(
                            Instant.parse(event.path("at").asText()), name.equals("answer") || name.equals("finding")));
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    throw new IOException(
                            folder + "/" + part + " line " + number + " is no event with a time; remove the line", e);
                }
            });
        }
        return times;
    }

    /** The same of all logs of a folder, in the order of their parts. */
    static List<RunInfo> openings(Storage storage, String folder) throws IOException {
        List<RunInfo> openings = new ArrayList<>();
        for (Storage.Part part : storage.parts(folder)) {
            if (part.name().matches("log(-\\d+-of-\\d+)?\\.jsonl")) {
                openings.addAll(openings(storage, folder, part.name()));
            }
        }
        return List.copyOf(openings);
    }

    void opened(RunInfo info) throws IOException {
        ObjectNode event = event("open");
        event.set("info", info.toJson());
        write(event);
    }

    void told(String name, String detail) throws IOException {
        write(event(name).put("detail", detail));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private ObjectNode event(String name) {
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        return JsonNodeFactory.instance.objectNode().put("at", now).put("event", name);
    }

    private void write(ObjectNode event) throws IOException {
        out.write((JsonText.line(event) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
