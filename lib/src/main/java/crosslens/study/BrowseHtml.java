package crosslens.study;

import crosslens.report.TableScript;
import crosslens.score.AnswerText;
import crosslens.study.BrowseSample.Retrieved;
import crosslens.text.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The view of samples as a fragment of HTML: a table of the first ones, which the script behind it replaces by a view of one at a time where scripts run. */
final class BrowseHtml {
    /** Bytes of all samples together, beyond which the view is cut: it lies in the notebook's file. */
    static final int MOST = 90_000;

    private static final int STATIC = 5;

    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<String, Integer> runs = new LinkedHashMap<>();
    private final StringJoiner samples = new StringJoiner(",\n", "[", "]");
    private int bytes;
    private int count;

    private BrowseHtml() {}

    static String render(List<BrowseSample> samples) {
        if (samples.isEmpty()) {
            return "<div>no samples</div>";
        }
        BrowseHtml view = new BrowseHtml();
        for (BrowseSample sample : samples) {
            view.add(sample);
            if (view.bytes > MOST) {
                break;
            }
        }
        String cut = view.count < samples.size()
                ? "The first " + view.count + " of " + samples.size() + " samples; .in(DE) or .wrong() chooses. "
                : "";
        String note = cut + "Left and right arrow, Home and End turn. Yellow: the gold answer."
                + (samples.stream().anyMatch(s -> s.retrieved().isPresent())
                        ? " Underlined: the sentence whose removal costs the answer most."
                        : "");
        return "<div>\n" + table(samples) + "<script>(" + code() + ")(document.currentScript?.parentElement,{texts:["
                + view.texts.keySet().stream().map(TableScript::quote).collect(Collectors.joining(","))
                + "],\nruns:["
                + view.runs.keySet().stream().map(TableScript::quote).collect(Collectors.joining(","))
                + "],\nsamples:" + view.samples + ",\nnote:" + TableScript.quote(note) + "})</script>\n</div>\n";
    }

    private void add(BrowseSample sample) {
        StringJoiner row = new StringJoiner(",", "[", "]");
        String answer = AnswerText.parse(sample.raw());
        row.add(Integer.toString(place(runs, sample.run())))
                .add(TableScript.quote(sample.item().questionLanguage().code()));
        Stream.of(
                        sample.item().id(),
                        sample.item().question(),
                        sample.item().context(),
                        String.join(" / ", sample.item().goldTexts()),
                        answer,
                        more(sample.raw(), answer))
                .forEach(text -> row.add(Integer.toString(place(texts, visible(text)))));
        row.add(sample.score().exactMatch() < 1 ? "0" : "1")
                .add(String.format(Locale.ROOT, "%.2f", 100 * sample.score().f1()))
                .add(Integer.toString(place(texts, said(sample))));
        row.add(sample.item().golds().stream()
                .map(gold -> gold.start() + "," + (gold.start() + gold.text().length()))
                .collect(Collectors.joining(",", "[", "]")));
        row.add(sample.retrieved()
                .map(found -> "[" + found.place().start() + "," + found.place().end() + "]")
                .orElse("[]"));
        row.add(Integer.toString(place(texts, oracle(sample)))).add(Integer.toString(place(texts, sample.relevance())));
        samples.add(row.toString());
        bytes += row.length() + 2;
        count++;
    }

    /** What the model wrote, where that is more than label and answer. */
    private static String more(String raw, String answer) {
        String text = raw.strip();
        return text.equals(answer) || text.equals(AnswerText.DEFAULT_LABEL + " " + answer) ? "" : raw;
    }

    private int place(Map<String, Integer> known, String text) {
        Integer place = known.get(text);
        if (place == null) {
            place = known.size();
            known.put(text, place);
            bytes += TableScript.quote(text).getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return place;
    }

    /** What there is to say beside exact match and F1. */
    static String said(BrowseSample sample) {
        return String.format(
                        Locale.ROOT,
                        "language-aware F1 %.2f, ended by %s",
                        100 * sample.score().awareF1(),
                        sample.stop())
                + (sample.score().f1() < 0.5 ? ", rules say " + sample.type().label() : "");
    }

    private static String oracle(BrowseSample sample) {
        return oracle(sample, "the underlined sentence");
    }

    /**
     * What the oracle says of a sample; empty if it has not looked into it.
     *
     * @param sentence what the retrieved one is called
     */
    static String oracle(BrowseSample sample, String sentence) {
        Optional<Retrieved> found = sample.retrieved();
        if (found.isEmpty()) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "%s %s the gold; without it the first token of the answer loses %.3f nats",
                sentence,
                found.get().holds() ? "holds" : "does not hold",
                found.get().drop());
    }

    /** The text with control characters as pictures and bidirectional overrides replaced, letter for letter, so that places in it stay. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c < 0x20 && c != '\n' && c != '\t') {
                out.setCharAt(i, (char) (0x2400 + c));
            } else if (c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c >= 0x7F && c < 0xA0) {
                out.setCharAt(i, '\uFFFD');
            }
        }
        return out.toString();
    }

    private static String table(List<BrowseSample> samples) {
        int first = Math.min(STATIC, samples.size());
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        for (String head : List.of("run", "item", "question", "gold", "answer", "F1")) {
            html.append("<th style=\"text-align:left\">").append(head).append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (BrowseSample sample : samples.subList(0, first)) {
            html.append("<tr>");
            Stream.of(
                            sample.run(),
                            sample.item().id(),
                            sample.item().question(),
                            String.join(" / ", sample.item().goldTexts()),
                            AnswerText.parse(sample.raw()),
                            String.format(
                                    Locale.ROOT, "%.2f", 100 * sample.score().f1()))
                    .forEach(text -> html.append(
                                    "<td dir=\"auto\" style=\"text-align:start;max-width:24em;overflow-wrap:anywhere\">")
                            .append(Html.escape(visible(text)))
                            .append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n<div>first ")
                .append(first)
                .append(" of ")
                .append(samples.size());
        return html.append(" samples; run the cell, or trust the notebook, to browse them</div>\n")
                .toString();
    }

    private static String code() {
        try (InputStream in = BrowseHtml.class.getResourceAsStream("browse.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the script browse.js of the kit cannot be read", e);
        }
    }
}
