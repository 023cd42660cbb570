package crosslens.study;

import crosslens.report.Figure;
import crosslens.report.FigureFiles;
import crosslens.report.Origin;
import crosslens.report.TableFiles;
import crosslens.report.comparison.ComparisonKind;
import crosslens.report.comparison.Comparisons;
import crosslens.score.ClusterBootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Comparisons of what is stored; no model is called. */
final class Comparing {
    private static final int DEFAULT_SHOTS = 2;

    private Comparing() {}

    /**
     * Compares the stored results that fit a filter.
     *
     * @throws IllegalArgumentException if nothing can be paired; the message has the command that makes it
     */
    static ComparisonView of(Crosslens kit, ComparisonKind kind, RunFilter filter)
            throws IOException, InterruptedException {
        boolean anyShots = kind == ComparisonKind.SHOTS;
        RunFilter wanted = anyShots
                ? new RunFilter(
                        filter.models(),
                        filter.languages(),
                        List.of(),
                        filter.formats(),
                        filter.style(),
                        filter.limit())
                : filter;
        RunSet runs = kit.runs(wanted);
        OracleSet oracle = kind == ComparisonKind.POTENTIAL ? kit.oracle(wanted) : null;
        int shots = filter.shots().isEmpty() ? DEFAULT_SHOTS : filter.shots().get(0);
        return new ComparisonView(new Comparisons(ClusterBootstrap.DEFAULT)
                .compare(
                        kind,
                        runs.scores(),
                        oracle == null ? List.of() : oracle.cells(),
                        shots,
                        filter.models().isEmpty()
                                ? runs.cells().stream()
                                        .map(CellRun::model)
                                        .distinct()
                                        .toList()
                                : filter.models()));
    }

    /** Writes figures and table; returns the files. */
    static List<Path> save(ComparisonView view, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Figure figure : view.figures()) {
            files.addAll(FigureFiles.save(figure, folder));
        }
        files.addAll(TableFiles.save(
                view.table().parts().get(0), Origin.of(view.comparison().cells()), folder));
        return files;
    }
}
