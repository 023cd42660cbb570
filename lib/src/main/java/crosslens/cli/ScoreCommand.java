package crosslens.cli;

import crosslens.score.OfficialScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Anyone's predictions in the official format. */
@Command(
        name = "score",
        description = {
            "Scores anyone's predictions by the rules of SQuAD v1.1, in any language, to the last bit as the reference script does:",
            "DATASET is a SQuAD-v1.1 file, PREDICTIONS {\"ID\": \"answer\", …}. Prints JSON: exact_match and f1 in percent, items as fractions."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: crosslens score xquad.de.json predictions.json --per-item"})
final class ScoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DATASET", description = "A SQuAD-v1.1 file.")
    private Path dataset;

    @Parameters(paramLabel = "PREDICTIONS", description = "Answers by question id, as JSON.")
    private Path predictions;

    @Option(names = "--per-item", description = "Add the scores of every item.")
    private boolean perItem;

    @Option(names = "--verbose", description = "Show stack traces of errors.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        OfficialScore score = OfficialScore.of(dataset, predictions);
        System.out.println(score.json(perItem));
        if (!score.missing().isEmpty()) {
            System.err.println(
                    score.missing().size() + " of " + score.total() + " questions have no prediction and count 0, e.g. "
                            + Terminal.safe(score.missing().get(0)));
        }
        return 0;
    }
}
