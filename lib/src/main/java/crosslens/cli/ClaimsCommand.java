package crosslens.cli;

import crosslens.report.claim.ClaimRole;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.TableView;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The study's claims, tested on stored results. */
@Command(
        name = "claims",
        description =
                "Tests each claim of the study on stored runs and findings: number, interval, verdict (holds, fails, cannot be told), and what would tell. No model is called.",
        footer = {
            "",
            "Claims on answers need `crosslens answer` or `study`; others need `oracle`, `relevance` and `similarity`. Under 20 paragraphs nothing can be told.",
            "Claims that compare models take several --model; --base and --tuned say what a name does not tell.",
            "Example: crosslens claims --model my-8b --model my-8b-instruct --base my-8b"
        })
final class ClaimsCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredOptions stored;

    @Option(names = "--base", paramLabel = "M", description = "This model is a base model; may be repeated.")
    private List<String> base = List.of();

    @Option(
            names = "--tuned",
            paramLabel = "M",
            description = "This model went through post-training; may be repeated.")
    private List<String> tuned = List.of();

    @Option(names = "--csv", description = "Print the verdicts as CSV.")
    private boolean csv;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, ClaimRole> roles = new HashMap<>();
        base.forEach(model -> roles.put(Model.storedName(model), ClaimRole.BASE));
        for (String model : tuned) {
            if (roles.put(Model.storedName(model), ClaimRole.TUNED) == ClaimRole.BASE) {
                throw new IllegalArgumentException(model + " cannot be both --base and --tuned");
            }
        }
        Crosslens kit = global.kit();
        TableView table = kit.claims(stored.stored(), roles);
        System.out.print(csv ? table.csv() : Terminal.safe(table.text()));
        return 0;
    }
}
