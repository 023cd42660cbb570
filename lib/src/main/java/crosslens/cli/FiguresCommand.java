package crosslens.cli;

import crosslens.study.CatalogueEntry.Kind;
import picocli.CommandLine.Command;

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
final class FiguresCommand extends CatalogueListing {
    FiguresCommand() {
        super(Kind.FIGURE);
    }
}
