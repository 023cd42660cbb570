package crosslens.cli;

import picocli.CommandLine.Option;

/** Which model. */
final class ModelOption {
    @Option(names = "--model", required = true, paramLabel = "M", description = "'smollm2' (built in) or a .gguf file.")
    private String name;

    String name() {
        return name;
    }
}
