package crosslens.cli;

import crosslens.prompt.Scenario;
import crosslens.study.AnswerPlan;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import java.io.IOException;
import java.util.Optional;

/** The answers an analysis takes apart where the user names no format. */
final class StandingFormat {
    private StandingFormat() {}

    /** en-x, two shots, and the format that stands for the model, unless the options say otherwise; says on standard error which it is. */
    static AnswerPlan over(PlanOptions options, Crosslens kit, Model asked) throws IOException, InterruptedException {
        AnswerPlan given = options.over(AnswerPlan.of(Scenario.EN_X).formats(new String[0]));
        if (!given.formats().isEmpty() || given.promptFile().isPresent()) {
            return given;
        }
        Optional<String> better = kit.standingFormat(asked, given);
        String format = better.orElse("v1");
        System.err.println(Terminal.safe("format " + format
                + (better.isPresent()
                        ? ": the better in stored runs (--format chooses another)"
                        : ": no stored run tells which is better (--format chooses)")));
        return given.formats(format);
    }
}
