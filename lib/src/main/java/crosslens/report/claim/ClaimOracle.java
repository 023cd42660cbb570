package crosslens.report.claim;

import crosslens.attribute.OracleTarget;
import crosslens.prompt.Scenario;
import crosslens.report.CellScores;
import crosslens.report.FormatRuns;
import crosslens.report.OracleCell;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Claims on what a model finds in the context, whatever it answers. */
final class ClaimOracle {
    /** Lead over F1 that counts as far; ours. */
    static final double FAR = 0.10;
    /** The accuracy that tuned models are claimed to exceed. */
    static final double NINETY = 0.90;

    private ClaimOracle() {}

    static List<Claim> all() {
        return List.of(
                Claim.ofEach(
                        "Potential is far above reality: the answer's sentence is found where the answer is wrong",
                        "Mean oracle accuracy (whole answer) minus mean F1 over en-x, on the items the oracle could score, claimed"
                                + " above 10 points (our bound)",
                        ClaimOracle::potential),
                new Claim(
                        "Tuned models find the sentence in over 90 percent",
                        "Oracle accuracy (whole answer) of en-en, claimed above 90 percent",
                        ClaimOracle::ninety));
    }

    static ClaimFinding potential(ClaimEvidence model) {
        List<List<ItemScore>> answers = new ArrayList<>();
        List<List<ItemScore>> hits = new ArrayList<>();
        for (OracleCell cell : cells(model)) {
            Optional<CellScores> scores = model.cells().stream()
                    .filter(scored -> scored.cell().equals(cell.cell()))
                    .findFirst();
            if (scores.isPresent()
                    && FormatRuns.belongs(Scenario.EN_X, cell.cell())
                    && !cell.cell().question().equals(Language.EN)) {
                answers.add(scores.get().items());
                hits.add(cell.hits(OracleTarget.SEQUENCE));
            }
        }
        int n = hits.size();
        answers.addAll(hits);
        ClaimSample sample = ClaimSample.of(answers);
        return sample.isEmpty()
                ? missing(model)
                : ClaimFinding.above(
                        sample,
                        means -> ClaimSample.mean(means, n, 2 * n) - ClaimSample.mean(means, 0, n),
                        FAR,
                        "points",
                        more(model));
    }

    static Optional<ClaimFinding> ninety(ClaimEvidence model, List<ClaimEvidence> all) {
        if (model.role() == ClaimRole.BASE) {
            return Optional.empty();
        }
        if (model.role() == ClaimRole.UNKNOWN) {
            return Optional.of(ClaimFinding.cannot(
                    "It is not known whether the model is tuned. To say it: --base MODEL or --tuned MODEL"));
        }
        return Optional.of(cells(model).stream()
                .filter(cell -> cell.cell().pair().equals("en-en") && cell.items() > 0)
                .findFirst()
                .map(cell -> ClaimFinding.above(
                        ClaimSample.of(List.of(cell.hits(OracleTarget.SEQUENCE))),
                        means -> means[0],
                        NINETY,
                        "percent",
                        more(model)))
                .orElse(missing(model)));
    }

    private static List<OracleCell> cells(ClaimEvidence model) {
        return model.inOneFormat(
                model.oracle().stream()
                        .filter(cell -> cell.cell().shots() == ClaimEvidence.SHOTS)
                        .toList(),
                cell -> cell.cell().format());
    }

    private static ClaimFinding missing(ClaimEvidence model) {
        return ClaimFinding.cannot("Not measured. To measure it: " + model.command("oracle", "--scenario en-x"));
    }

    private static String more(ClaimEvidence model) {
        return model.command("oracle", "--scenario en-x --limit 200");
    }
}
