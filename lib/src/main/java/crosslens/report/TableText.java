package crosslens.report;

import crosslens.lm.StopReason;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.score.Metric;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Titles and notes: on what a table or figure rests. */
public final class TableText {
    /** What stands for a setting without a value. */
    public static final String NONE = "none";

    /** Under this F1 a cell says little; a result whose cells all lie under it says so in its title (DECISIONS 9). */
    static final double WEAK_F1 = 0.10;

    private static final Set<Language> QUICK = Set.of(Language.EN, Language.DE, Language.ZH, Language.HI);
    private static final int MOST_NAMES = 3;
    private static final int QUICK_ITEMS = 12;
    private static final Map<StopReason, String> BAD_STOPS = badStops();

    private TableText() {}

    private static Map<StopReason, String> badStops() {
        Map<StopReason, String> meanings = new EnumMap<>(StopReason.class);
        meanings.put(StopReason.LENGTH, "cut at the token limit");
        meanings.put(StopReason.TOO_LONG, "prompt too long, scored 0");
        meanings.put(StopReason.ERROR, "failed, scored 0");
        meanings.put(StopReason.CONTENT_FILTER, "withheld by the endpoint's filter, scored as far as they came");
        meanings.put(StopReason.EMPTY_REPLY, "replies without an answer, scored 0");
        meanings.put(StopReason.NOT_JSON, "no readable reply, scored 0");
        meanings.put(StopReason.CUT_OFF, "lost with the connection, scored 0");
        meanings.put(StopReason.REJECTED, "requests refused by the endpoint, scored 0");
        meanings.put(StopReason.SERVER_ERROR, "failed in the endpoint, scored 0");
        meanings.put(StopReason.TIMEOUT, "not there in time, scored 0");
        return meanings;
    }

    /** The models and the {@link #conditions}, for a title. */
    public static String basis(List<CellScores> cells) {
        List<String> models = cells.stream().map(CellScores::model).distinct().toList();
        return (models.size() > MOST_NAMES ? models.size() + " models" : String.join(", ", models)) + ", "
                + conditions(cells);
    }

    /** E.g. {@code raw style, 2 shots, xquad. Quick subset: 12 items per cell.}, and a warning where every cell is weak. */
    static String conditions(List<CellScores> cells) {
        StringBuilder text =
                new StringBuilder(joined(cells, cell -> styleName(cell.cell().style())));
        text.append(" style, ")
                .append(joined(cells, cell -> Integer.toString(cell.cell().shots())));
        text.append(" shots");
        cells.stream()
                .flatMap(cell -> Stream.ofNullable(cell.settings().get(CellScores.DATA_SET)))
                .distinct()
                .forEach(name -> text.append(", ").append(PlainText.of(name)));
        text.append(". ").append(items(cells)).append('.');
        if (cells.stream().allMatch(cell -> cell.items().isEmpty() || cell.mean(Metric.F1) < WEAK_F1)) {
            text.append(" Near zero: every cell lies under F1 10.");
        }
        return text.toString();
    }

    private static String joined(List<CellScores> cells, Function<CellScores, String> text) {
        return cells.stream().map(text).distinct().collect(Collectors.joining(" and "));
    }

    /** E.g. {@code 1190 items per cell}, {@code Quick subset: 12 items per cell}, {@code Subset: 10 to 12 items per cell}. */
    static String items(List<CellScores> cells) {
        IntSummaryStatistics counts =
                cells.stream().mapToInt(cell -> cell.items().size()).summaryStatistics();
        boolean limited = cells.stream().anyMatch(cell -> cell.settings().containsKey(CellScores.LIMIT));
        boolean quick = cells.stream()
                .allMatch(cell ->
                        Integer.toString(QUICK_ITEMS).equals(cell.settings().get(CellScores.LIMIT))
                                && QUICK.contains(cell.cell().question())
                                && QUICK.contains(cell.cell().context()));
        return (quick ? "Quick subset: " : limited ? "Subset: " : "")
                + range(counts.getMin(), counts.getMax())
                + " items per cell";
    }

    /** E.g. {@code 8 to 12}, or one number where both are the same. */
    static String range(long least, long most) {
        return least == most ? Long.toString(least) : least + " to " + most;
    }

    /** {@code 1 item}, {@code 2 items}. */
    public static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    public static String styleName(Style style) {
        return style.name().toLowerCase(Locale.ROOT);
    }

    /** The settings that all cells share, as one note; none if there are none. */
    public static List<String> settings(List<CellScores> cells) {
        return sharedSettings(cells.stream().map(CellScores::settings).toList());
    }

    /** The settings that are the same in all maps, as one note; none if there are none. */
    static List<String> sharedSettings(List<Map<String, String>> settings) {
        Map<String, String> common = common(settings);
        common.remove(CellScores.MODEL_ARGUMENT);
        return common.isEmpty()
                ? List.of()
                : List.of("Settings: "
                        + common.entrySet().stream()
                                .map(entry -> PlainText.of(
                                        entry.getKey() + " " + (entry.getValue().isEmpty() ? NONE : entry.getValue())))
                                .collect(Collectors.joining("; "))
                        + ".");
    }

    /** The entries that are the same in all maps, in the order of the first. */
    static Map<String, String> common(List<Map<String, String>> settings) {
        Map<String, String> common = new LinkedHashMap<>(settings.get(0));
        settings.forEach(map -> common.entrySet().retainAll(map.entrySet()));
        return common;
    }

    /** {@code A tiny sample.} after a space, for the subtitle of a figure none of whose cells has enough paragraphs for an interval; else empty. */
    public static String tiny(IntStream paragraphs) {
        return paragraphs.allMatch(n -> n < Intervals.FEWEST_PARAGRAPHS) ? " A tiny sample." : "";
    }

    /** Why intervals are missing, if some are. */
    public static List<String> intervals(List<CellScores> cells) {
        IntSummaryStatistics few = cells.stream()
                .mapToInt(CellScores::paragraphs)
                .filter(n -> n < Intervals.FEWEST_PARAGRAPHS)
                .summaryStatistics();
        List<String> notes = new ArrayList<>();
        if (few.getCount() < cells.size()) {
            notes.add(
                    "Intervals: 95 %, bootstrap over paragraphs (questions of one paragraph are not independent); one without width"
                            + " says that these items agree, not that others would.");
        }
        if (few.getCount() > 0) {
            notes.add(
                    (few.getCount() == cells.size() ? "No interval: " : "No interval in " + few.getCount() + " cells: ")
                            + "the items come from " + range(few.getMin(), few.getMax()) + " paragraphs, and under "
                            + Intervals.FEWEST_PARAGRAPHS
                            + " a bootstrap over paragraphs is not to be trusted.");
        }
        return notes;
    }

    /** Which answers did not end by themselves, a note for each model and reason that occurs. */
    static List<String> stops(List<CellScores> cells) {
        List<String> notes = new ArrayList<>();
        Map<String, List<CellScores>> models = cells.stream()
                .collect(Collectors.groupingBy(
                        cell -> cell.model() + ", format "
                                + PlainText.of(cell.cell().format()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        models.forEach((model, runs) -> {
            for (Map.Entry<StopReason, String> bad : BAD_STOPS.entrySet()) {
                String stop = bad.getKey().label();
                long count = runs.stream().mapToLong(run -> count(run, stop)).sum();
                long all = runs.stream().mapToLong(TableText::answers).sum();
                if (count > 0) {
                    CellScores most = runs.stream()
                            .max(Comparator.comparingDouble(run -> (double) count(run, stop) / answers(run)))
                            .orElseThrow();
                    notes.add(model + ": " + count + " of " + all + " answers (" + Numbers.plain(100.0 * count / all)
                            + " percent) " + bad.getValue() + " (" + stop + "), most in "
                            + most.cell().pair() + " (" + count(most, stop) + " of " + answers(most) + ").");
                }
            }
        });
        return notes;
    }

    /** The command that fills the missing cells of a format; none if nothing is missing. */
    static List<String> missing(ModelRuns model, Scenario scenario, List<Language> languages) {
        FormatRuns runs = model.standing();
        List<Language> missing = languages.stream()
                .filter(language -> runs.cell(scenario, language).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        CellScores any = runs.cells().values().iterator().next();
        String limit = any.settings().containsKey(CellScores.LIMIT)
                ? " --limit " + PlainText.shellWord(PlainText.of(any.settings().get(CellScores.LIMIT)))
                : "";
        return List.of(model.model() + ", " + scenario.toString() + ": " + missing.size()
                + " cells are missing (-). To fill them: ./crosslens answer --model "
                + PlainText.shellWord(PlainText.of(any.modelArgument())) + " --scenario " + scenario.toString()
                + " --shots "
                + model.shots() + " --format " + PlainText.shellWord(PlainText.of(runs.format())) + " --style "
                + styleName(model.style()) + limit + " --languages "
                + missing.stream().map(Language::code).collect(Collectors.joining(",")));
    }

    private static long count(CellScores run, String stop) {
        return run.stops().getOrDefault(stop, 0L);
    }

    private static long answers(CellScores run) {
        return Math.max(
                1, run.stops().values().stream().mapToLong(Long::longValue).sum());
    }
}
