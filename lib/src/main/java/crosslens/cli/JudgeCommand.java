package crosslens.cli;

import crosslens.judge.JudgePrompt;
import crosslens.study.CellRun;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.RunSet;
import crosslens.study.TableView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a model what kind of reply each wrong answer is. */
@Command(
        name = "judge",
        description =
                "Lets a model judge the wrong answers of stored runs: reasonable, blank, gibberish or refusal. Votes are stored beside the runs; interrupted or killed, it goes on where it stopped.",
        footer = {
            "",
            "Answers with F1 of 0.5 and more, and blank ones, are never sent. Tables 2, 8 and 9 and the figure 'errors' then rest on the votes.",
            "Examples:",
            "  crosslens judge --judge smollm2 --validate",
            "  crosslens judge --judge openai:gpt-4o@https://api.openai.com/v1 --validate --parallel 16 --max-cost 1 --price-in 2.5 --price-out 10",
            "  crosslens judge --judge openai:qwen@http://localhost:8000/v1 --run en-de-2shot-v1 --votes 3",
            "  crosslens judge --judge openai:qwen@http://localhost:8000/v1 --model smollm2 --shots 2 --dry-run",
            "  crosslens judge --compare smollm2,rules --model smollm2"
        })
final class JudgeCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private EndpointMixin endpoint;

    @Mixin
    private StoredOptions stored;

    @Option(names = "--judge", paramLabel = "M", description = "The judging model, named as in 'answer --model'.")
    private String judge;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description =
                    "Runs, by name, key or the beginning of either (default: all that the other options choose); may be repeated.")
    private List<String> runs = List.of();

    @Option(
            names = "--votes",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Votes an answer; each lists the classes in another order, and the majority counts (default: ${DEFAULT-VALUE}).")
    private int votes;

    @Option(
            names = "--validate",
            description =
                    "Judge the labelled answers that come with the kit instead, and show accuracy, recall and kappa.")
    private boolean validate;

    @Option(
            names = "--judge-prompt",
            paramLabel = "FILE",
            description = "Texts of the judge's prompt, a JSON file (default: the kit's own).")
    private Path promptFile;

    @Option(
            names = "--compare",
            split = ",",
            paramLabel = "M",
            description =
                    "Ask nobody, but show how these judges agree on the runs: names of judges that have voted, or 'rules'.")
    private List<String> compared = List.of();

    @Option(
            names = "--dry-run",
            description = "Say how many answers would be judged and what that would cost, and stop.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        if (!compared.isEmpty()) {
            show(kit.errors().agreement(chosen(stored.runs(kit)), compared));
            return 0;
        }
        if (judge == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "name the judging model with --judge M, or two that have judged with --compare M,M");
        }
        JudgePrompt prompt = promptFile == null ? JudgePrompt.builtIn() : JudgePrompt.load(promptFile);
        RunSet chosen = validate ? new RunSet(List.of(), List.of()) : chosen(stored.runs(kit));
        try (Model model = kit.model(judge, endpoint.options())) {
            if (dryRun) {
                show(
                        validate
                                ? kit.errors().outlineValidation(model, prompt, votes)
                                : kit.errors().outline(model, prompt, chosen, votes));
            } else if (validate) {
                show(kit.errors().validate(model, prompt, votes));
            } else {
                int answers = kit.errors().judge(model, prompt, chosen, votes);
                System.out.println(answers + " wrong answers of "
                        + chosen.cells().size() + " runs judged; see: crosslens table 8");
                show(kit.errors().validation());
            }
            return 0;
        }
    }

    private static void show(TableView view) {
        System.out.print(Terminal.safe(view.text()));
    }

    private RunSet chosen(RunSet all) {
        if (runs.isEmpty()) {
            return all;
        }
        List<CellRun> fitting = all.cells().stream()
                .filter(run -> runs.stream()
                        .anyMatch(query ->
                                run.name().startsWith(query) || run.key().startsWith(query)))
                .toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no run on this data begins with " + runs + "; see: crosslens runs list");
        }
        return new RunSet(fitting, all.notes());
    }
}
