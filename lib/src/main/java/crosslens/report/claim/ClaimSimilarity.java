package crosslens.report.claim;

import crosslens.attribute.Subset;
import crosslens.prompt.Scenario;
import crosslens.report.Intervals;
import crosslens.report.LanguageCurve;
import crosslens.score.Interval;
import crosslens.similarity.Landmark;
import crosslens.similarity.SimilarityCurve;
import crosslens.similarity.SimilarityPart;
import crosslens.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Claims on the similarity of hidden states over the layers, in en-x. */
final class ClaimSimilarity {
    /** Where a plateau counts as beginning at half depth; ours. */
    private static final double PLATEAU_FROM = 0.4;

    private static final double PLATEAU_TO = 0.6;
    private static final int PERCENT = 100;
    private static final List<Subset> PREFERRED = List.of(Subset.BALANCED, Subset.ALL, Subset.EN_SUPERIOR);

    private ClaimSimilarity() {}

    static List<Claim> all() {
        return List.of(
                Claim.ofEach(
                        "Similarity of the context has two peaks, the second one higher",
                        "Languages whose curve has a valley with a higher peak after it than before it, whichever group of"
                                + " paragraphs is left out; claimed of more than half",
                        model -> votes(model, SimilarityPart.CONTEXT, ClaimSimilarity::twoPeaks)),
                Claim.ofEach(
                        "Similarity of the last input token reaches a plateau at half depth",
                        "Languages whose plateau begins, with its whole interval, at 0.4 to 0.6 of the depth (our bounds);"
                                + " claimed of more than half",
                        model -> votes(model, SimilarityPart.LAST, ClaimSimilarity::plateau)),
                new Claim(
                        "Post-training, not size, moves the last layers",
                        "Change of the last token's fall of S in the last layers from base to tuned, minus its change from one size"
                                + " to another, both without sign and as mean over the languages; claimed above 0",
                        ClaimSimilarity::postTraining));
    }

    static ClaimVerdict twoPeaks(SimilarityCurve curve) {
        Optional<Landmark.Place> turn = curve.place(Landmark.TURNING_POINT);
        Optional<Landmark.Place> second = curve.place(Landmark.SECOND_PEAK);
        if (turn.isEmpty() || second.isEmpty()) {
            return ClaimVerdict.FAILS;
        }
        double first = curve.points().subList(0, turn.get().layer()).stream()
                .mapToDouble(point -> point.similarity())
                .max()
                .orElse(Double.NaN);
        if (second.get().interval().isEmpty()) {
            return ClaimVerdict.CANNOT_TELL;
        }
        return second.get().similarity() > first ? ClaimVerdict.HOLDS : ClaimVerdict.FAILS;
    }

    static ClaimVerdict plateau(SimilarityCurve curve) {
        Optional<Landmark.Place> place = curve.place(Landmark.PLATEAU);
        if (place.isEmpty()) {
            return ClaimVerdict.FAILS;
        }
        if (place.get().interval().isEmpty()) {
            return ClaimVerdict.CANNOT_TELL;
        }
        Interval interval = place.get().interval().get();
        double low = interval.low() / curve.layers();
        double high = interval.high() / curve.layers();
        if (low >= PLATEAU_FROM && high <= PLATEAU_TO) {
            return ClaimVerdict.HOLDS;
        }
        return high < PLATEAU_FROM || low > PLATEAU_TO ? ClaimVerdict.FAILS : ClaimVerdict.CANNOT_TELL;
    }

    private static ClaimFinding votes(
            ClaimEvidence model, SimilarityPart part, Function<SimilarityCurve, ClaimVerdict> vote) {
        Map<Language, SimilarityCurve> curves = curves(model, part);
        if (curves.isEmpty()) {
            return missing(model);
        }
        List<ClaimVerdict> votes = curves.values().stream()
                .map(curve ->
                        curve.paragraphs() < Intervals.FEWEST_PARAGRAPHS ? ClaimVerdict.CANNOT_TELL : vote.apply(curve))
                .toList();
        int paragraphs = curves.values().stream()
                .mapToInt(SimilarityCurve::paragraphs)
                .max()
                .orElse(0);
        return ClaimRelevance.votes(votes, paragraphs, more(model));
    }

    /** A mean fall of S over the last layers and half the width of its interval. */
    private record Fall(double value, double margin) {}

    static Optional<ClaimFinding> postTraining(ClaimEvidence model, List<ClaimEvidence> all) {
        boolean anyTuned = all.stream().anyMatch(other -> other.role() == ClaimRole.TUNED);
        if (model.role() == ClaimRole.BASE && anyTuned) {
            return Optional.empty(); // the tuned one's row speaks of the pair
        }
        Optional<ClaimEvidence> base = all.stream()
                .filter(other -> other.role() == ClaimRole.BASE && other.billions() == model.billions())
                .findFirst();
        Optional<ClaimEvidence> size = all.stream()
                .filter(other -> other.role() == model.role()
                        && !Double.isNaN(other.billions())
                        && other.billions() != model.billions())
                .findFirst();
        if (model.role() != ClaimRole.TUNED || base.isEmpty() || size.isEmpty()) {
            return Optional.of(
                    ClaimFinding.cannot(
                            "It needs a base and a tuned model of one size, and a second size: give"
                                    + " --model three times, each name with its size, and say which is which with --base and --tuned."));
        }
        Optional<Fall> tuning = change(model, base.get());
        Optional<Fall> growing = change(model, size.get());
        if (tuning.isEmpty() || growing.isEmpty()) {
            return Optional.of(ClaimFinding.cannot(
                    "Not measured in all three with intervals. To measure it, for each: " + more(model)));
        }
        double value = PERCENT * (tuning.get().value() - growing.get().value());
        double margin =
                PERCENT * Math.hypot(tuning.get().margin(), growing.get().margin());
        return Optional.of(ClaimFinding.above(
                value,
                Optional.of(new Interval(value, value - margin, value + margin)),
                0,
                "hundredths of S",
                Intervals.FEWEST_PARAGRAPHS,
                more(model)));
    }

    /** How far two models' falls lie apart over the languages both have; the margin takes the two for independent. */
    private static Optional<Fall> change(ClaimEvidence one, ClaimEvidence other) {
        Map<Language, SimilarityCurve> curves = curves(one, SimilarityPart.LAST);
        Map<Language, SimilarityCurve> others = curves(other, SimilarityPart.LAST);
        double sum = 0;
        double margins = 0;
        int languages = 0;
        for (Map.Entry<Language, SimilarityCurve> entry : curves.entrySet()) {
            SimilarityCurve partner = others.get(entry.getKey());
            Landmark.Bottleneck mine = entry.getValue().bottleneck();
            if (partner != null
                    && mine.interval().isPresent()
                    && partner.bottleneck().interval().isPresent()) {
                sum += mine.drop() - partner.bottleneck().drop();
                margins += Math.hypot(
                        half(mine.interval().get()),
                        half(partner.bottleneck().interval().get()));
                languages++;
            }
        }
        return languages == 0
                ? Optional.empty()
                : Optional.of(new Fall(Math.abs(sum / languages), margins / languages));
    }

    private static double half(Interval interval) {
        return (interval.high() - interval.low()) / 2;
    }

    /** The curves of one part on one subset: balanced samples, else all, else en-superior. */
    private static Map<Language, SimilarityCurve> curves(ClaimEvidence model, SimilarityPart part) {
        List<LanguageCurve> all = model.inOneFormat(
                model.curves().stream()
                        .filter(curve -> curve.part() == part
                                && curve.scenario() == Scenario.EN_X
                                && curve.cell().shots() == ClaimEvidence.SHOTS)
                        .toList(),
                curve -> curve.cell().format());
        for (Subset subset : PREFERRED) {
            Map<Language, SimilarityCurve> chosen = new TreeMap<>();
            all.stream()
                    .filter(curve -> curve.subset() == subset)
                    .forEach(curve -> chosen.putIfAbsent(curve.language(), curve.curve()));
            if (!chosen.isEmpty()) {
                return chosen;
            }
        }
        return Map.of();
    }

    private static ClaimFinding missing(ClaimEvidence model) {
        return ClaimFinding.cannot("Not measured. To measure it: " + model.command("similarity", "--scenario en-x"));
    }

    private static String more(ClaimEvidence model) {
        return model.command("similarity", "--scenario en-x --limit 200");
    }
}
