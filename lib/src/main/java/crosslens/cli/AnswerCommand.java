package crosslens.cli;

import crosslens.study.AnswerPlan;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a model and stores its answers. */
@Command(
        name = "answer",
        description =
                "Asks a model the questions of a data set across languages and stores every answer. Interrupted or killed, it goes on where it stopped.",
        footer = {
            "",
            "Examples:",
            "  crosslens answer --model smollm2 --scenario en-x --languages en,de,hi --shots 2 --format v1 --style raw --limit 100",
            "  crosslens answer --model openai:gpt-4o@https://api.openai.com/v1 --languages en,de --parallel 16 --max-cost 5 --price-in 2.5 --price-out 10",
            "  crosslens answer --model openai:qwen@http://localhost:8000/v1 --form completion --style raw",
            "  crosslens answer --model openai:qwen@http://localhost:8000/v1 --retry-failed",
            "",
            "The key of an endpoint comes from CROSSLENS_API_KEY, for openai.com and this machine also from OPENAI_API_KEY; it is never stored."
        })
final class AnswerCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private EndpointMixin endpoint;

    @Mixin
    private PlanOptions plan;

    @Option(names = "--dry-run", description = "Say what would be asked, and stop.")
    private boolean dryRun;

    @Option(
            names = "--retry-failed",
            description =
                    "Ask again for items that an endpoint gave no answer to (filtered, empty, refused, cut off, failed): the newest reply counts, the earlier ones stay stored.")
    private boolean retryFailed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        AnswerPlan wanted = plan.plan().retryFailed(retryFailed);
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        try (Model asked = kit.model(model.name(), endpoint.options())) {
            if (dryRun) {
                System.out.println(Terminal.safe(kit.outline(asked, wanted).text()));
                return 0;
            }
            System.out.print(Terminal.safe(kit.answer(asked, wanted).text()));
            return 0;
        }
    }
}
