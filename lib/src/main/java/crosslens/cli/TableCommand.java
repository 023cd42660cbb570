package crosslens.cli;

import crosslens.study.Crosslens;
import crosslens.study.OracleSet;
import crosslens.study.RunSet;
import crosslens.study.TableView;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One table of the study from stored runs. */
@Command(
        name = "table",
        description =
                "Shows a table of the study from stored runs: ours, the paper's, the difference, the interval. No model is called.",
        footer = {
            "",
            "Tables of the study: 2, 3 (from `crosslens oracle`), 5a, 5b, 5c, 5d, 6a, 6b; errors: 7, 8, 9a, 9b, 9c (see crosslens judge --help). Ours: gap (what is lost against English, with intervals and p-values).",
            "Example: crosslens table 6a --model smollm2 --as latex > table6a.tex"
        })
final class TableCommand implements Callable<Integer> {
    /** How a table is printed. */
    enum Form {
        TEXT,
        CSV,
        LATEX,
        HTML
    }

    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Mixin
    private ErrorOptions errors;

    @Parameters(paramLabel = "ID", description = "Number of the table, e.g. 6a.")
    private String id;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "text, csv, latex or html (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private Form form;

    @Option(names = "--language-aware", description = "Score with the language-aware rules instead of the study's.")
    private boolean aware;

    @Option(names = "--save", description = "Also write CSV, LaTeX and HTML to the figures folder.")
    private boolean save;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        if (id.strip().equals("3")) {
            OracleSet found = kit.oracle(stored.filter());
            show(found.table3());
            if (save) {
                Terminal.wrote(kit.save(found.table3(), found));
            }
            return 0;
        }
        errors.apply(kit.errors());
        RunSet runs = stored.runs(kit);
        TableView table = aware ? kit.tableAware(id, runs) : kit.table(id, runs);
        show(table);
        if (save) {
            Terminal.wrote(kit.save(table, runs));
        }
        return 0;
    }

    private void show(TableView table) {
        System.out.print(
                switch (form) {
                    case TEXT -> Terminal.safe(table.text());
                    case CSV -> table.csv();
                    case LATEX -> table.latex();
                    case HTML -> table.html();
                });
    }
}
