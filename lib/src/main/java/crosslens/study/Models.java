package crosslens.study;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.FileDigests;
import crosslens.checkpoint.Hub;
import crosslens.checkpoint.HubListener;
import crosslens.checkpoint.HubName;
import crosslens.checkpoint.HubSettings;
import crosslens.checkpoint.ModelLocator;
import crosslens.data.ContentDigest;
import crosslens.data.ProxySettings;
import crosslens.data.WebClient;
import crosslens.local.LocalModel;
import crosslens.tensor.FloatType;
import crosslens.tensor.ProductSpeed;
import crosslens.tensor.TensorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The models a user can name: found, fetched, opened, looked at, checked. For one thread at a time. */
public final class Models {
    private final Settings settings;
    private final ProgressListener progress;
    private final FileDigests digests;

    Models(Settings settings, ProgressListener progress) {
        this.settings = settings;
        this.progress = progress;
        this.digests = Files.isWritable(settings.root())
                ? FileDigests.cachedIn(settings.root().resolve("environment/.cache/digests.json"))
                : FileDigests.uncached();
    }

    /**
     * The file or folder of a model, fetched if it is one of the hub that is not here.
     *
     * @param name {@code smollm2}, a folder, a {@code .gguf} file, {@code org/name[@revision]}, {@code org/name/file.gguf[@revision]}
     * @throws IOException if there is no such model or it cannot be fetched; the message says what to do
     */
    public Path locate(String name) throws IOException {
        ModelLocator.ambiguity(name).ifPresent(progress::say);
        boolean here = name.equals(ModelLocator.BUILT_IN) || HubName.parse(name).isEmpty();
        return new ModelLocator(settings.root(), settings.builtInModel(), here ? Optional.empty() : Optional.of(hub()))
                .locate(name);
    }

    /** Opens a model; its weights are read when it is first asked to compute. Closed by the caller. Parameters and errors as {@link #locate}. */
    public Model open(String name) throws IOException {
        LocalModel.Options options = settings.engine();
        MemoryGuard guard = new MemoryGuard(MachineMemory.here().available(), settings.ignoreMemory());
        Checkpoint checkpoint = Checkpoint.open(locate(name), digests);
        try {
            return new FileModel(shownName(name), checkpoint, options, guard, progress);
        } catch (IOException | RuntimeException e) {
            checkpoint.close();
            throw e;
        }
    }

    /** Another type of arithmetic gives other answers: its name shows it. */
    private String shownName(String name) {
        FloatType type = settings.engine().type();
        return Model.shownName(name) + (type == FloatType.F32 ? "" : "-" + type.label());
    }

    /** Thousand million operations a second in products of matrices on this machine, by type. */
    public Map<FloatType, Double> speed() {
        Map<FloatType, Double> speeds = new EnumMap<>(FloatType.class);
        try (TensorScope scope =
                TensorScope.open(settings.engine().threads(), settings.engine().device())) {
            for (FloatType type : FloatType.values()) {
                speeds.put(type, ProductSpeed.measured(scope, type));
            }
        }
        return speeds;
    }

    /**
     * Brings the newest state of a model of the hub into the hub's cache; what is there already stays.
     *
     * @return its folder or file
     * @throws IllegalArgumentException if the name is none of the hub's
     */
    public Path fetch(String name) throws IOException, InterruptedException {
        HubName wanted = HubName.parse(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name
                        + "' is no model of the hub: name it org/name, org/name@revision or org/name/file.gguf"));
        return hub().fetch(wanted);
    }

    /**
     * What a model is and what it needs, without loading its weights.
     *
     * @param lengths in tokens, for which the need of memory is estimated
     */
    public ModelReport inspect(String name, List<Integer> lengths) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(locate(name), digests)) {
            return ModelReport.of(
                    Model.shownName(name),
                    checkpoint,
                    lengths,
                    MachineMemory.here().available());
        }
    }

    /** The built-in model and those of the hub's cache, each opened for a look. Never asks the hub. */
    public List<ModelEntry> list() throws IOException {
        List<ModelEntry> entries = new ArrayList<>();
        entries.add(ModelEntry.of(ModelLocator.BUILT_IN, () -> locate(ModelLocator.BUILT_IN)));
        Hub hub = hub(true);
        for (HubName name : hub.cached()) {
            for (HubName one : hub.loadable(name)) {
                Path folder = hub.snapshot(one).orElseThrow();
                entries.add(ModelEntry.of(
                        one.toString(), () -> one.file().map(folder::resolve).orElse(folder)));
            }
        }
        return entries;
    }

    /**
     * What came of reading a file through.
     *
     * @param content where its bytes lie, links followed
     * @param expected what its name among the hub's blobs, or an earlier reading, says; of kind NONE if nothing does
     */
    public record Checked(String file, Path content, ContentDigest expected, ContentDigest actual) {
        /** Whether it is what it should be, as far as that is known. */
        public boolean fine() {
            return expected.kind() == ContentDigest.Kind.NONE || expected.equals(actual);
        }
    }

    /** Reads all files of a model again and compares their checksums with what they should be. */
    public List<Checked> verify(String name) throws IOException {
        Path place = locate(name);
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> all = Files.list(place)) {
                all.filter(f -> Files.isRegularFile(f)
                                && !String.valueOf(f.getFileName()).startsWith("."))
                        .sorted()
                        .forEach(files::add);
            }
        } else {
            files.add(place);
        }
        List<Checked> checked = new ArrayList<>();
        for (Path file : files) {
            ContentDigest expected = Hub.expected(file);
            if (expected.kind() == ContentDigest.Kind.NONE) {
                expected = digests.lastKnown(file).map(ContentDigest::sha256).orElse(ContentDigest.NONE);
            }
            ContentDigest actual = expected.kind() == ContentDigest.Kind.GIT_BLOB
                    ? expected.of(file)
                    : ContentDigest.sha256(digests.recompute(file));
            checked.add(new Checked(String.valueOf(file.getFileName()), file.toRealPath(), expected, actual));
        }
        return checked;
    }

    private Hub hub() throws IOException {
        return hub(settings.offline());
    }

    private Hub hub(boolean offline) throws IOException {
        HubSettings where = HubSettings.of(System.getenv(), Path.of(System.getProperty("user.home")));
        return new Hub(
                where.withOffline(offline || where.offline()),
                new WebClient(ProxySettings.of(System.getenv())),
                new Megabytes(progress));
    }

    /** Tells a listener of steps about bytes, in millions of them. */
    private static final class Megabytes implements HubListener {
        private static final long MB = 1_000_000;

        private final ProgressListener progress;
        private long bytes;
        private long told;

        Megabytes(ProgressListener progress) {
            this.progress = progress;
        }

        @Override
        public void begin(String label, long all, long there) {
            bytes = there;
            told = there / MB;
            progress.begin(label + " (MB)", all / MB, told);
        }

        @Override
        public void advance(long more) {
            bytes += more;
            progress.advance(bytes / MB - told);
            told = bytes / MB;
        }

        @Override
        public void say(String line) {
            progress.say(line);
        }

        @Override
        public void end() {
            progress.end();
        }
    }
}
