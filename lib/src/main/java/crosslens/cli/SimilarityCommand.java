package crosslens.cli;

import crosslens.attribute.Subset;
import crosslens.prompt.Scenario;
import crosslens.report.Depth;
import crosslens.similarity.Companion;
import crosslens.similarity.Pooling;
import crosslens.similarity.SimilarityPart;
import crosslens.study.AnswerPlan;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.SimilarityMeasures;
import crosslens.study.SimilarityPlan;
import crosslens.study.SimilaritySet;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares hidden states across languages. */
@Command(
        name = "similarity",
        description =
                "Compares a model's hidden states of the same samples in English and in other languages, layer by layer: S(en, x), its landmarks and a figure."
                        + " Interrupted or killed, it goes on where it stopped.",
        footer = {
            "",
            "Subsets other than 'all' are chosen by the model's stored answers to the same prompts: run `crosslens answer` first.",
            "Example: crosslens similarity --model smollm2 --languages de,hi --limit 100 --style raw --subset all"
        })
final class SimilarityCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private PlanOptions options;

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "NAME",
            description = "question, context, last (the last input token); several with commas (default: all three).")
    private List<SimilarityPart> parts = List.of(SimilarityPart.values());

    @Option(
            names = "--pooling",
            paramLabel = "HOW",
            description = "mean over a part's tokens, or the last of them (default: ${DEFAULT-VALUE}).",
            defaultValue = "mean")
    private Pooling pooling;

    @Option(
            names = "--subset",
            split = ",",
            paramLabel = "NAME",
            description =
                    "all, balanced, en-superior; several with commas (default: all three, as far as they have samples).")
    private List<Subset> subsets = List.of(Subset.values());

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Measures beside S, each with a figure: cka (linear CKA), retrieval (how often the nearest neighbour in the other language is the same"
                            + " sample). The prompts are then read once more.")
    private List<Companion> with = List.of();

    @Option(
            names = "--with-items",
            paramLabel = "N",
            description =
                    "Most items for these measures (default: ${DEFAULT-VALUE}): the vectors of two languages are held at once, 8 bytes an item, part, layer and"
                            + " number of a vector (built-in model: 0.14 MB an item and part; 8B: 1.1 MB).",
            defaultValue = "" + SimilarityMeasures.ITEMS)
    private int withItems;

    @Option(
            names = "--normalised",
            description = "Take the last layer after the final norm, as some runtimes return it, instead of before.")
    private boolean normalised;

    @Option(
            names = "--depth",
            paramLabel = "AXIS",
            description = "The figure's axis: layers, or share of all layers (default: ${DEFAULT-VALUE}).",
            defaultValue = "layers")
    private Depth depth;

    @Option(names = "--dry-run", description = "Say what would be read, and stop.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        AnswerPlan base = AnswerPlan.of(Scenario.EN_X);
        AnswerPlan prompts = options.over(base.generation(SimilarityPlan.ANSWER_PREFIX, base.stop(), base.maxTokens()));
        SimilarityPlan plan = SimilarityPlan.of(prompts)
                .parts(EnumSet.copyOf(parts))
                .pooling(pooling)
                .subsets(EnumSet.copyOf(subsets))
                .normalised(normalised)
                .beside(new SimilarityMeasures(new LinkedHashSet<>(with), withItems));
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        try (Model read = kit.model(model.name())) {
            if (dryRun) {
                System.out.print(Terminal.safe(kit.outline(read, plan).text()));
                return 0;
            }
            SimilaritySet set = kit.similarity(read, plan);
            System.out.print(Terminal.safe(set.text()));
            if (!set.curves().isEmpty()) {
                Terminal.wrote(kit.save(kit.figure("similarity", set, depth)));
                for (Companion measure : new LinkedHashSet<>(with)) {
                    Terminal.wrote(kit.save(kit.figure(measure.toString(), set, depth)));
                }
            }
        }
        return 0;
    }
}
