package crosslens.study;

import crosslens.attribute.AttnLrp;
import crosslens.attribute.LayerRelevance;
import crosslens.decoder.Recording;
import crosslens.local.LocalModel;
import crosslens.prompt.Prompt;
import crosslens.report.Figure;
import crosslens.report.HeatHtml;
import crosslens.report.HeatText;
import crosslens.report.Origin;
import crosslens.report.PlainText;
import crosslens.report.RelevanceOfOne;
import crosslens.text.Displayable;
import crosslens.text.Sha256;
import crosslens.token.Encoding;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One prompt explained: what each token contributed to a logit, by AttnLRP. It shows itself as the prompt coloured by the
 * relevance of its embeddings.
 *
 * @param title model, sample and target
 * @param heat the prompt with the embeddings' relevance
 * @param origin for the files of its figures
 */
public record Explanation(String title, HeatText heat, LayerRelevance relevance, Origin origin) implements Displayable {
    private static final int TOP = 5;

    /**
     * Explains a prompt.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint, or the prompt or the target is none for it
     */
    public static Explanation of(Model model, ShownPrompt prompt, ExplainTarget target) {
        LocalModel local = model.differentiable();
        Encoding tokens = prompt.tokens();
        List<String> symbols = symbols(local, tokens.ids());
        return of(local, prompt.name(), prompt.prompt(), tokens.starts(), tokens.ends(), symbols, tokens.ids(), target);
    }

    /** Explains a sequence of ids, shown as the vocabulary writes its tokens, or as numbers if the model has no tokenizer. */
    public static Explanation of(Model model, int[] ids, ExplainTarget target) {
        LocalModel local = model.differentiable();
        List<String> symbols = symbols(local, ids);
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        int at = 0;
        for (int t = 0; t < ids.length; t++) {
            starts[t] = at;
            ends[t] = at + symbols.get(t).length();
            at = ends[t] + 1;
        }
        Prompt text = Prompt.plain(String.join(" ", symbols));
        return of(local, ids.length + " ids", text, starts, ends, symbols, ids, target);
    }

    private static Explanation of(
            LocalModel local,
            String name,
            Prompt prompt,
            int[] starts,
            int[] ends,
            List<String> symbols,
            int[] ids,
            ExplainTarget target) {
        LayerRelevance found =
                AttnLrp.of(local.decoder(), Recording.WHOLE).explain(new AttnLrp.Sample(ids, target.in(local, ids)));
        String asked = "'" + written(local, found.target()) + "' (" + found.target() + ")"
                + (found.against() < 0 ? "" : " against '" + written(local, found.against()) + "'");
        String title = String.format(
                Locale.ROOT,
                "Relevance to %s after token %d, logit %.3f: %s, %s",
                asked,
                found.position(),
                found.logit(),
                local.card().name(),
                name);
        HeatText heat = new HeatText(prompt, starts, ends, symbols, found.embeddings());
        return new Explanation(title, heat, found, origin(local, name, found));
    }

    private static Origin origin(LocalModel local, String name, LayerRelevance found) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("rule", "AttnLRP");
        settings.put("target", found.target() + (found.against() < 0 ? "" : " against " + found.against()));
        settings.put("position", Integer.toString(found.position()));
        settings.put("arithmetic", local.card().dtype());
        settings.put("code", CodeVersion.current());
        String key = Sha256.of(local.card().fingerprint() + Arrays.toString(found.ids()) + settings);
        return new Origin(
                List.of(local.card().name()),
                List.of(new Origin.Run(key, local.card().name(), name, 1, settings)));
    }

    private static List<String> symbols(LocalModel local, int[] ids) {
        return IntStream.of(ids).mapToObj(id -> symbol(local, id)).toList();
    }

    private static String symbol(LocalModel local, int id) {
        boolean known =
                local.hasTokenizer() && id >= 0 && id < local.tokenizer().vocabularySize();
        return known ? local.tokenizer().symbol(id) : Integer.toString(id);
    }

    /** A token as text, white space alone as signs, or its symbol where it has no text or is a part of a letter. */
    private static String written(LocalModel local, int id) {
        String text = local.hasTokenizer() ? local.tokenizer().decode(new int[] {id}) : "";
        if (text.isEmpty() || text.indexOf('\uFFFD') >= 0) {
            return symbol(local, id);
        }
        return text.isBlank() ? PlainText.visible(text) : text.strip();
    }

    /** The heat map for a paper. */
    public Figure figure() {
        return RelevanceOfOne.text(heat, title, origin);
    }

    /** Figure 11: layers × the top 3 tokens of each part. */
    public Figure layers() {
        return RelevanceOfOne.layers(heat, relevance.values(), title, origin);
    }

    /**
     * What another program reads: ids, tokens as the vocabulary writes them, target, logit and relevance, not normalised.
     *
     * @param layers whether relevance is one row for the embeddings and for each layer's output before the final norm; else it is the
     *     embeddings' row alone
     */
    public Map<String, Object> json(boolean layers) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ids", relevance.ids());
        json.put("tokens", heat.symbols());
        json.put("target", relevance.target());
        json.put("logit", relevance.logit());
        json.put("relevance", layers ? relevance.values() : relevance.embeddings());
        return json;
    }

    /** The tokens with the largest relevance of each part, with each part's sum. */
    @Override
    public String text() {
        Map<String, BitSet> parts = new LinkedHashMap<>();
        heat.parts().forEach((kind, tokens) -> parts.put(kind.name().toLowerCase(Locale.ROOT), tokens));
        BitSet all = new BitSet();
        all.set(0, heat.values().length);
        parts.put("all", all);
        StringBuilder text = new StringBuilder(title).append("\n\n");
        text.append(String.format(Locale.ROOT, "%-10s %7s %10s  %s%n", "part", "tokens", "sum", "largest"));
        parts.forEach((name, tokens) -> text.append(String.format(
                Locale.ROOT,
                "%-10s %7d %10.4f  %s%n",
                name,
                tokens.cardinality(),
                tokens.stream().mapToDouble(t -> heat.values()[t]).sum(),
                heat.top(tokens, TOP).stream()
                        .map(t -> String.format(
                                Locale.ROOT, "%s (%d) %.4f", heat.shown(t).replace('\n', ' '), t, heat.values()[t]))
                        .collect(Collectors.joining(", ")))));
        return text.append(String.format(
                        Locale.ROOT,
                        "%nThe first token has %.0f %% of the sum of absolute values. Relevance of the embeddings, not normalised.%n",
                        100 * heat.firstTokenShare()))
                .toString();
    }

    @Override
    public String html() {
        return HeatHtml.render(heat, title);
    }
}
