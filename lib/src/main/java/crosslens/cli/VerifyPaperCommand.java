package crosslens.cli;

import crosslens.study.PaperVerification;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The study's printed tables recomputed from each other. */
@Command(
        name = "verify-paper",
        description =
                "Recomputes every printed table of the study that can be recomputed from others, and says what does not agree. No model is called. Exit code 1 if a check does not come out as known.",
        footer = {
            "",
            "With XQuAD at hand (./crosslens data fetch) the mean context length and the blind rules of Table 3 are checked too.",
            "Example: crosslens verify-paper"
        })
final class VerifyPaperCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PaperVerification paper = global.kit().verifyPaper();
        System.out.print(Terminal.safe(paper.text()));
        return paper.agrees() ? 0 : Main.FAILED;
    }
}
