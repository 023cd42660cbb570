package crosslens.judge;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.score.AnswerText;
import crosslens.text.PythonText;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Classes by rules, without a model: what stands beside a judge so that its numbers can be doubted. It knows blanks, echoed templates, repetition, foreign scripts, broken characters and
 * phrases of refusal in the study's twelve languages; whatever no rule catches is reasonable, so it finds too few failures rather than too many.
 */
public final class RuleBaseline {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final int FEWEST_REPEATS = 4;
    private static final double REPEATED_SHARE = 0.6;
    private static final int LONGEST_PIECE = 60;
    private static final int SHORTEST_REPEATED = 12;
    private static final Set<UnicodeScript> COMMON =
            Set.of(UnicodeScript.COMMON, UnicodeScript.INHERITED, UnicodeScript.LATIN);

    private final List<String> refusals;
    private final List<String> echoes;

    private RuleBaseline(List<String> refusals, List<String> echoes) {
        this.refusals = refusals;
        this.echoes = echoes;
    }

    /** The rules that come with the kit. */
    public static RuleBaseline builtIn() {
        try (InputStream in = RuleBaseline.class.getResourceAsStream("rules.json")) {
            Map<String, List<String>> lists = new ObjectMapper().readValue(in, new TypeReference<>() {});
            List<String> refusals = lists.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals("echoes"))
                    .flatMap(entry -> entry.getValue().stream())
                    .toList();
            return new RuleBaseline(refusals, lists.get("echoes"));
        } catch (IOException e) {
            throw new IllegalStateException("the kit's own rules cannot be read: " + e.getMessage(), e);
        }
    }

    /** The class of an answer. */
    public FailureType classify(JudgedAnswer answer) {
        String text = AnswerText.parse(answer.raw());
        if (answer.isBlank() || text.codePoints().allMatch(RuleBaseline::isFiller)) {
            return FailureType.BLANK;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (refusals.stream().anyMatch(lower::contains)) {
            return FailureType.REFUSAL;
        }
        boolean gibberish = echoes.stream().anyMatch(lower::contains)
                || text.indexOf('\uFFFD') >= 0
                || text.codePoints().noneMatch(Character::isLetterOrDigit)
                || echoesQuestion(lower, answer.question().toLowerCase(Locale.ROOT))
                || repeats(lower)
                || isForeign(text, answer.question());
        return gibberish ? FailureType.GIBBERISH : FailureType.REASONABLE;
    }

    private static boolean isFiller(int c) {
        return PythonText.isWhitespace(c) || ".-–—_…".indexOf(c) >= 0;
    }

    private static boolean echoesQuestion(String text, String question) {
        return question.length() >= SHORTEST_REPEATED && text.contains(question);
    }

    /** Whether one piece, repeated without a break, makes up most of the text, or one word does. */
    static boolean repeats(String text) {
        if (text.length() < SHORTEST_REPEATED) {
            return false;
        }
        for (int piece = 1; piece <= Math.min(LONGEST_PIECE, text.length() / FEWEST_REPEATS); piece++) {
            int run = 0;
            for (int i = piece; i < text.length(); i++) {
                run = text.charAt(i) == text.charAt(i - piece) ? run + 1 : 0;
                if (run >= piece * (FEWEST_REPEATS - 1) && run + piece >= REPEATED_SHARE * text.length()) {
                    return true;
                }
            }
        }
        Map<String, Integer> counts = new HashMap<>();
        String[] words = BETWEEN_WORDS.split(text);
        Arrays.stream(words).forEach(word -> counts.merge(word, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return most >= FEWEST_REPEATS && most >= REPEATED_SHARE * words.length;
    }

    /** Whether most letters are of a script that neither English nor the question is written in. */
    private static boolean isForeign(String text, String question) {
        Set<UnicodeScript> known = new java.util.HashSet<>(COMMON);
        question.codePoints().mapToObj(UnicodeScript::of).forEach(known::add);
        long letters = text.codePoints().filter(Character::isLetter).count();
        long foreign = text.codePoints()
                .filter(Character::isLetter)
                .filter(c -> !known.contains(UnicodeScript.of(c)))
                .count();
        return 2 * foreign > letters;
    }
}
