package crosslens.report.claim;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a model went through post-training: some claims are about one kind only. */
public enum ClaimRole {
    BASE,
    TUNED,
    UNKNOWN;

    private static final Pattern TUNED_NAME = Pattern.compile(
            "instruct|(?<![a-z])(chat|it|tuned|sft|dpo|tulu|rlhf)(?![a-z])|gpt-[34]|deepseek-v3|^smollm2$");
    private static final Pattern BASE_NAME = Pattern.compile("(?<![a-z])(base|pt)(?![a-z])");
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([bm])(?![a-z0-9])");
    /** The built-in model's, whose short name does not say it. */
    private static final double BUILT_IN_BILLIONS = 0.135;

    /**
     * The role that a model's name tells.
     *
     * @param studyName the study's name of the model, or empty; the study names every tuned model as such
     */
    public static ClaimRole of(String model, String studyName) {
        String name = (studyName.isEmpty() ? model : studyName).toLowerCase(Locale.ROOT);
        if (TUNED_NAME.matcher(name).find()) {
            return TUNED;
        }
        return !studyName.isEmpty() || BASE_NAME.matcher(name).find() ? BASE : UNKNOWN;
    }

    /** Parameters in billions as the name tells, e.g. 8 of {@code Llama-3.1-8B}; NaN if it does not. */
    static double billions(String model, String studyName) {
        String name = (studyName.isEmpty() ? model : studyName).toLowerCase(Locale.ROOT);
        Matcher size = SIZE.matcher(name);
        if (size.find()) {
            return Double.parseDouble(size.group(1)) / (size.group(2).equals("m") ? 1000 : 1);
        }
        return name.equals("smollm2") ? BUILT_IN_BILLIONS : Double.NaN;
    }
}
