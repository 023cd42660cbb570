package crosslens.cli;

import crosslens.lm.ModelCard;
import crosslens.remote.EndpointAddress;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Models. */
@Command(
        name = "models",
        description = "Shows models and checks their files.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: crosslens models inspect smollm2"})
final class ModelsCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(
            name = "inspect",
            description = "Says what a model is: architecture, size, context, template, fingerprint.")
    int inspect(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "M", description = "'smollm2', a .gguf file, or openai:NAME@URL.") String name)
            throws IOException {
        if (EndpointAddress.names(name)) {
            EndpointListing.print(EndpointAddress.parse(name), System.getenv());
            return 0;
        }
        Crosslens kit = global.kit();
        try (Model model = kit.model(name)) {
            ModelCard card = model.card();
            System.out.printf("name           %s%n", Terminal.safe(card.name()));
            System.out.printf("architecture   %s%n", Terminal.safe(card.architecture()));
            System.out.printf("parameters     %,d%n", card.parameters());
            System.out.printf("context        %,d tokens%n", card.contextLength());
            System.out.printf("arithmetic     %s%n", card.dtype());
            System.out.printf("chat template  %s%n", card.chat() ? "yes" : "no");
            System.out.printf("fingerprint    %s%n", card.fingerprint());
            return 0;
        }
    }
}
