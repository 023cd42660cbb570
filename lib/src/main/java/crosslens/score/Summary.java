package crosslens.score;

import crosslens.text.Language;
import java.util.Map;

/**
 * One model in a row, the shape of the study's Table 2. All values are fractions or ratios; NaN where a value rests on cells that are missing.
 *
 * @param enEn context, question and answer English
 * @param meanEnX plain mean over the question languages, context and answer English
 * @param meanXX plain mean over the languages, all in one
 */
public record Summary(double enEn, double meanEnX, double meanXX) {
    /**
     * Summarises the cells that are there.
     *
     * @param enX by question language, without English
     * @param xX by language, without English
     */
    public static Summary of(double enEn, Map<Language, Double> enX, Map<Language, Double> xX) {
        return new Summary(enEn, mean(enX), mean(xX));
    }

    /** How much of the English score remains when only the question is in another language. */
    public double enXRatio() {
        return ratio(meanEnX, enEn);
    }

    /** How much of the English score remains when everything is in another language. */
    public double xXRatio() {
        return ratio(meanXX, enEn);
    }

    /** A part over a whole; NaN if the whole is 0. */
    public static double ratio(double part, double whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }

    private static double mean(Map<Language, Double> cells) {
        if (cells.containsKey(Language.EN)) {
            throw new IllegalArgumentException("en-en is the reference and no part of a mean over other languages");
        }
        return cells.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
