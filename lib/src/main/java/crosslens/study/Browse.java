package crosslens.study;

import crosslens.judge.JudgedAnswer;
import crosslens.judge.RuleBaseline;
import crosslens.score.AnswerText;
import crosslens.text.Displayable;
import crosslens.text.Language;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stored answers to be read one by one: question, context with the gold and the retrieved sentence marked, answer, scores. In a notebook the arrow keys turn,
 * and lists filter; as plain text the first few are there.
 *
 * @param samples the same item in all languages, then the next
 */
public record Browse(List<BrowseSample> samples) implements Displayable {
    private static final int PLAIN = 3;

    public Browse {
        samples = List.copyOf(samples);
    }

    static Browse of(RunSet runs, BrowseFindings findings) throws IOException {
        List<List<BrowseSample>> cells = new ArrayList<>();
        RuleBaseline rules = RuleBaseline.builtIn();
        for (CellRun run : runs.cells()) {
            Map<String, BrowseSample.Retrieved> sentences = findings.retrieved(run);
            Map<String, String> relevance = findings.relevance(run);
            List<BrowseSample> samples = new ArrayList<>();
            for (int i = 0; i < run.items().size(); i++) {
                String id = run.items().get(i).id();
                String raw = run.answers().get(i).raw();
                samples.add(new BrowseSample(
                        label(run),
                        run.items().get(i),
                        raw,
                        run.scores().get(i),
                        rules.classify(new JudgedAnswer(id, run.items().get(i).question(), raw)),
                        run.answers().get(i).stop().label(),
                        Optional.ofNullable(sentences.get(id)),
                        relevance.getOrDefault(id, "")));
            }
            cells.add(samples);
        }
        return new Browse(inTurn(cells));
    }

    private static String label(CellRun run) {
        return run.model() + ", " + run.cell().label();
    }

    private static List<BrowseSample> inTurn(List<List<BrowseSample>> cells) {
        int longest = cells.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(i -> cells.stream().filter(cell -> i < cell.size()).map(cell -> cell.get(i)))
                .toList();
    }

    /** The answers that are not exact. */
    public Browse wrong() {
        return new Browse(
                samples.stream().filter(s -> s.score().exactMatch() < 1).toList());
    }

    /** The answers to questions in some languages. */
    public Browse in(Language... languages) {
        List<Language> wanted = List.of(languages);
        return new Browse(samples.stream()
                .filter(s -> wanted.contains(s.item().questionLanguage()))
                .toList());
    }

    /** The answers of which the oracle or an explanation knows more. */
    public Browse explained() {
        return new Browse(samples.stream()
                .filter(s -> s.retrieved().isPresent() || !s.relevance().isEmpty())
                .toList());
    }

    @Override
    public String html() {
        return BrowseHtml.render(samples);
    }

    @Override
    public String text() {
        if (samples.isEmpty()) {
            return "no samples\n";
        }
        int first = Math.min(PLAIN, samples.size());
        return samples.subList(0, first).stream().map(Browse::plain).collect(Collectors.joining("\n"))
                + (first < samples.size() ? "\nfirst " + first + " of " + samples.size() + " samples\n" : "");
    }

    private static String plain(BrowseSample sample) {
        StringBuilder text =
                new StringBuilder(sample.run() + ", " + sample.item().id() + "\n");
        append(text, "question", sample.item().question());
        append(text, "context", sample.item().context());
        append(text, "gold", String.join(" / ", sample.item().goldTexts()));
        append(text, "answer", AnswerText.parse(sample.raw()));
        append(
                text,
                "scores",
                String.format(
                        Locale.ROOT,
                        "EM %.0f, F1 %.2f, %s",
                        sample.score().exactMatch(),
                        100 * sample.score().f1(),
                        BrowseHtml.said(sample)));
        String sentence = sample.retrieved()
                .map(found -> "\u201C"
                        + sample.item()
                                .context()
                                .substring(found.place().start(), found.place().end())
                                .strip()
                        + "\u201D")
                .orElse("");
        append(text, "oracle", BrowseHtml.oracle(sample, sentence));
        append(text, "relevance", sample.relevance());
        return text.toString();
    }

    private static void append(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(
                    "  %-9s  %s%n", label, BrowseHtml.visible(value).replace("\n", "\u23CE")));
        }
    }
}
