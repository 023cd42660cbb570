package crosslens.report;

import crosslens.attribute.Subset;
import crosslens.similarity.SimilarityPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The curves a figure shows, panel by panel.
 *
 * @param models in the order given
 * @param panels with their curves by language; one may have none
 * @param notes what else there is and what is missing
 */
record SimilarityChoice(List<String> models, List<Panel> panels, List<String> notes) {

    /** One panel's curves. */
    record Panel(String model, SimilarityPart part, Subset subset, List<LanguageCurve> curves) {}

    /**
     * Chooses.
     *
     * @param curves of one model or, side by side, of several in the order to be shown; of several shots, formats, styles or scenarios those in the order
     *     2 shots, v1, en-x first that every model has are taken. Where no model, or not every one, has a subset of the figure, all show all samples
     * @throws IllegalArgumentException if there is no curve, too many models, or two that are the same
     */
    static SimilarityChoice of(SimilarityLayout layout, List<LanguageCurve> curves) {
        List<LanguageCurve> fitting = curves.stream()
                .filter(curve -> layout.parts().contains(curve.part()))
                .filter(curve -> layout.measure().isEmpty()
                        || curve.companion(layout.measure().get()).isPresent())
                .toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException("no curve of similarity for figure " + layout.id()
                    + ". To make some: ./crosslens similarity --model "
                    + curves.stream()
                            .findFirst()
                            .map(curve -> PlainText.shellWord(curve.model()))
                            .orElse("MODEL")
                    + layout.measure().map(measure -> " --with " + measure).orElse(""));
        }
        List<String> models =
                fitting.stream().map(LanguageCurve::model).distinct().toList();
        refuse(layout, models, fitting);
        List<String> notes = new ArrayList<>();
        List<LanguageCurve> chosen = alike(models, fitting, notes);
        List<Panel> panels = new ArrayList<>();
        List<Subset> subsets = subsets(layout, models, chosen, notes);
        for (String model : models) {
            for (Subset subset : subsets) {
                for (SimilarityPart part : layout.parts()) {
                    List<LanguageCurve> of = chosen.stream()
                            .filter(curve ->
                                    curve.model().equals(model) && curve.part() == part && curve.subset() == subset)
                            .sorted(Comparator.comparing(LanguageCurve::language))
                            .toList();
                    if (!of.isEmpty() || !layout.showsWhatIsThere()) {
                        panels.add(new Panel(model, part, subset, of));
                    }
                }
            }
        }
        return new SimilarityChoice(models, panels, notes);
    }

    /** All curves that are shown. */
    List<LanguageCurve> shown() {
        return panels.stream().flatMap(panel -> panel.curves().stream()).toList();
    }

    private static void refuse(SimilarityLayout layout, List<String> models, List<LanguageCurve> curves) {
        if (models.size() > layout.models()) {
            throw new IllegalArgumentException(
                    layout.comparesModels()
                            ? "figure " + layout.id() + " shows up to " + layout.models()
                                    + " models side by side, not " + models
                                    + ": name them with --model, in the order base, instruct, tuned"
                            : "the figure shows one model, not " + models + ": choose one with --model");
        }
        if (layout.comparesModels()) {
            different(models, curves);
        }
    }

    /**
     * Refuses a comparison of a model with itself.
     *
     * @throws IllegalArgumentException if two models have the same files, or one has curves of different files
     */
    static void different(List<String> models, List<LanguageCurve> curves) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (String model : models) {
            Set<String> prints = curves.stream()
                    .filter(curve -> curve.model().equals(model))
                    .map(LanguageCurve::fingerprint)
                    .filter(print -> !print.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (prints.size() > 1) {
                throw new IllegalArgumentException("the stored curves of " + model
                        + " come from different files of that name (fingerprints "
                        + prints.stream().map(SimilarityChoice::brief).collect(Collectors.joining(", "))
                        + "): run ./crosslens similarity --model " + PlainText.shellWord(model)
                        + " again for all languages");
            }
            for (String print : prints) {
                String other = owners.putIfAbsent(print, model);
                if (other != null) {
                    throw new IllegalArgumentException(
                            other + " and " + model + " are one and the same model (fingerprint "
                                    + brief(print)
                                    + "): base, instruct and tuned models are compared only where their files differ");
                }
            }
        }
    }

    private static String brief(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    /** The curves of one kind of prompt and pooling, which every model has; of each model those of one style. */
    private static List<LanguageCurve> alike(List<String> models, List<LanguageCurve> curves, List<String> notes) {
        Comparator<LanguageCurve> order = Comparator.comparing(LanguageCurve::scenario)
                .thenComparing(curve -> -curve.cell().shots())
                .thenComparing(curve -> curve.cell().format())
                .thenComparing(curve -> curve.settings().get(LanguageCurve.LAST_LAYER) + "")
                .thenComparing(curve -> "mean".equals(curve.settings().get(LanguageCurve.POOLING)) ? 0 : 1)
                .thenComparing(curve -> curve.cell().style());
        List<Object> kind = curves.stream()
                .sorted(order)
                .map(SimilarityChoice::kind)
                .distinct()
                .filter(one -> models.stream()
                        .allMatch(model -> curves.stream()
                                .anyMatch(curve -> curve.model().equals(model)
                                        && kind(curve).equals(one))))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        models + " have no curves of the same scenario, shots, format and pooling: run"
                                + " ./crosslens similarity for each with the same options"));
        List<LanguageCurve> chosen = new ArrayList<>();
        for (String model : models) {
            List<LanguageCurve> own = curves.stream()
                    .filter(curve -> curve.model().equals(model) && kind(curve).equals(kind))
                    .toList();
            LanguageCurve first = own.stream().min(order).orElseThrow();
            own.stream()
                    .filter(curve -> curve.cell().style() == first.cell().style())
                    .forEach(chosen::add);
        }
        if (chosen.size() < curves.size()) {
            notes.add((curves.size() - chosen.size())
                    + " curves with other shots, formats, styles, scenarios or pooling are not shown.");
        }
        return chosen;
    }

    private static List<Object> kind(LanguageCurve curve) {
        return List.of(
                curve.scenario(),
                curve.cell().shots(),
                curve.cell().format(),
                curve.settings().getOrDefault(LanguageCurve.LAST_LAYER, ""),
                curve.settings().getOrDefault(LanguageCurve.POOLING, ""));
    }

    private static List<Subset> subsets(
            SimilarityLayout layout, List<String> models, List<LanguageCurve> curves, List<String> notes) {
        List<Subset> there = layout.subsets().stream()
                .filter(subset -> missing(subset, models, curves).isEmpty())
                .toList();
        Optional<Subset> other = Stream.of(Subset.ALL, Subset.EN_SUPERIOR, Subset.BALANCED)
                .filter(subset -> missing(subset, models, curves).isEmpty())
                .findFirst();
        if (there.isEmpty() && other.isEmpty()) {
            throw new IllegalArgumentException("no subset is stored of all of " + models
                    + ". To have one: ./crosslens similarity --model MODEL --subset all, for each");
        }
        for (Subset subset : layout.showsWhatIsThere() ? List.<Subset>of() : layout.subsets()) {
            List<String> without = missing(subset, models, curves);
            if (!without.isEmpty()) {
                notes.add("No " + subset.label() + " samples are stored"
                        + (without.size() < models.size() ? " of " + String.join(", ", without) : "") + ".");
            }
        }
        if (there.isEmpty()) {
            notes.add(
                    other.get() == Subset.ALL
                            ? "All samples are shown instead."
                            : "The " + other.get().label()
                                    + " samples are shown instead; --subset all of ./crosslens similarity takes all.");
        }
        return there.isEmpty() ? List.of(other.get()) : there;
    }

    private static List<String> missing(Subset subset, List<String> models, List<LanguageCurve> curves) {
        return models.stream()
                .filter(model ->
                        curves.stream().noneMatch(curve -> curve.model().equals(model) && curve.subset() == subset))
                .toList();
    }
}
