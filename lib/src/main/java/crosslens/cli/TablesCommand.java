package crosslens.cli;

import crosslens.study.CatalogueEntry.Kind;
import picocli.CommandLine.Command;

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
final class TablesCommand extends CatalogueListing {
    TablesCommand() {
        super(Kind.TABLE);
    }
}
