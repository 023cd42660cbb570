package crosslens.cli;

import crosslens.report.CsvTable;
import crosslens.report.comparison.ComparisonFigure;
import crosslens.report.comparison.ComparisonKind;
import crosslens.study.ComparisonView;
import crosslens.study.Crosslens;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Two kinds of stored results against each other, language by language. */
@Command(
        name = "compare",
        description =
                "Compares stored results on the same questions: paired differences by language with intervals by paragraph and p-values adjusted by Holm. No model is called.",
        footer = {
            "",
            "shots: 2 against 0 demonstrations · format: the better prompt format against the other · potential: oracle retrieval against F1"
                    + " (after `crosslens oracle`) · direction: all in x against the question alone · pairs: the question in y or in English against the question in x, context in x (after"
                    + " `crosslens answer --scenario x-x,x-y,x-en`; a figure for every four contexts) · models: the second --model against the first.",
            "The difference is always the second minus the first; in the figure only significant ones are filled.",
            "Example: crosslens compare --what shots --model smollm2 --save",
            "Example: crosslens compare --what models --model A --model B"
        })
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Option(
            names = "--what",
            paramLabel = "KIND",
            required = true,
            description = "shots, format, potential, direction, pairs or models.")
    private ComparisonKind what;

    @Option(names = "--csv", description = "Print the figure's points as CSV instead of the table.")
    private boolean csv;

    @Option(names = "--save", description = "Write figure and table to the figures folder.")
    private boolean save;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        ComparisonView view = kit.compare(what, stored.stored());
        System.out.print(
                csv ? CsvTable.render(ComparisonFigure.points(view.comparison())) : Terminal.safe(view.text()));
        if (save) {
            Terminal.wrote(kit.save(view));
        }
        return 0;
    }
}
