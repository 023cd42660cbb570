package crosslens.study;

import crosslens.data.DataLocator.Source;
import crosslens.data.ParallelSet;
import crosslens.report.Published;
import crosslens.report.PublishedOracle;
import crosslens.report.verify.VerifyCheck;
import crosslens.report.verify.VerifyData;
import crosslens.report.verify.VerifyPublished;
import crosslens.report.verify.VerifyTables;
import crosslens.text.Displayable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The study's printed numbers held against each other and, where XQuAD is here, against its data. No model is called.
 *
 * @param notes what could not be checked
 */
public record PaperVerification(List<VerifyCheck> checks, List<String> notes) implements Displayable {
    public PaperVerification {
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    static PaperVerification of(DataSets data) throws IOException, InterruptedException {
        PublishedOracle oracle = PublishedOracle.load();
        List<VerifyCheck> checks = new ArrayList<>(new VerifyPublished(Published.load(), oracle).checks());
        List<String> notes = new ArrayList<>();
        Optional<ParallelSet> xquad = xquad(data, notes);
        if (xquad.isPresent()) {
            checks.addAll(VerifyData.checks(xquad.get(), oracle));
        }
        notes.add(
                "What the printed numbers cannot tell: which two pairs of demonstrations were used, how often v1 or v2"
                        + " stood for a model, how an answer was parsed, and how far any number would move on other items: the"
                        + " study prints no interval.");
        return new PaperVerification(checks, notes);
    }

    private static Optional<ParallelSet> xquad(DataSets data, List<String> notes)
            throws IOException, InterruptedException {
        boolean sample = data.locate(Optional.empty()).source() == Source.SAMPLE;
        ParallelSet found = data.load(Optional.empty());
        if (sample || !found.name().equals(DataSets.XQUAD)) {
            notes.add(
                    "Not checked: mean context length and the blind rules of Table 3, for XQuAD is not at hand (the data"
                            + " is " + found.name() + "). To fetch it: ./crosslens data fetch");
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /** Whether every check comes out as known. */
    public boolean agrees() {
        return checks.stream().allMatch(VerifyCheck::asKnown);
    }

    /** Agreement by check, then every exception. */
    public TableView table() {
        return new TableView(VerifyTables.of(checks, notes));
    }

    @Override
    public String text() {
        return table().text();
    }

    @Override
    public String html() {
        return table().html();
    }
}
