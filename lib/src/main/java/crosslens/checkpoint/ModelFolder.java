package crosslens.checkpoint;

import crosslens.text.Quote;
import crosslens.text.Sha256;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model in a folder as the transformers library saves it: {@code config.json}, safetensors weights, tokenizer files.
 *
 * <p>Configuration and headers are read and checked when the folder is opened, the tokenizer when it is first asked for; a folder without one serves
 * its tensors all the same. Safe for use by several threads.
 */
public final class ModelFolder implements Checkpoint {
    private static final String CONFIG = "config.json";
    private static final int MOST_CONFIG_BYTES = 1 << 22;
    private static final int MOST_PROBLEMS = 20;

    /** Besides config and weights, what determines a model's answers: tokenizer, template, the ids that end an answer. */
    private static final List<String> OTHER_FILES = List.of(
            "generation_config.json",
            "tokenizer.json",
            "tokenizer.model",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "chat_template.jinja",
            "chat_template.json");

    private final Path folder;
    private final Map<String, Object> config;
    private final FolderWeights weights;
    private final Optional<ChatTemplateSource> chatTemplate;
    private final FileDigests digests;
    private final Object tokenizerLock = new Object();
    private Tokenizer tokenizer; // made when first asked for

    private ModelFolder(
            Path folder,
            Map<String, Object> config,
            FolderWeights weights,
            Optional<ChatTemplateSource> chatTemplate,
            FileDigests digests) {
        this.folder = folder;
        this.config = config;
        this.weights = weights;
        this.chatTemplate = chatTemplate;
        this.digests = digests;
    }

    /**
     * Opens a folder.
     *
     * @param digests where the files' digests are remembered
     * @throws IOException listing all that is missing, damaged, or of a kind that cannot be read
     */
    public static ModelFolder open(Path folder, FileDigests digests) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("No such model folder: " + folder);
        }
        List<String> problems = new ArrayList<>();
        Map<String, Object> config = config(folder.resolve(CONFIG), problems);
        Optional<ChatTemplateSource> chatTemplate = chatTemplate(folder, problems);
        FolderWeights weights = FolderWeights.open(folder, problems);
        if (!problems.isEmpty()) {
            weights.close();
            int more = problems.size() - MOST_PROBLEMS;
            throw new IOException("Cannot open the model in folder " + folder + ":\n- "
                    + String.join("\n- ", problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)))
                    + (more > 0 ? "\n- and " + more + " more" : ""));
        }
        return new ModelFolder(folder, config, weights, chatTemplate, digests);
    }

    private static Map<String, Object> config(Path file, List<String> problems) {
        if (!Files.exists(file)) {
            problems.add("it has no " + CONFIG + ", without which the weights cannot be understood");
            return Map.of();
        }
        try {
            return StrictJson.object(file, MOST_CONFIG_BYTES);
        } catch (IOException e) {
            problems.add(e.getMessage());
            return Map.of();
        }
    }

    private static Optional<ChatTemplateSource> chatTemplate(Path folder, List<String> problems) {
        try {
            return readChatTemplate(folder);
        } catch (IOException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<ChatTemplateSource> readChatTemplate(Path folder) throws IOException {
        return FolderTokenizers.chatTemplate(folder);
    }

    @Override
    public Path path() {
        return folder;
    }

    @Override
    public Format format() {
        return Format.TRANSFORMERS;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A whole number beyond the range of Long comes as Double; {@code null} stays null.
     */
    @Override
    public Map<String, Object> metadata() {
        return config;
    }

    @Override
    public List<TensorInfo> tensors() {
        return weights.tensors();
    }

    @Override
    public void read(String name, long from, FloatBuffer into) throws IOException {
        SafetensorsFile file = weights.of(name)
                .orElseThrow(() -> new IOException("No tensor " + Quote.of(name) + " in the files of " + folder));
        file.read(name, from, into);
    }

    @Override
    public Optional<StoredTensor> stored(String name) {
        return weights.of(name).flatMap(file -> file.stored(name));
    }

    @Override
    public Tokenizer tokenizer() throws IOException {
        synchronized (tokenizerLock) {
            if (tokenizer == null) {
                boolean one = has("tokenizer.json") || has("tokenizer.model") || has("vocab.json") && has("merges.txt");
                if (!one) {
                    throw new NoSuchFileException("No tokenizer in " + folder
                            + ": it has neither tokenizer.json nor tokenizer.model nor vocab.json with merges.txt");
                }
                tokenizer = FolderTokenizers.of(folder);
            }
            return tokenizer;
        }
    }

    private boolean has(String name) {
        return Files.exists(folder.resolve(name));
    }

    @Override
    public Optional<ChatTemplateSource> chatTemplate() {
        return chatTemplate;
    }

    /** The files that determine the model's answers, by name: weights, config, tokenizer, template, generation defaults. */
    public SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        files.put(CONFIG, folder.resolve(CONFIG));
        weights.files().forEach(file -> files.put(String.valueOf(file.path().getFileName()), file.path()));
        OTHER_FILES.stream().filter(this::has).forEach(name -> files.put(name, folder.resolve(name)));
        return Collections.unmodifiableSortedMap(files);
    }

    /**
     * {@inheritDoc}
     *
     * <p>It is made of the names and digests of {@link #files()}; the folder's own name does not count. A file that the hub's cache keeps under its SHA-256
     * is not read for it.
     */
    @Override
    public String fingerprint() throws IOException {
        Map<String, String> sha256ByName = new TreeMap<>();
        for (Map.Entry<String, Path> file : files().entrySet()) {
            sha256ByName.put(file.getKey(), sha256(file.getValue()));
        }
        return FileDigests.fingerprint(sha256ByName);
    }

    private String sha256(Path file) throws IOException {
        Path real = file.toRealPath();
        String name = String.valueOf(real.getFileName());
        Path parent = real.getParent();
        boolean blob =
                parent != null && parent.endsWith("blobs") && Files.isSymbolicLink(file) && Sha256.looksRight(name);
        return blob ? name : digests.sha256(file);
    }

    @Override
    public void close() throws IOException {
        weights.close();
    }
}
