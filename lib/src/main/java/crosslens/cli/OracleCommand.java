package crosslens.cli;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.OracleTarget;
import crosslens.attribute.Segmentation;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.OraclePlan;
import crosslens.study.OracleSet;
import crosslens.study.TableView;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Oracle retrieval: which part of the context an answer rests on. */
@Command(
        name = "oracle",
        description = {
            "Takes the sentences of each context away, one at a time, and says whether the one that matters most to the model's own answer holds the gold"
                    + " answer (Table 3). Answers that are missing are generated first. Interrupted or killed, it goes on where it stopped."
        },
        footer = {
            "",
            "Examples:",
            "  crosslens oracle --model smollm2 --style raw --languages en,de,hi --limit 48",
            "  crosslens oracle --model org/name --format v1 --drop-last-six",
            "  crosslens oracle --model openai:qwen@http://localhost:8000/v1 --form completion --style raw --limit 12",
            "",
            "An endpoint must return log-probabilities of given text (completions with echo and logprobs)."
        })
final class OracleCommand implements Callable<Integer> {
    /** Which columns are wanted at the end; findings always hold both. */
    enum Targets {
        STEP,
        SEQUENCE,
        BOTH
    }

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private EndpointMixin endpoint;

    @Mixin
    private PlanOptions plan;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description =
                    "Whose log-probability is shown: step (the answer's first token), sequence (the whole answer) or both; both are stored (default: ${DEFAULT-VALUE}).",
            defaultValue = "both")
    private Targets target;

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description =
                    "delete takes a sentence out of the prompt, mask-keys only hides it from all later tokens (default: ${DEFAULT-VALUE}).",
            defaultValue = "delete")
    private OracleBaseline baseline;

    @Option(
            names = "--segments",
            paramLabel = "KIND",
            description = "sentences, or words-10 for stretches of ten words (default: ${DEFAULT-VALUE}).",
            defaultValue = "sentences")
    private Segmentation segments;

    @Option(
            names = "--drop-last-six",
            description = "Show the result without the data set's last six items, as the study's k/1184 suggest.")
    private boolean dropLastSix;

    @Option(names = "--dry-run", description = "Say what would be asked and scored, and stop.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        try (Model asked = kit.model(model.name(), endpoint.options())) {
            OraclePlan wanted = new OraclePlan(StandingFormat.over(plan, kit, asked), baseline, segments);
            if (dryRun) {
                System.out.print(Terminal.safe(kit.outline(asked, wanted).text()));
                return 0;
            }
            show(kit, kit.oracle(asked, wanted));
        }
        return 0;
    }

    private void show(Crosslens kit, OracleSet all) throws IOException {
        OracleSet found = dropLastSix ? all.withoutLastSix() : all;
        OracleTarget[] only = target == Targets.BOTH
                ? OracleTarget.values()
                : new OracleTarget[] {OracleTarget.valueOf(target.name())};
        TableView pairs = found.byPair(only);
        System.out.print(Terminal.safe(pairs.text()));
        Terminal.wrote(kit.save(pairs, found));
        if (found.hasTable3()) {
            TableView table = found.table3(only);
            System.out.println();
            System.out.print(Terminal.safe(table.text()));
            Terminal.wrote(kit.save(table, found));
        }
        Terminal.wrote(kit.save(found.figure(only)));
    }
}
