package crosslens.study;

import crosslens.attribute.Subset;
import java.util.Locale;

/** Names of the settings in the specs of similarity findings. */
final class SimilaritySetting {
    /** {@link #SUMS}, {@link #CURVE} or, in the working files of a study, {@link #STATES}. */
    static final String FORM = "form";

    static final String SUMS = "sums";
    static final String CURVE = "curve";
    static final String STATES = "states";
    /** Of a measure beside S, whose name is then the {@link #FORM}: the most items it was to take. */
    static final String MOST = "mostItems";

    static final String PART = "part";
    static final String POOLING = "pooling";
    static final String SUBSET = "subset";
    /** SHA-256 of the sorted ids, a line each. */
    static final String ITEMS = "items";
    /** Number of the ids. */
    static final String COUNT = "itemCount";
    /** Whether the last layer is taken after the final norm. */
    static final String NORMALISED = "lastLayerNormalised";
    /** Key of the spec of en-en. */
    static final String REFERENCE = "reference";

    private SimilaritySetting() {}

    /** E.g. {@code en-superior}. */
    static String name(Subset subset) {
        return subset.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The subset of a name. */
    static Subset subset(String name) {
        return Subset.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
