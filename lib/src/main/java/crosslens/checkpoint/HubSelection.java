package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which files of a repository the kit reads. */
final class HubSelection {
    static final String CONFIG = "config.json";
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    /** Any one of these makes a tokenizer. */
    private static final List<String> TOKENIZERS = List.of("tokenizer.json", "tokenizer.model", "vocab.json");

    /** The model card tells the licence. */
    private static final List<String> SMALL = List.of(
            "generation_config.json",
            "tokenizer.json",
            "tokenizer.model",
            "vocab.json",
            "merges.txt",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.jinja",
            "chat_template.json",
            "README.md");

    private static final ObjectMapper JSON = new ObjectMapper();

    private HubSelection() {}

    /**
     * The files to fetch first. If {@link #INDEX} is among them, the {@link #shards} it names follow.
     *
     * @param files all of the repository
     * @throws IOException if the kit can read none of its weights; the message lists what could be named instead
     */
    static List<String> wanted(HubName name, List<String> files) throws IOException {
        if (name.file().isPresent()) {
            if (!files.contains(name.file().get())) {
                throw new IOException("there is no file " + name.file().get() + " in " + name.id() + " at revision "
                        + name.revision() + "; " + ggufs(name, files));
            }
            return files.contains("README.md")
                    ? List.of(name.file().get(), "README.md")
                    : List.of(name.file().get());
        }
        boolean single = files.contains(WEIGHTS);
        if (!single && !files.contains(INDEX)) {
            throw new IOException(withoutWeights(name, files));
        }
        if (!files.contains(CONFIG)) {
            throw new IOException(name.id() + " has no " + CONFIG + ", so nothing says what its weights are for");
        }
        List<String> wanted = new ArrayList<>(List.of(CONFIG, single ? WEIGHTS : INDEX));
        SMALL.stream().filter(files::contains).forEach(wanted::add);
        return wanted;
    }

    private static String withoutWeights(HubName name, List<String> files) {
        if (files.stream().anyMatch(f -> f.endsWith(".gguf"))) {
            return name.id() + " holds GGUF files: name one of them. " + ggufs(name, files);
        }
        boolean pickles = files.stream().anyMatch(f -> f.endsWith(".bin") || f.endsWith(".pt") || f.endsWith(".pth"));
        return name.id() + " has no safetensors weights"
                + (pickles
                        ? ", only pickles, which can run code and are not read here. Convert them with the"
                                + " transformers library: save_pretrained(folder, safe_serialization=True)"
                        : "; it holds " + some(files));
    }

    private static String ggufs(HubName name, List<String> files) {
        List<String> there = files.stream()
                .filter(f -> f.endsWith(".gguf"))
                .map(f -> name.id() + "/" + f + (name.revision().equals(HubName.MAIN) ? "" : "@" + name.revision()))
                .toList();
        return there.isEmpty() ? "it holds no .gguf file" : "there are " + some(there);
    }

    private static String some(List<String> names) {
        int most = 40;
        return String.join(", ", names.subList(0, Math.min(most, names.size())))
                + (names.size() > most ? ", … (" + names.size() + " in all)" : "");
    }

    /**
     * The shards that an index names, each once, in order of name.
     *
     * @throws IOException if the index cannot be read or names a file outside its own folder
     */
    static List<String> shards(Path index) throws IOException {
        JsonNode map;
        try {
            map = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
        } catch (JacksonException e) {
            throw new IOException(index + ": no JSON (" + e.getOriginalMessage() + ")", e);
        }
        if (!map.isObject() || map.isEmpty()) {
            throw new IOException(index + ": no weight_map");
        }
        TreeSet<String> shards = new TreeSet<>();
        for (JsonNode shard : map) {
            String file = shard.asText();
            if (file.contains("/") || !file.endsWith(".safetensors")) {
                throw new IOException(index + ": '" + file + "' is no name of a shard");
            }
            try {
                shards.add(HubName.requireSafe(file));
            } catch (IllegalArgumentException e) {
                throw new IOException(index + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(shards);
    }

    /** What a snapshot lacks to be loaded, by the files that are there; a whole one lacks nothing. */
    static List<String> missing(HubName name, Path snapshot) throws IOException {
        List<String> needed = new ArrayList<>();
        if (name.file().isPresent()) {
            needed.add(name.file().get());
        } else {
            needed.add(CONFIG);
            Path index = snapshot.resolve(INDEX);
            if (Files.exists(snapshot.resolve(WEIGHTS)) || !Files.exists(index)) {
                needed.add(WEIGHTS);
            } else {
                needed.addAll(shards(index));
            }
        }
        List<String> missing = new ArrayList<>();
        needed.stream().filter(f -> !Files.isRegularFile(snapshot.resolve(f))).forEach(missing::add);
        if (name.file().isEmpty() && TOKENIZERS.stream().noneMatch(t -> Files.isRegularFile(snapshot.resolve(t)))) {
            missing.add(TOKENIZERS.get(0));
        }
        return missing;
    }

    /** Whether a model that lacks these files can be loaded all the same: tokens' ids need no tokenizer. */
    static boolean isLoadable(List<String> missing) {
        return missing.equals(List.of(TOKENIZERS.get(0)));
    }
}
