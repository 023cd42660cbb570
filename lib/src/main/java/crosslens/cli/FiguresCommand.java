package crosslens.cli;

import crosslens.study.CatalogueEntry.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All figures. */
@Command(
        name = "figures",
        description =
                "Lists all figures: what each shows and needs, whether it can be drawn now, how long the rest would take.",
        footer = {
            "",
            "csv and html also hold what the study shows, the notebook and the section of METHOD.",
            "Example: crosslens figures --model smollm2"
        })
final class FiguresCommand implements Callable<Integer> {
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
        System.out.print(form.of(global.kit().catalogue(Kind.FIGURE, stored.filter(), form != TableForm.TEXT)));
        return 0;
    }
}
