package crosslens.report;

import java.util.List;
import java.util.Optional;

/** Where intervals come from. Tables and figures ask here, so that a test can answer with numbers made by hand. */
@FunctionalInterface
public interface Intervals {
    /** Fewest paragraphs for which an interval is shown: with fewer, resampling them says too little about the spread. */
    int FEWEST_PARAGRAPHS = 20;

    /**
     * The 95 % interval of the plain mean over cells of each cell's mean, cells being resampled together by paragraph.
     *
     * @param cells at least one, of one model and format
     * @return empty if the cells have fewer than {@link #FEWEST_PARAGRAPHS} paragraphs
     */
    Optional<Interval> mean(List<CellScores> cells, Measure measure);
}
