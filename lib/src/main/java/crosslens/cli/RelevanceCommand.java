package crosslens.cli;

import crosslens.decoder.Recording;
import crosslens.report.Depth;
import crosslens.report.Figure;
import crosslens.report.RelevanceFigure;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.RelevancePlan;
import crosslens.study.RelevanceSet;
import crosslens.study.TableView;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Relevance by layer: how deep in the model question and context are read. */
@Command(
        name = "relevance",
        description = {
            "Explains the first token of each of the model's own answers by AttnLRP, layer by layer, and reads from it how deep question, context,"
                    + " demonstrations and task are used (MRD; figures 3 and 12 to 18). Answers that are missing are generated first. Interrupted or killed, it"
                    + " goes on where it stopped."
        },
        footer = {
            "",
            "Examples:",
            "  crosslens relevance --model smollm2 --style raw --languages en,de,hi --limit 12",
            "  crosslens relevance --model org/name --scenario x-x --shots 0 --depth share"
        })
final class RelevanceCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private PlanOptions plan;

    @Option(
            names = "--low-memory",
            description =
                    "Compute each layer again on the way back: a fraction of the memory, about half as much time again.")
    private boolean lowMemory;

    @Option(
            names = "--depth",
            paramLabel = "AXIS",
            description = "The figure's axis: layers, or share of all layers (default: ${DEFAULT-VALUE}).",
            defaultValue = "layers")
    private Depth depth;

    @Option(
            names = "--faithfulness",
            description =
                    "Measure too whether removing the most relevant tokens costs the answer more than removing random ones.")
    private boolean faithfulness;

    @Option(names = "--dry-run", description = "Say what would be asked and explained, and stop.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        try (Model asked = kit.model(model.name())) {
            RelevancePlan wanted = new RelevancePlan(
                    StandingFormat.over(plan, kit, asked), lowMemory ? Recording.BY_LAYER : Recording.WHOLE);
            if (dryRun) {
                System.out.print(Terminal.safe(kit.outline(asked, wanted).text()));
                return 0;
            }
            show(kit, kit.relevance(asked, wanted));
            if (faithfulness) {
                System.out.print(Terminal.safe(kit.faithfulness(asked, wanted).text()));
            }
        }
        return 0;
    }

    private void show(Crosslens kit, RelevanceSet found) throws IOException {
        if (!found.hasSamples()) {
            System.out.print(Terminal.safe(found.text()));
            return;
        }
        for (TableView table : new TableView[] {found.headline(), found.byLanguage()}) {
            System.out.print(Terminal.safe(table.text()));
            System.out.println();
            Terminal.wrote(kit.save(table, found));
        }
        for (Figure figure : found.figures(RelevanceFigure.OWN, depth)) {
            Terminal.wrote(kit.save(figure));
        }
    }
}
