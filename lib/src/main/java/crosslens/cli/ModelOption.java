package crosslens.cli;

import picocli.CommandLine.Option;

/** Which model. */
final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "M",
            description =
                    "'smollm2' (built in), a .gguf file, a folder with safetensors, or org/name[@revision] of the model hub.")
    private String name;

    String name() {
        return name;
    }
}
