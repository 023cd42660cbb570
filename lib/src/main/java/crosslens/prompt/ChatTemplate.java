package crosslens.prompt;

import crosslens.prompt.jinja.JinjaException;
import crosslens.prompt.jinja.JinjaTemplate;
import crosslens.text.Sha256;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model's chat template, applied to one user message.
 *
 * <p>The user's text never passes through the template: the template is rendered with a placeholder for the message, and the message is put in its place
 * afterwards. So nothing in a message can be read as a template's code, steer its conditions or end up in a {@link PartKind#TEMPLATE} part. What the
 * template does to white space at the message's ends (most trim it) is found out by rendering and done to the message as Python does it.
 *
 * <p>Immutable; may be shared by threads.
 */
public final class ChatTemplate {
    /** What templates are told the date is, unless {@link #withDate} says otherwise: results must not change from day to day. */
    public static final LocalDate DATE = LocalDate.of(2024, 7, 26);

    /** White space around the placeholder that shows what a template strips: all, newlines only, or nothing. */
    private static final String LEFT = "\n \n";

    private static final String RIGHT = "\n \n";

    private final String source;
    private final String bosToken;
    private final String eosToken;
    private final LocalDate date;
    private final String before;
    private final String after;
    private final Strip left;
    private final Strip right;

    private enum Strip {
        NOTHING(LEFT.length()),
        NEWLINES(2),
        ALL(0);

        private final int kept;

        Strip(int kept) {
            this.kept = kept;
        }
    }

    private ChatTemplate(String source, String bosToken, String eosToken, LocalDate date) {
        this.source = source;
        this.bosToken = bosToken;
        this.eosToken = eosToken;
        this.date = date;
        JinjaTemplate template = JinjaTemplate.parse(source);
        String plain = placeholder();
        String[] around = halves(template, plain, plain);
        before = around[0];
        after = around[1];
        String[] spaced = halves(template, LEFT + plain + RIGHT, plain);
        left = strip(spaced[0], before, true);
        right = strip(spaced[1], after, false);
    }

    /**
     * A template of a model's tokenizer.
     *
     * @param bosToken what {@code bos_token} stands for; null where the model has none, and undefined in the template then
     * @param eosToken likewise
     * @throws JinjaException if the template cannot be parsed, refuses a single user message, or does not show the message exactly once
     */
    public static ChatTemplate of(String source, String bosToken, String eosToken) {
        return new ChatTemplate(source, bosToken, eosToken, DATE);
    }

    /** The same template told another date. */
    public ChatTemplate withDate(LocalDate date) {
        return new ChatTemplate(source, bosToken, eosToken, date);
    }

    /** What the template is given besides the message, as a run's key holds it. */
    public Map<String, String> arguments() {
        return new TreeMap<>(
                Map.of("add_generation_prompt", "true", "enable_thinking", "false", "date", date.toString()));
    }

    /** SHA-256 of the template's source, lower-case hex. */
    public String sha256() {
        return Sha256.of(source);
    }

    /**
     * What a chat model reads: the message in the template, up to where the answer begins.
     *
     * @param user a user message as {@link PromptBuilder} makes it; its parts move with it, and shrink where the template strips white space
     * @param answerPrefix what the answer is made to begin with, e.g. {@code Answer:}; null or empty for none
     */
    public Prompt apply(Prompt user, String answerPrefix) {
        int start = left == Strip.NOTHING ? 0 : skipped(user.text(), left);
        int end = user.text().length();
        while (end > start && right != Strip.NOTHING && goes(user.text().charAt(end - 1), right)) {
            end--;
        }
        String message = user.text().substring(start, end);
        List<Part> parts = new ArrayList<>();
        addTemplate(parts, 0, before.length());
        for (Part part : user.parts()) {
            if (part.kind() == PartKind.TEMPLATE) {
                throw new IllegalArgumentException(
                        "a chat template is applied to a user message, not to a rendered prompt");
            }
            int from = Math.max(part.start(), start) - start + before.length();
            int to = Math.min(part.end(), end) - start + before.length();
            if (from < to) {
                parts.add(new Part(part.kind(), from, to));
            }
        }
        int rest = before.length() + message.length();
        addTemplate(parts, rest, rest + after.length());
        parts.sort(Comparator.comparingInt(Part::start).thenComparing(Part::end, Comparator.reverseOrder()));
        return new Prompt(before + message + after, parts).withAnswerPrefix(answerPrefix);
    }

    private static void addTemplate(List<Part> parts, int start, int end) {
        if (start < end) {
            parts.add(new Part(PartKind.TEMPLATE, start, end));
        }
    }

    private static int skipped(String text, Strip strip) {
        int start = 0;
        while (start < text.length() && goes(text.charAt(start), strip)) {
            start++;
        }
        return start;
    }

    private static boolean goes(char c, Strip strip) {
        return strip == Strip.NEWLINES ? c == '\n' : crosslens.text.PythonText.isWhitespace(c);
    }

    /** A private-use character that the template's source does not hold. */
    private String placeholder() {
        for (char c = '\ue000'; c <= '\uf8ff'; c++) {
            if (source.indexOf(c) < 0) {
                return String.valueOf(c);
            }
        }
        throw new IllegalArgumentException("the chat template uses every private-use character");
    }

    /** What stands before and after the placeholder when the message is {@code content}. */
    private String[] halves(JinjaTemplate template, String content, String placeholder) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("messages", List.of(Map.of("role", "user", "content", content)));
        variables.put("add_generation_prompt", true);
        variables.put("enable_thinking", false);
        variables.put("tools", null);
        variables.put("documents", null);
        if (bosToken != null) {
            variables.put("bos_token", bosToken);
        }
        if (eosToken != null) {
            variables.put("eos_token", eosToken);
        }
        String text = template.render(variables, date);
        int at = text.indexOf(placeholder);
        if (at < 0 || text.indexOf(placeholder, at + 1) >= 0) {
            throw new IllegalArgumentException("the chat template shows the user message "
                    + (at < 0 ? "nowhere" : "more than once") + ": it cannot be used; choose the raw style");
        }
        return new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    /** What the template took away at one side of a message with white space around it. */
    private static Strip strip(String spaced, String plain, boolean before) {
        for (Strip strip : Strip.values()) {
            String expected = before
                    ? plain + LEFT.substring(LEFT.length() - strip.kept)
                    : RIGHT.substring(0, strip.kept) + plain;
            if (spaced.equals(expected)) {
                return strip;
            }
        }
        throw new IllegalArgumentException(
                "the chat template changes white space at the ends of a message in a way that is not understood; choose the raw style");
    }
}
