package crosslens.report;

import java.util.List;
import java.util.Optional;

/** Which prompt format stands for a model (METHOD 2): the one with the higher mean en-x F1. */
public final class FormatChoice {
    private FormatChoice() {}

    /**
     * The standing format of one model in one style.
     *
     * @param cells of any shots; those with {@code shots} count
     * @return empty if there is no such cell
     */
    public static Optional<String> of(List<CellScores> cells, int shots) {
        return ModelRuns.of(cells, shots).stream()
                .findFirst()
                .map(model -> model.standing().format());
    }
}
