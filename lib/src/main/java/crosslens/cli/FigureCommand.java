package crosslens.cli;

import crosslens.report.CsvTable;
import crosslens.study.Crosslens;
import crosslens.study.RunSet;
import java.io.IOException;
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
            "Figures: f1 (F1 by question language), errors (shares of errors).",
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        errors.apply(kit.errors());
        RunSet runs = stored.runs(kit);
        var figure = kit.figure(id, runs);
        System.out.print(CsvTable.render(figure.points()));
        if (save) {
            Terminal.wrote(kit.save(figure));
        } else {
            System.err.println("add --save to write it as SVG, PNG and CSV");
        }
        return 0;
    }
}
