package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.text.PythonText;
import crosslens.text.Span;
import crosslens.token.Encoding;
import crosslens.walk.MaskedScoring.Stretch;
import java.util.ArrayList;
import java.util.List;

/**
 * An item whose context is taken apart.
 *
 * @param segments of its context, tiling it
 */
record OracleItem(CrossItem item, OracleAnswer answer, List<Span> segments) {
    OracleItem {
        segments = List.copyOf(segments);
    }

    /** Variant 0 is the item as it is, variant v the item without segment v - 1. */
    CrossItem variant(int v) {
        return v == 0 ? item : without(v - 1);
    }

    /** The item without one segment and the white space after it; a context never ends with white space. */
    private CrossItem without(int segment) {
        String context = item.context();
        Span gone = segments.get(segment);
        String before = context.substring(0, gone.start());
        String after = context.substring(gone.end());
        return new CrossItem(
                item.id(),
                item.paragraph(),
                item.contextLanguage(),
                item.questionLanguage(),
                after.isEmpty() ? withoutTrailingSpace(before) : before + after,
                item.question(),
                item.golds());
    }

    /**
     * The tokens of each segment in a rendered prompt, its trailing white space left out: a token that lies in a segment with one character belongs to it.
     *
     * @throws IllegalArgumentException if a segment has no token of its own
     */
    List<Stretch> stretches(Prompt rendered, Encoding tokens) {
        Part context = rendered.parts().stream()
                .filter(part -> part.kind() == PartKind.CONTEXT)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the prompt of " + item.id() + " has no context"));
        List<Stretch> stretches = new ArrayList<>();
        for (Span segment : segments) {
            String text = withoutTrailingSpace(item.context().substring(segment.start(), segment.end()));
            int start = context.start() + segment.start();
            Span place = new Span(start, start + text.length());
            int from = 0;
            while (from < tokens.size() && !tokens.span(from).overlaps(place)) {
                from++;
            }
            int to = from;
            while (to < tokens.size() && tokens.span(to).overlaps(place)) {
                to++;
            }
            stretches.add(new Stretch(from, to));
        }
        return stretches;
    }

    private static String withoutTrailingSpace(String text) {
        int end = text.length();
        while (end > 0 && PythonText.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
