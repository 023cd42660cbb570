package crosslens.checkpoint;

import crosslens.text.Quote;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The safetensors files of a model folder: one, or several with an index. Closed by whoever opened it. */
final class FolderWeights implements Closeable {
    private static final String SINGLE = "model.safetensors";

    private final Map<String, SafetensorsFile> files = new TreeMap<>();
    private final Map<String, SafetensorsFile> fileByTensor = new LinkedHashMap<>();

    private FolderWeights() {}

    /**
     * Opens what weights a folder has; of a single file and an index, the single file counts, as it does for the transformers library.
     *
     * @param problems gets all that is wrong with them
     */
    static FolderWeights open(Path folder, List<String> problems) throws IOException {
        FolderWeights weights = new FolderWeights();
        try {
            if (Files.exists(folder.resolve(SINGLE))) {
                weights.add(folder, SINGLE, problems);
            } else if (Files.exists(folder.resolve(ShardIndex.FILE))) {
                weights.addShards(folder, problems);
            } else {
                problems.add(without(names(folder)));
            }
        } catch (IOException e) {
            weights.close();
            throw e;
        }
        weights.files
                .values()
                .forEach(file -> file.tensors().forEach(tensor -> weights.fileByTensor.put(tensor.name(), file)));
        return weights;
    }

    private void addShards(Path folder, List<String> problems) {
        ShardIndex index;
        try {
            index = ShardIndex.load(folder.resolve(ShardIndex.FILE));
        } catch (IOException e) {
            problems.add(e.getMessage());
            return;
        }
        for (String shard : index.shards()) {
            if (ShardIndex.plain(shard)) {
                add(folder, shard, problems);
            } else {
                problems.add(ShardIndex.FILE + " names the file " + Quote.of(shard)
                        + "; a file must lie in the folder itself and end in .safetensors");
            }
        }
        problems.addAll(index.problems(files));
    }

    private void add(Path folder, String name, List<String> problems) {
        try {
            files.put(name, SafetensorsFile.open(folder.resolve(name)));
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        }
        names.sort(null);
        return names;
    }

    /** What is wrong with a folder of these files, which has neither of the two that are looked for. */
    private static String without(List<String> names) {
        String missing = "it has neither " + SINGLE + " nor " + ShardIndex.FILE;
        if (names.contains("adapter_config.json")) {
            return missing
                    + ", but an adapter (adapter_config.json); merge it into its base model and save the whole model";
        }
        List<String> safe = ending(names, ".safetensors");
        if (!safe.isEmpty()) {
            return missing + ", but " + shown(safe) + "; fetch the index, or save the model anew with save_pretrained";
        }
        List<String> gguf = ending(names, ".gguf");
        if (!gguf.isEmpty()) {
            return missing + ", but " + shown(gguf) + "; name that file instead of the folder";
        }
        List<String> pickles = names.stream().filter(Pickles::named).toList();
        return pickles.isEmpty() ? missing : missing + ", but " + shown(pickles) + "; " + Pickles.ADVICE;
    }

    private static List<String> ending(List<String> names, String ending) {
        return names.stream().filter(name -> name.endsWith(ending)).toList();
    }

    private static String shown(List<String> names) {
        return names.stream().limit(3).map(Quote::of).collect(Collectors.joining(", "))
                + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "");
    }

    /** The files that hold tensors, by name. */
    Collection<SafetensorsFile> files() {
        return files.values();
    }

    /** File by file. */
    List<TensorInfo> tensors() {
        return files.values().stream().flatMap(file -> file.tensors().stream()).toList();
    }

    /** The file that holds a tensor. */
    Optional<SafetensorsFile> of(String tensor) {
        return Optional.ofNullable(fileByTensor.get(tensor));
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (SafetensorsFile file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
