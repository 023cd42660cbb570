package crosslens.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import crosslens.text.Quote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What {@code model.safetensors.index.json} says: which of several files holds a tensor.
 *
 * @param shardByTensor names of files by names of tensors, in the index's order; the files' names are untrusted
 */
record ShardIndex(Map<String, String> shardByTensor) {
    static final String FILE = "model.safetensors.index.json";
    private static final int MOST_BYTES = 1 << 26;
    private static final int MOST_TENSORS = 1 << 20;
    private static final int MOST_FILES = 4096;
    private static final String MAP = "weight_map";
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w][\\w.-]*\\.safetensors");

    static ShardIndex load(Path file) throws IOException {
        Map<String, String> shardByTensor = StrictJson.read(file, StrictJson.bytes(file, MOST_BYTES), ShardIndex::take);
        if (shardByTensor == null) {
            throw new IOException("Damaged file " + file + ": it has no " + MAP);
        }
        return new ShardIndex(shardByTensor);
    }

    private static Map<String, String> take(JsonParser in) throws IOException {
        Map<String, String> shardByTensor = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = in.currentName().equals(MAP);
            JsonToken token = in.nextToken();
            if (!wanted) {
                in.skipChildren();
            } else if (token == JsonToken.START_OBJECT) {
                shardByTensor = takeMap(in);
            } else {
                throw StrictJson.malformed(in, MAP + " must be an object");
            }
        }
        return shardByTensor;
    }

    private static Map<String, String> takeMap(JsonParser in) throws IOException {
        Map<String, String> shards = new HashMap<>();
        Map<String, String> shardByTensor = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String tensor = in.currentName();
            in.nextToken();
            String shard = StrictJson.string(in, "the file of tensor " + Quote.of(tensor));
            shardByTensor.put(tensor, shards.computeIfAbsent(shard, same -> same));
            if (shardByTensor.size() > MOST_TENSORS || shards.size() > MOST_FILES) {
                throw StrictJson.malformed(
                        in, MAP + " has more than " + MOST_TENSORS + " tensors or " + MOST_FILES + " files");
            }
        }
        return shardByTensor;
    }

    /** The names of the files, sorted, those that are no {@linkplain #plain plain} names too. */
    Collection<String> shards() {
        return new TreeSet<>(shardByTensor.values());
    }

    /** Whether a name stands for a safetensors file of the index's own folder, and for nothing else. */
    static boolean plain(String shard) {
        return PLAIN_NAME.matcher(shard).matches();
    }

    /** In which ways the files differ from the index. Files that are not among those given are left out. */
    List<String> problems(Map<String, SafetensorsFile> fileByShard) {
        List<String> problems = new ArrayList<>();
        Map<String, Collection<String>> held = new LinkedHashMap<>();
        fileByShard.forEach((shard, file) -> {
            List<String> names = file.tensors().stream().map(TensorInfo::name).toList();
            held.put(shard, new TreeSet<>(names));
            for (String name : names) {
                String given = shardByTensor.get(name);
                if (!shard.equals(given)) {
                    problems.add("tensor " + Quote.of(name) + " is in " + shard + ", but " + FILE
                            + (given == null ? " does not name it" : " says it is in " + Quote.of(given)));
                }
            }
        });
        shardByTensor.forEach((name, shard) -> {
            if (held.containsKey(shard) && !held.get(shard).contains(name)) {
                problems.add("tensor " + Quote.of(name) + " is not in " + shard + ", where " + FILE + " says it is");
            }
        });
        return problems;
    }
}
