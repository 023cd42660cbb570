package crosslens.cli;

import picocli.CommandLine.Option;

/** Which model. */
final class ModelOption {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "M",
            description =
                    "'smollm2' (built in), a .gguf file, a folder with safetensors, org/name[@revision] of the model hub, or openai:NAME@URL (behind an endpoint).")
    private String name;

    String name() {
        return name;
    }
}
