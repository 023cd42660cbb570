package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The circumstances of a run: recorded for provenance, without influence on the answers and so not in the key.
 *
 * @param model the model's name as shown
 * @param dataset the data set's name, by which it is loaded again
 * @param limit items asked for, 0 for all
 * @param device e.g. {@code cpu}
 * @param threads 0 where it is unknown
 * @param memoryBudget bytes for keys and values, 0 where there is none
 * @param libraries version by name
 * @param machine kind of machine; names no person and no host, since runs are passed on
 */
public record RunInfo(
        String model,
        String dataset,
        int limit,
        Shard shard,
        String device,
        int threads,
        long memoryBudget,
        String codeVersion,
        Map<String, String> libraries,
        String machine,
        Instant created) {
    public RunInfo {
        if (limit < 0 || threads < 0 || memoryBudget < 0) {
            throw new IllegalArgumentException("limit (" + limit + "), threads (" + threads + ") and memory budget ("
                    + memoryBudget + ") must not be negative");
        }
        libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    }

    /** All items in one shard, on an unnamed machine. */
    public static RunInfo of(String model, String dataset, Instant created) {
        return new RunInfo(model, dataset, 0, Shard.WHOLE, "cpu", 0, 0, "unknown", Map.of(), "unknown", created);
    }

    public RunInfo withItems(int newLimit, Shard newShard) {
        return new RunInfo(
                model,
                dataset,
                newLimit,
                newShard,
                device,
                threads,
                memoryBudget,
                codeVersion,
                libraries,
                machine,
                created);
    }

    public RunInfo withDevice(String newDevice, int newThreads, long newMemoryBudget) {
        return new RunInfo(
                model,
                dataset,
                limit,
                shard,
                newDevice,
                newThreads,
                newMemoryBudget,
                codeVersion,
                libraries,
                machine,
                created);
    }

    public RunInfo withVersions(String newCodeVersion, Map<String, String> newLibraries, String newMachine) {
        return new RunInfo(
                model,
                dataset,
                limit,
                shard,
                device,
                threads,
                memoryBudget,
                newCodeVersion,
                newLibraries,
                newMachine,
                created);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", model)
                .put("dataset", dataset)
                .put("limit", limit)
                .put("shard", shard.toString())
                .put("device", device)
                .put("threads", threads)
                .put("memoryBudget", memoryBudget)
                .put("codeVersion", codeVersion);
        libraries.forEach(json.putObject("libraries")::put);
        return json.put("machine", machine).put("created", created.toString());
    }

    static RunInfo fromJson(JsonNode json) {
        Fields fields = new Fields(json, "the info");
        RunInfo info = new RunInfo(
                fields.text("model"),
                fields.text("dataset"),
                fields.integer("limit"),
                Shard.parse(fields.text("shard")),
                fields.text("device"),
                fields.integer("threads"),
                fields.longInteger("memoryBudget"),
                fields.text("codeVersion"),
                fields.textsByName("libraries"),
                fields.text("machine"),
                instant(fields.text("created")));
        fields.end();
        return info;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a time: " + JsonText.quote(text), e);
        }
    }
}
