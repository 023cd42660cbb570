package crosslens.cli;

import crosslens.data.ContentDigest;
import crosslens.remote.EndpointAddress;
import crosslens.study.AnswerPlan;
import crosslens.study.ModelEntry;
import crosslens.study.Models;
import crosslens.study.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models. */
@Command(
        name = "models",
        description = {
            "Shows, fetches and checks models.",
            "M is 'smollm2' (built in), a .gguf file, a folder with safetensors and config.json, or a model of the hub: org/name,",
            "org/name@revision (branch, tag or commit), org/name/file.gguf. The hub's cache of this machine is looked at first."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Variables: HF_HOME or HF_HUB_CACHE (where the cache is), HF_TOKEN (for gated models), HF_ENDPOINT, HF_HUB_OFFLINE, HTTPS_PROXY.",
            "Examples:",
            "  crosslens models list",
            "  crosslens models inspect smollm2 --length 8192",
            "  crosslens models fetch HuggingFaceTB/SmolLM2-135M-Instruct",
            "  crosslens models verify HuggingFaceTB/SmolLM2-135M-Instruct"
        })
final class ModelsCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(
            name = "list",
            description =
                    "Lists the models that are here and can be run: the built-in one and those of the hub's cache.")
    int list(@Mixin GlobalOptions global) throws IOException {
        List<ModelEntry> entries = global.kit().models().list();
        System.out.printf("%-16s %16s %10s  %-6s %s%n", "architecture", "parameters", "GB", "type", "name");
        int others = 0;
        for (ModelEntry entry : entries) {
            if (entry.problem().isPresent()) {
                others++;
                System.err.println(Terminal.safe(entry.name() + " cannot be run here: " + firstLines(entry)));
                continue;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %,16d %10.2f  %-6s %s%n",
                    Terminal.safe(entry.architecture()),
                    entry.parameters(),
                    entry.bytes() / 1e9,
                    Terminal.safe(entry.type()),
                    Terminal.safe(entry.name()));
        }
        return entries.size() == others ? Main.FAILED : 0;
    }

    private static String firstLines(ModelEntry entry) {
        List<String> lines = entry.problem().orElse("").lines().toList();
        return lines.size() <= 2 ? String.join(" ", lines) : lines.get(0) + " " + lines.get(1) + " …";
    }

    @Command(
            name = "fetch",
            description = {
                "Fetches a model of the hub to the hub's cache, or brings a branch to its newest commit.",
                "Cut off or killed, the same command goes on where it stopped."
            },
            footer = {"", "Example: crosslens models fetch org/name@v1.0"})
    int fetch(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "M", description = "org/name[@revision] or org/name/file.gguf[@revision].")
                    String name)
            throws IOException, InterruptedException {
        System.out.println(global.kit().models().fetch(name));
        return 0;
    }

    @Command(
            name = "verify",
            description = {
                "Reads all files of a model again and compares their checksums with those of the hub, or of the last time.",
                "Exit code 1 if one differs."
            },
            footer = {"", "Example: crosslens models verify smollm2"})
    int verify(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "M", description = "As under --model of other commands.") String name)
            throws IOException {
        int wrong = 0;
        for (Models.Checked file : global.kit().models().verify(name)) {
            String state = "ok";
            if (!file.fine()) {
                wrong++;
                state = "differs: " + file.expected() + " expected, " + file.actual() + " found in "
                        + Terminal.safe(file.content().toString());
            } else if (file.expected().kind() == ContentDigest.Kind.NONE) {
                state = "not known before: " + file.actual();
            }
            System.out.printf("%-40s %s%n", Terminal.safe(file.file()), state);
        }
        if (wrong > 0) {
            System.err.println(
                    "files that differ were changed or damaged; a model of the hub is mended by deleting them, then"
                            + " crosslens models fetch " + Terminal.safe(name));
        }
        return wrong == 0 ? 0 : Main.FAILED;
    }

    @Command(
            name = "speed",
            description = {
                "Measures how fast this machine multiplies matrices in each type of arithmetic, in thousand million operations a second.",
                "A processor without instructions for a low type is hundreds of times slower in it than in f32."
            },
            footer = {"", "Example: crosslens models speed"})
    int speed(@Mixin GlobalOptions global) {
        global.kit()
                .models()
                .speed()
                .forEach((type, speed) -> System.out.printf(Locale.ROOT, "%-5s %10.2f%n", type.label(), speed));
        return 0;
    }

    @Command(
            name = "precision",
            description = {
                "Answers the same questions in f32 and in the type named by --dtype, and says how many answers differ.",
                "Stored answers are used; without other options, the quick subset."
            },
            footer = {
                "",
                "Example: crosslens models precision smollm2 --dtype bf16 --limit 24 --languages de --style raw"
            })
    int precision(
            @Mixin GlobalOptions global,
            @Mixin PlanOptions options,
            @Parameters(paramLabel = "M", description = "As under --model of other commands.") String name)
            throws IOException, InterruptedException {
        System.out.print(
                Terminal.safe(Precision.of(global.kit(), global.progress(), name, options.over(AnswerPlan.quick()))
                        .text()));
        return 0;
    }

    @Command(
            name = "inspect",
            description = {
                "Says what a model is, without loading it: architecture, size, licence, what is unusual, and the memory it will need."
            },
            footer = {"", "Example: crosslens models inspect smollm2 --length 8192"})
    int inspect(
            @Mixin GlobalOptions global,
            @Parameters(paramLabel = "M", description = "As under --model of other commands.") String name,
            @Option(
                            names = "--length",
                            paramLabel = "N",
                            description = "Tokens of a prompt to estimate the need of memory for; may be repeated.")
                    List<Integer> lengths)
            throws IOException {
        if (EndpointAddress.names(name)) {
            EndpointListing.print(EndpointAddress.parse(name), System.getenv());
            return 0;
        }
        for (int length : lengths == null ? List.<Integer>of() : lengths) {
            if (length < 1) {
                throw new IllegalArgumentException("--length must be at least 1, not " + length);
            }
        }
        System.out.print(Terminal.safe(global.kit()
                .models()
                .inspect(name, lengths == null ? List.of() : lengths)
                .text()));
        return 0;
    }
}
