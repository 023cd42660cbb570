package crosslens.cli;

import crosslens.report.Depth;
import crosslens.study.Catalogue;
import crosslens.study.CatalogueResult;
import crosslens.study.CatalogueSelection;
import crosslens.study.Crosslens;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One table of the study from stored runs. */
@Command(
        name = "table",
        description =
                "Shows a table of the study, or one of ours, from what is stored: ours, the paper's, the difference, the interval. No model is called, unless --run-missing is given.",
        footer = {
            "",
            "`crosslens tables` lists all tables, what they need and whether they can be made now.",
            "Examples:",
            "  crosslens table 6a --model smollm2 --as latex > table6a.tex",
            "  crosslens table 3 --model smollm2 --languages en,de --limit 24 --style raw --run-missing"
        })
final class TableCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Mixin
    private ErrorOptions errors;

    @Parameters(paramLabel = "ID", description = "Number of the table, e.g. 6a, or name of ours, e.g. gap.")
    private String id;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "text, csv, latex or html (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private TableForm form;

    @Option(names = "--language-aware", description = "Score with the language-aware rules instead of the study's.")
    private boolean aware;

    @Option(names = "--save", description = "Also write CSV, LaTeX and HTML to the figures folder.")
    private boolean save;

    @Option(
            names = "--run-missing",
            description = "Compute first what is missing, after saying how long that will take.")
    private boolean runMissing;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        errors.apply(kit.errors());
        CatalogueSelection of = new CatalogueSelection(stored.filter(), Depth.LAYERS, Optional.empty(), aware);
        CatalogueResult made =
                new CatalogueDesk(kit, Catalogue.all().table(id)).make(of, runMissing, stored.typed() + global.typed());
        System.out.print(form.of(made.table().orElseThrow()));
        if (save) {
            Terminal.wrote(made.save(kit.settings().figures()));
        }
        return 0;
    }
}
