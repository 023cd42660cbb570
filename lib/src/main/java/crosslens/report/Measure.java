package crosslens.report;

import crosslens.score.ItemScore;
import java.util.function.ToDoubleFunction;

/** A score of an answer, and how a reader knows it. Values are fractions in [0, 1]; tables and figures show percent. */
public enum Measure {
    EXACT_MATCH("em", "Exact match", ItemScore::exactMatch),
    F1("f1", "F1", ItemScore::f1),
    AWARE_EXACT_MATCH("aware_em", "Language-aware exact match", ItemScore::awareExactMatch),
    AWARE_F1("aware_f1", "Language-aware F1", ItemScore::awareF1);

    private final String id;
    private final String title;
    private final ToDoubleFunction<ItemScore> value;

    Measure(String id, String title, ToDoubleFunction<ItemScore> value) {
        this.id = id;
        this.title = title;
        this.value = value;
    }

    /** The name in files, e.g. {@code f1}. */
    public String id() {
        return id;
    }

    /** The name in titles, e.g. {@code Exact match}. */
    public String title() {
        return title;
    }

    public double of(ItemScore item) {
        return value.applyAsDouble(item);
    }

    /** The same score under the language-aware normalisation; itself if it already is. */
    public Measure aware() {
        return switch (this) {
            case EXACT_MATCH, AWARE_EXACT_MATCH -> AWARE_EXACT_MATCH;
            case F1, AWARE_F1 -> AWARE_F1;
        };
    }
}
