package crosslens.report.comparison;

import crosslens.attribute.OracleTarget;
import crosslens.prompt.Scenario;
import crosslens.report.CellScores;
import crosslens.report.FormatRuns;
import crosslens.report.ModelRuns;
import crosslens.report.OracleCell;
import crosslens.report.PlainText;
import crosslens.score.ItemScore;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the cells that a comparison sets against each other. */
final class ComparisonPairs {
    /** How the note begins that two models were not asked alike. */
    static final String STYLES_DIFFER = "The models were asked in different styles: ";

    private static final int DEMONSTRATIONS = 2;

    /** Two lists of scores; they may differ in their questions. */
    record Pair(String group, Language language, List<ItemScore> first, List<ItemScore> second) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final Set<CellScores> read = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private String first = "";
    private String second = "";

    List<Pair> pairs() {
        return pairs;
    }

    List<CellScores> read() {
        return List.copyOf(read);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    String first() {
        return first;
    }

    String second() {
        return second;
    }

    private ComparisonPairs names(String one, String other) {
        first = one;
        second = other;
        return this;
    }

    private void add(String group, Language language, CellScores one, CellScores other) {
        pairs.add(new Pair(group, language, one.items(), other.items()));
        read.add(one);
        read.add(other);
    }

    /** No demonstrations, then two, both in the format that stands with two. */
    static ComparisonPairs shots(List<CellScores> cells) {
        ComparisonPairs found = new ComparisonPairs().names("0 shots", "2 shots");
        List<ModelRuns> without = ModelRuns.of(cells, 0);
        for (ModelRuns with : ModelRuns.of(cells, DEMONSTRATIONS)) {
            String format = with.standing().format();
            without.stream()
                    .filter(runs ->
                            runs.model().equals(with.model()) && runs.style().equals(with.style()))
                    .flatMap(runs -> runs.formats().stream())
                    .filter(runs -> runs.format().equals(format))
                    .forEach(runs -> found.both(with.model(), runs, with.standing()));
            found.notes.add(with.selection());
        }
        return found;
    }

    /** The other formats, then the one that stands. */
    static ComparisonPairs formats(List<CellScores> cells, int shots) {
        ComparisonPairs found = new ComparisonPairs().names("other format", "better format");
        for (ModelRuns model : ModelRuns.of(cells, shots)) {
            for (FormatRuns other : model.formats().subList(1, model.formats().size())) {
                String group = model.model() + ", "
                        + PlainText.of(model.standing().format()) + " against " + PlainText.of(other.format());
                found.both(group, other, model.standing());
            }
            found.notes.add(model.selection());
        }
        found.notes.add("The better format was chosen by the same answers, so its mean en-x lead is the better of two"
                + " draws: part of it is luck. x-x had no part in the choice.");
        return found;
    }

    /** English context, then all in x. */
    static ComparisonPairs directions(List<CellScores> cells, int shots) {
        ComparisonPairs found = new ComparisonPairs().names("en-x", "x-x");
        for (ModelRuns model : ModelRuns.of(cells, shots)) {
            for (Language x : model.standing().languages(Scenario.X_X)) {
                model.standing()
                        .cell(Scenario.EN_X, x)
                        .ifPresent(enX -> found.add(
                                model.model(),
                                x,
                                enX,
                                model.standing().cell(Scenario.X_X, x).orElseThrow()));
            }
            found.notes.add(model.selection());
        }
        return found;
    }

    /** Question in the context's language, then in another one, the same context; a group a context. Of several formats the first that has such cells. */
    static ComparisonPairs contexts(List<CellScores> cells, int shots) {
        ComparisonPairs found = new ComparisonPairs().names("x-x", "x-y");
        for (ModelRuns model : ModelRuns.of(cells, shots)) {
            Optional<FormatRuns> format = model.formats().stream()
                    .filter(runs -> runs.cells().values().stream()
                            .anyMatch(asked -> base(runs, asked).isPresent()))
                    .findFirst();
            format.ifPresent(runs -> {
                runs.cells().values().stream()
                        .sorted(Comparator.comparing(
                                        (CellScores asked) -> asked.cell().context())
                                .thenComparing(asked -> asked.cell().question()))
                        .forEach(asked -> base(runs, asked)
                                .ifPresent(own ->
                                        found.add(context(asked), asked.cell().question(), own, asked)));
                found.notes.add(model.model() + ": format " + PlainText.of(runs.format()) + ".");
            });
        }
        found.notes.add("x-x: context and question in one language; x-y: the same context, the question in the language"
                + " of the row. Answers are in the context's language in both. The mean leaves English questions out.");
        return found;
    }

    /** The group of a pair: all questions about one model's contexts in one language. */
    static String context(CellScores cell) {
        return cell.model() + ", context " + cell.cell().context();
    }

    /** The answers on the same context to the question in its language; empty for an English context and for those answers themselves. */
    private static Optional<CellScores> base(FormatRuns runs, CellScores asked) {
        Language context = asked.cell().context();
        return context.equals(Language.EN) || context.equals(asked.cell().question())
                ? Optional.empty()
                : runs.cell(Scenario.X_X, context);
    }

    /** @param names of the two models, the one that is subtracted first */
    static ComparisonPairs models(List<CellScores> cells, int shots, List<String> names) {
        Map<String, ModelRuns> models = new HashMap<>();
        for (ModelRuns runs : ModelRuns.of(cells, shots)) {
            if (models.put(runs.model(), runs) != null) {
                throw new IllegalArgumentException(
                        runs.model() + " was run in both styles: choose one with --style chat or --style raw");
            }
        }
        if (names.size() != 2 || !models.keySet().containsAll(names)) {
            throw new IllegalArgumentException("models are compared two by two: give --model A --model B. Here are "
                    + (models.isEmpty() ? "none" : String.join(", ", models.keySet())));
        }
        ModelRuns one = models.get(names.get(0));
        ModelRuns other = models.get(names.get(1));
        ComparisonPairs found = new ComparisonPairs()
                .names("F1 of " + PlainText.of(names.get(0)), "F1 of " + PlainText.of(names.get(1)));
        found.both("", one.standing(), other.standing());
        found.notes.add(one.selection());
        found.notes.add(other.selection());
        if (!one.style().equals(other.style())) {
            found.notes.add(
                    STYLES_DIFFER + "a difference may come from the chat template alone (--style asks both alike).");
        }
        return found;
    }

    /** F1 of the answers, then hits of the oracle (whole answer, 0 or 1) on the items it could score. */
    static ComparisonPairs potential(List<CellScores> cells, List<OracleCell> oracle) {
        ComparisonPairs found = new ComparisonPairs().names("F1 of the answers", "oracle accuracy");
        for (OracleCell cell : oracle) {
            Optional<CellScores> answers = cells.stream()
                    .filter(scores -> scores.model().equals(PlainText.of(cell.model()))
                            && scores.cell().equals(cell.cell()))
                    .findFirst();
            if (answers.isPresent() && cell.items() > 0 && cell.cell().shots() > 0) {
                List<ItemScore> hits = cell.hits(OracleTarget.SEQUENCE).stream()
                        .map(hit -> new ItemScore(hit.id(), hit.paragraph(), 0, hit.exactMatch(), 0, 0))
                        .toList();
                String group = PlainText.of(cell.model()) + ", "
                        + PlainText.of(cell.cell().format()) + ", "
                        + (cell.cell().context().equals(Language.EN) ? "en-x" : "others");
                found.pairs.add(
                        new Pair(group, cell.cell().question(), answers.get().items(), hits));
                found.read.add(keeping(answers.get(), hits));
            }
        }
        found.notes.add(
                "Oracle accuracy: how often the sentence whose removal costs the whole answer most holds the gold"
                        + " answer. It is on another scale than F1, and counts only items with an answer; blind rules score some of"
                        + " it too (./crosslens oracle).");
        return found;
    }

    /** The answers to the questions that the oracle scored. */
    private static CellScores keeping(CellScores answers, List<ItemScore> hits) {
        Set<String> ids = hits.stream().map(ItemScore::id).collect(Collectors.toSet());
        return new CellScores(
                answers.model(),
                answers.publishedName(),
                answers.cell(),
                answers.runKey(),
                answers.items().stream().filter(item -> ids.contains(item.id())).toList(),
                answers.stops(),
                answers.settings());
    }

    private void both(String group, FormatRuns one, FormatRuns other) {
        for (Scenario scenario : FormatRuns.SHOWN) {
            List<Language> languages = new ArrayList<>();
            if (scenario == Scenario.EN_X) {
                languages.add(Language.EN);
            }
            languages.addAll(other.languages(scenario));
            for (Language x : languages) {
                Optional<CellScores> left = one.cell(scenario, x);
                Optional<CellScores> right = other.cell(scenario, x);
                if (left.isPresent() && right.isPresent()) {
                    add((group.isEmpty() ? "" : group + ", ") + scenario, x, left.get(), right.get());
                }
            }
        }
    }
}
