package crosslens.report;

import crosslens.data.CrossItem;
import crosslens.text.Sentences;
import crosslens.text.Span;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;

/**
 * What a figure shows of a context: the sentences around its gold answers.
 *
 * @param text with … where sentences are left out
 * @param golds the gold answers in it
 */
record ExampleContext(String text, List<Span> golds, boolean whole) {
    private static final String ELLIPSIS = "…";

    /**
     * As many sentences as fit beside those that the first gold touches, which are always there.
     *
     * @param room width in pixels of all of it set in one line
     */
    static ExampleContext of(CrossItem item, Font font, double room) {
        String context = item.context();
        List<Span> sentences = Sentences.split(context, item.contextLanguage());
        List<Span> golds = item.golds().stream()
                .map(gold -> new Span(gold.start(), gold.start() + gold.text().length()))
                .distinct()
                .toList();
        int first = 0;
        int last = sentences.size() - 1;
        if (!golds.isEmpty()) {
            List<Integer> touched = Sentences.touchedBy(golds.get(0), sentences);
            first = touched.isEmpty() ? 0 : touched.get(0);
            last = touched.isEmpty() ? 0 : touched.get(touched.size() - 1);
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            if (last + 1 < sentences.size() && width(context, sentences, first, last + 1, font) <= room) {
                last++;
                grown = true;
            }
            if (first > 0 && width(context, sentences, first - 1, last, font) <= room) {
                first--;
                grown = true;
            }
        }
        return cut(context, sentences.get(first).start(), sentences.get(last).end(), golds);
    }

    private static double width(String context, List<Span> sentences, int first, int last, Font font) {
        String text = context.substring(
                        sentences.get(first).start(), sentences.get(last).end())
                .replaceAll("\\p{Cntrl}", " ");
        return TextLines.width(text, font);
    }

    private static ExampleContext cut(String context, int start, int end, List<Span> golds) {
        String before = start == 0 ? "" : ELLIPSIS + " ";
        String after = end == context.length() ? "" : ELLIPSIS;
        List<Span> shown = new ArrayList<>();
        for (Span gold : golds) {
            if (gold.start() >= start && gold.end() <= end) {
                int shift = before.length() - start;
                shown.add(new Span(gold.start() + shift, gold.end() + shift));
            }
        }
        return new ExampleContext(
                before + context.substring(start, end) + after, shown, before.isEmpty() && after.isEmpty());
    }
}
