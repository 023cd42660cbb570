package crosslens.study;

import crosslens.run.AnswerRecord;
import crosslens.tensor.FloatType;
import crosslens.text.Displayable;
import crosslens.text.Html;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a lower type of arithmetic does to a model's answers: the same questions, answered in both types.
 *
 * @param model as shown in the lower type
 * @param items answers compared
 * @param changed those whose text differs
 * @param f1Wide mean F1 in float32, 0 to 1
 * @param f1Low mean F1 in the lower type
 */
public record Precision(String model, FloatType type, int items, int changed, double f1Wide, double f1Low)
        implements Displayable {

    private static Settings wide(Settings settings) {
        if (settings.engine().type() == FloatType.F32) {
            throw new IllegalArgumentException("name the type to compare with f32: --dtype bf16");
        }
        return settings.withEngine(settings.engine().withType(FloatType.F32));
    }

    /**
     * Answers what a plan asks in float32 and in the kit's own type, as far as that is not stored yet, and compares.
     *
     * @param progress told while it answers in float32
     * @throws IllegalArgumentException if the kit's type is float32 itself
     */
    public static Precision of(Crosslens kit, ProgressListener progress, String name, AnswerPlan plan)
            throws IOException, InterruptedException {
        Crosslens inF32 = Crosslens.open(wide(kit.settings()), progress);
        RunSet wide;
        try (Model model = inF32.model(name)) {
            wide = inF32.answer(model, plan);
        }
        try (Model model = kit.model(name)) {
            return compare(model.card().name(), kit.settings().engine().type(), wide, kit.answer(model, plan));
        }
    }

    private static Precision compare(String model, FloatType type, RunSet wide, RunSet low) {
        Map<String, AnswerRecord> before = new HashMap<>();
        wide.cells().forEach(cell -> cell.answers().forEach(a -> before.put(cell.cell() + " " + a.id(), a)));
        int items = 0;
        int changed = 0;
        for (CellRun cell : low.cells()) {
            for (AnswerRecord answer : cell.answers()) {
                AnswerRecord other = before.get(cell.cell() + " " + answer.id());
                items += other == null ? 0 : 1;
                changed += other == null || other.raw().equals(answer.raw()) ? 0 : 1;
            }
        }
        return new Precision(model, type, items, changed, f1(wide), f1(low));
    }

    private static double f1(RunSet set) {
        return set.cells().stream()
                .flatMap(cell -> cell.scores().stream())
                .mapToDouble(score -> score.f1())
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT,
                "%s: %d of %d answers differ from those in f32 (%.1f %%); mean F1 %.1f in f32, %.1f in %s%n",
                model,
                changed,
                items,
                100.0 * changed / Math.max(1, items),
                100 * f1Wide,
                100 * f1Low,
                type.label());
    }

    @Override
    public String html() {
        return "<div>" + Html.escape(text()) + "</div>";
    }
}
