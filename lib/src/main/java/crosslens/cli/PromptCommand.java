package crosslens.cli;

import crosslens.prompt.PromptView;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.ShownPrompt;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One prompt and its parts. */
@Command(
        name = "prompt",
        description = "Prints one prompt as the model reads it, with its parts in colour and its token counts.",
        footer = {
            "",
            "Example: crosslens prompt --model smollm2 --data sample --scenario en-x --languages hi --style raw --item sample-03-1"
        })
final class PromptCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private EndpointMixin endpoint;

    @Mixin
    private PlanOptions plan;

    @Option(
            names = "--item",
            paramLabel = "ID",
            description = "Id of the question (default: the first of the data set's order).")
    private String item;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        try (Model asked = kit.model(model.name(), endpoint.options())) {
            ShownPrompt shown = kit.prompt(asked, plan.plan(), item);
            System.out.println(PromptView.ansi(shown.prompt(), !Terminal.colours()));
            System.out.println(shown.counts());
        }
        return 0;
    }
}
