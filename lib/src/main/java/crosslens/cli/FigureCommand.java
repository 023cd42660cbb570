package crosslens.cli;

import crosslens.prompt.Scenario;
import crosslens.report.CsvTable;
import crosslens.report.Depth;
import crosslens.report.Figure;
import crosslens.report.RelevanceFigure;
import crosslens.report.SchematicFigure;
import crosslens.report.SimilarityFigure;
import crosslens.study.Crosslens;
import crosslens.study.RelevanceSet;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One figure from stored runs. */
@Command(
        name = "figure",
        description = "Draws a figure from stored runs; prints its points. No model is called.",
        footer = {
            "",
            "Figures: 1 (one item in several languages with its answers), 2 (the two phases along the depth), f1 (F1 by question language), errors (shares of errors), oracle (oracle retrieval by pair of languages); of similarity in the manner of the study's 4, 5, 6, 19 to"
                    + " 23, and similarity (all parts and subsets); of relevance in the manner of 3 and 12 to 18, and relevance (all parts and subsets).",
            "Example: crosslens figure f1 --model smollm2 --save"
        })
final class FigureCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Mixin
    private ErrorOptions errors;

    @Parameters(paramLabel = "ID", description = "Name of the figure: f1, errors.")
    private String id;

    @Option(names = "--save", description = "Write SVG, PNG and CSV to the figures folder.")
    private boolean save;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "en-x, x-x or x-en: of relevance, which of several is drawn (default: the first there is).")
    private Scenario scenario;

    @Option(
            names = "--depth",
            paramLabel = "AXIS",
            description = "Axis of figures by depth: layers, or share of all layers (default: ${DEFAULT-VALUE}).",
            defaultValue = "layers")
    private Depth depth;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        errors.apply(kit.errors());
        Figure figure = figure(kit);
        System.out.print(CsvTable.render(figure.points()));
        if (save) {
            Terminal.wrote(kit.save(figure));
        } else {
            System.err.println("add --save to write it as SVG, PNG and CSV");
        }
        return 0;
    }

    private Figure figure(Crosslens kit) throws IOException, InterruptedException {
        if (id.strip().equalsIgnoreCase("oracle")) {
            return kit.oracle(stored.filter()).figure();
        }
        if (SchematicFigure.ID.equals(id.strip())) {
            RelevanceSet found = kit.relevance(stored.filter());
            return kit.figure(id, scenario == null ? found : found.scenarios(List.of(scenario)));
        }
        if (RelevanceFigure.knows(id)) {
            RelevanceSet found = kit.relevance(stored.filter());
            return (scenario == null ? found : found.scenarios(List.of(scenario))).figure(id, depth);
        }
        return SimilarityFigure.knows(id)
                ? kit.figure(id, kit.similarities(stored.filter()), depth)
                : kit.figure(id, stored.runs(kit));
    }
}
