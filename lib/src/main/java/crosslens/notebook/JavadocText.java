package crosslens.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc comments as plain text. */
final class JavadocText {
    private static final Pattern INLINE = Pattern.compile("\\{@(\\w+)\\s*([^{}]*)}");
    private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
    private static final Pattern END = Pattern.compile("[.?!](?=\\s|$)");

    private JavadocText() {}

    /** The text before the block tags, links and code as their words, paragraphs apart. */
    static String body(String comment) {
        Matcher block = BLOCK.matcher(comment);
        return plain(block.find() ? comment.substring(0, block.start()) : comment);
    }

    /** What {@code @param} says, by name. */
    static Map<String, String> parameters(String comment) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String part : split(comment)) {
            Matcher tag = Pattern.compile("\\s*@param\\s+(\\S+)\\s+(.*)", Pattern.DOTALL)
                    .matcher(part);
            if (tag.matches()) {
                texts.put(tag.group(1), plain(tag.group(2)));
            }
        }
        return texts;
    }

    private static List<String> split(String comment) {
        List<String> parts = new ArrayList<>();
        Matcher block = BLOCK.matcher(comment);
        int from = 0;
        while (block.find()) {
            parts.add(comment.substring(from, block.start()));
            from = block.start();
        }
        parts.add(comment.substring(from));
        return parts;
    }

    /** The text up to the end of its first sentence. */
    static String sentence(String text) {
        Matcher end = END.matcher(text);
        while (end.find()) {
            String head = text.substring(0, end.end());
            if (!head.endsWith("e.g.") && !head.endsWith("i.e.")) {
                return head;
            }
        }
        return text;
    }

    private static String plain(String text) {
        String words = text.replaceAll("<(/?)(p|li|ol|ul|pre)>", "\n\n");
        for (Matcher tag = INLINE.matcher(words); tag.find(); tag = INLINE.matcher(words)) {
            words = words.substring(0, tag.start()) + shown(tag.group(1), tag.group(2)) + words.substring(tag.end());
        }
        words = words.replaceAll("(?m)^[ \\t]+", "").strip();
        return words.replaceAll("(?<!\n)\n(?!\n)", " ").replaceAll("\n{2,}", "\n");
    }

    private static String shown(String tag, String content) {
        if (!tag.startsWith("link")) {
            return content;
        }
        String[] words = content.strip().split("\\s+(?![^(]*\\))", 2);
        String target = words[words.length - 1];
        if (words.length == 2) {
            return target;
        }
        String name = target.replaceAll("\\(.*\\)", "");
        return name.substring(1 + Math.max(name.lastIndexOf('.'), name.startsWith("#") ? 0 : -1))
                .replace('#', '.');
    }
}
