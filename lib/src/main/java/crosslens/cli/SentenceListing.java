package crosslens.cli;

import crosslens.data.Gold;
import crosslens.data.ParallelSet;
import crosslens.data.QaExample;
import crosslens.text.Language;
import crosslens.text.Quote;
import crosslens.text.Sentences;
import crosslens.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The contexts of one language split into sentences, as text for a terminal; a star marks those that hold an answer. */
final class SentenceListing {
    private final ParallelSet set;
    private final Language language;

    SentenceListing(ParallelSet set, Language language) {
        this.set = set;
        this.language = language;
    }

    /** The context of one question; the star is for its answer alone. */
    List<String> item(String id) {
        QaExample example = set.examples(language).stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question " + Quote.of(id) + " in " + set.name()));
        return lines(List.of(List.of(example)));
    }

    /** Paragraphs in the order of their first questions in the data set's fixed order. */
    List<String> paragraphs(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit must be at least 1, not " + limit);
        }
        var byParagraph = set.examples(language).stream().collect(Collectors.groupingBy(QaExample::paragraph));
        var byId = set.examples(language).stream().collect(Collectors.toMap(QaExample::id, QaExample::paragraph));
        return lines(set.order().stream()
                .map(byId::get)
                .distinct()
                .limit(limit)
                .map(byParagraph::get)
                .toList());
    }

    private List<String> lines(List<List<QaExample>> paragraphs) {
        List<String> lines = new ArrayList<>();
        int sentences = 0;
        int answers = 0;
        int crossing = 0;
        for (List<QaExample> questions : paragraphs) {
            String context = questions.get(0).context();
            List<Span> spans = Sentences.split(context, language);
            Set<Integer> holding = new HashSet<>();
            for (QaExample question : questions) {
                List<Integer> touched = touched(question, spans);
                holding.addAll(touched);
                crossing += touched.size() > 1 ? 1 : 0;
            }
            sentences += spans.size();
            answers += questions.size();
            lines.add("paragraph " + (questions.get(0).paragraph() + 1) + ", " + spans.size() + " sentences, "
                    + questions.size() + (questions.size() == 1 ? " question" : " questions"));
            for (int i = 0; i < spans.size(); i++) {
                String text =
                        context.substring(spans.get(i).start(), spans.get(i).end());
                lines.add(String.format(
                        Locale.ROOT,
                        "%s%3d  %s",
                        holding.contains(i) ? "*" : " ",
                        i + 1,
                        Terminal.safe(text).strip().replace("\n", " ⏎ ")));
            }
        }
        lines.add(String.format(
                Locale.ROOT,
                "%d paragraphs, %.2f sentences a paragraph; %d of %d answers cross a boundary and count for every sentence they touch",
                paragraphs.size(),
                (double) sentences / paragraphs.size(),
                crossing,
                answers));
        return lines;
    }

    private static List<Integer> touched(QaExample question, List<Span> sentences) {
        Set<Integer> touched = new TreeSet<>();
        for (Gold gold : question.golds()) {
            touched.addAll(Sentences.touchedBy(
                    new Span(gold.start(), gold.start() + gold.text().length()), sentences));
        }
        return List.copyOf(touched);
    }
}
