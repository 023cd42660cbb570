package crosslens.cli;

import crosslens.study.CatalogueEntry.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All tables. */
@Command(
        name = "tables",
        description =
                "Lists all tables: what each shows and needs, whether it can be made now, how long the rest would take.",
        footer = {
            "",
            "csv and html also hold what the study shows, the notebook and the section of METHOD.",
            "Example: crosslens tables --model smollm2"
        })
final class TablesCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Option(
            names = "--as",
            paramLabel = "FORM",
            description = "text, csv, latex or html (default: ${DEFAULT-VALUE}).",
            defaultValue = "text")
    private TableForm form;

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.print(form.of(global.kit().catalogue(Kind.TABLE, stored.filter(), form != TableForm.TEXT)));
        return 0;
    }
}
