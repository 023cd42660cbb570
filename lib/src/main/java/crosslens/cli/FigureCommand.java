package crosslens.cli;

import crosslens.prompt.Scenario;
import crosslens.report.CsvTable;
import crosslens.report.Depth;
import crosslens.report.Figure;
import crosslens.study.Catalogue;
import crosslens.study.CatalogueResult;
import crosslens.study.CatalogueSelection;
import crosslens.study.Crosslens;
import crosslens.study.Examples;
import crosslens.study.RunSet;
import crosslens.text.Language;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One figure from stored runs. */
@Command(
        name = "figure",
        description =
                "Draws a figure of the study, or one of ours, from what is stored; prints its points. No model is called, unless --run-missing is given.",
        footer = {
            "",
            "`crosslens figures` lists all figures, what they need and whether they can be drawn now. Several models share an axis where the figure allows"
                    + " it; else each gets a picture of its own.",
            "Examples:",
            "  crosslens figure f1 --model smollm2 --save",
            "  crosslens figure 1 --model smollm2 --item sample-03-1 --save",
            "  crosslens figure 4 --model smollm2 --languages de,hi --limit 24 --style raw --run-missing --save",
            "  crosslens figure 7 --model BASE --model INSTRUCT --model TUNED --save"
        })
final class FigureCommand implements Callable<Integer> {
    private static final String EXAMPLE = "1";

    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Mixin
    private ErrorOptions errors;

    @Parameters(paramLabel = "ID", description = "Number of the study's figure, e.g. 4, or name of ours, e.g. f1.")
    private String id;

    @Option(names = "--save", description = "Write SVG, PNG and CSV to the figures folder.")
    private boolean save;

    @Option(
            names = "--item",
            paramLabel = "ID",
            description = "Figure 1 alone: which item is shown (default: the first one that shows a gap).")
    private String item;

    @Option(
            names = "--run-missing",
            description = "Compute first what is missing, after saying how long that will take.")
    private boolean runMissing;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "en-x, x-x or x-en: of relevance and similarity, which of several is drawn (default: the first there is).")
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
        CatalogueSelection of = new CatalogueSelection(stored.filter(), depth, Optional.ofNullable(scenario), false);
        CatalogueResult made = new CatalogueDesk(kit, Catalogue.all().figure(id))
                .make(of, runMissing, stored.typed() + global.typed());
        if (item != null) {
            made = ofItem(kit.runs(of.filter()));
        }
        for (Figure figure : made.figures()) {
            System.out.print(CsvTable.render(figure.points()));
            figure.warnings().forEach(warning -> System.err.println(Terminal.safe(warning)));
        }
        if (save) {
            Terminal.wrote(made.save(kit.settings().figures()));
        } else {
            System.err.println("add --save to write it as SVG, PNG and CSV");
        }
        return 0;
    }

    private CatalogueResult ofItem(RunSet runs) {
        if (!id.strip().equals(EXAMPLE)) {
            throw new IllegalArgumentException("--item chooses what Figure " + EXAMPLE + " shows, not figure " + id
                    + "; for one explained prompt: ./crosslens explain --item ID");
        }
        Language[] shown = stored.filter().languages().toArray(Language[]::new);
        return new CatalogueResult(Optional.empty(), Optional.empty(), List.of(Examples.figure(runs, item, shown)));
    }
}
