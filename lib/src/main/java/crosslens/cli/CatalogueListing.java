package crosslens.cli;

import crosslens.study.CatalogueEntry.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A list of all tables, or of all figures. */
abstract class CatalogueListing implements Callable<Integer> {
    private final Kind kind;

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

    CatalogueListing(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.print(form.of(global.kit().catalogue(kind, stored.filter(), form != TableForm.TEXT)));
        return 0;
    }
}
