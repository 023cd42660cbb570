package crosslens.cli;

import crosslens.decoder.Products;
import crosslens.local.LocalModel;
import crosslens.study.Crosslens;
import crosslens.study.ProgressListener;
import crosslens.study.Settings;
import crosslens.tensor.ComputeDevice;
import crosslens.tensor.FloatType;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command that works with data, runs or models. */
final class GlobalOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data: a folder, 'xquad' or 'sample' (default: $CROSSLENS_DATA, data/raw, ../shared/data, the network, the built-in sample).")
    private String data;

    @Option(names = "--runs", paramLabel = "DIR", description = "Run store (default: $CROSSLENS_RUNS or data/runs).")
    private Path runs;

    @Option(names = "--figures", paramLabel = "DIR", description = "Where --save writes (default: figures).")
    private Path figures;

    @Option(names = "--offline", description = "Never use the network.")
    private boolean offline;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine (default: all cores).")
    private Integer threads;

    @Option(
            names = "--kv-memory",
            paramLabel = "SIZE",
            description = "Most memory for cached keys and values, e.g. 2g (default: 512m).")
    private Converters.Bytes kvMemory;

    @Option(
            names = "--onednn",
            negatable = true,
            description =
                    "Multiply by oneDNN, or not (default: as environment/start found to be sound and faster on this machine). The answers are the same; float32 on a processor only.")
    private Boolean oneDnn;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description =
                    "Type of the arithmetic: f32 (default), f64, bf16 or f16. The low types are fast only where the processor or GPU is made for them; models speed tells.")
    private String dtype;

    @Option(
            names = "--device",
            paramLabel = "cpu|gpu",
            description = "Where models are computed (default: cpu). gpu: see README, 'On a GPU'.")
    private ComputeDevice device;

    @Option(
            names = "--ignore-memory",
            description = "Load a model even if it does not seem to fit; the machine may then stand still.")
    private boolean ignoreMemory;

    @Option(names = "--verbose", description = "Show stack traces of errors.")
    private boolean verbose;

    Settings settings() {
        Settings settings = Settings.fromEnvironment();
        settings = data == null ? settings : settings.withData(data);
        settings = runs == null ? settings : settings.withRuns(runs);
        settings = figures == null ? settings : settings.withFigures(figures);
        settings = offline ? settings.withOffline(true) : settings;
        settings = settings.withIgnoreMemory(ignoreMemory);
        LocalModel.Options engine = settings.engine();
        engine = threads == null ? engine : engine.withThreads(threads);
        engine = kvMemory == null ? engine : engine.withKvMemory(kvMemory.value());
        engine = dtype == null ? engine : engine.withType(FloatType.named(dtype));
        engine = device == null ? engine : engine.withDevice(device);
        Products products = engine.products();
        if (oneDnn != null) {
            products = oneDnn ? Products.ONEDNN : Products.PLAIN;
        } else if (engine.type() != FloatType.F32 || engine.device() != ComputeDevice.CPU) {
            products = Products.PLAIN;
        }
        engine = engine.withProducts(products);
        return settings.withEngine(engine);
    }

    /** The options that say where data and runs are, as they were typed; with a blank before each. */
    String typed() {
        return (data == null ? "" : " --data " + data)
                + (runs == null ? "" : " --runs " + runs)
                + (offline ? " --offline" : "");
    }

    ProgressListener progress() {
        return new ConsoleProgress(System.err, Terminal.isTerminal(2));
    }

    Crosslens kit() {
        return Crosslens.open(settings(), progress());
    }
}
