package crosslens.score;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** One of the four scores of an item. */
public enum Metric {
    EXACT_MATCH("EM", ItemScore::exactMatch),
    F1("F1", ItemScore::f1),
    AWARE_EXACT_MATCH("EM, language-aware", ItemScore::awareExactMatch),
    AWARE_F1("F1, language-aware", ItemScore::awareF1);

    private final String label;
    private final ToDoubleFunction<ItemScore> value;

    Metric(String label, ToDoubleFunction<ItemScore> value) {
        this.label = label;
        this.value = value;
    }

    /** As shown in a title. */
    public String label() {
        return label;
    }

    /** The fraction in [0, 1]. */
    public double of(ItemScore item) {
        return value.applyAsDouble(item);
    }

    /** Mean over the items as a fraction; NaN if there are none. */
    public double mean(List<ItemScore> items) {
        double sum = 0.0;
        for (ItemScore item : items) {
            sum += of(item);
        }
        return items.isEmpty() ? Double.NaN : sum / items.size();
    }
}
