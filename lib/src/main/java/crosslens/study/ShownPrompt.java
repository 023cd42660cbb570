package crosslens.study;

import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import crosslens.prompt.PromptView;
import crosslens.text.Displayable;
import crosslens.text.Html;
import crosslens.token.Encoding;
import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A prompt as the model reads it, with its tokens.
 *
 * @param name what it asks, e.g. {@code sample-03-1, en-hi, 2 shots, v1}
 * @param tokens null for a model behind an endpoint, which alone knows them
 */
public record ShownPrompt(String name, Prompt prompt, Encoding tokens) implements Displayable {
    /** A text as a prompt without parts; control tokens in it are parsed as such. */
    static ShownPrompt of(Model model, String text) throws IOException {
        Encoding tokens = model.tokens(Prompt.control(text)).orElse(null);
        return new ShownPrompt(text.length() + " characters", Prompt.plain(text), tokens);
    }

    /** A rendered prompt, named by the beginning of its hash. */
    static ShownPrompt of(Model model, Prompt rendered) throws IOException {
        return new ShownPrompt(
                rendered.sha256().substring(0, 8),
                rendered,
                model.tokens(rendered).orElse(null));
    }

    /** How many tokens there are, in all and by part. */
    public String counts() {
        if (tokens == null) {
            return name + ": " + prompt.text().length() + " characters; the endpoint alone knows its tokens";
        }
        Map<PartKind, BitSet> parts = PartTokens.find(prompt, tokens.starts(), tokens.ends());
        String byPart = parts.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " "
                        + entry.getValue().cardinality())
                .collect(Collectors.joining(", "));
        return name + ": " + tokens.size() + " tokens (" + byPart + ")";
    }

    @Override
    public String text() {
        return PromptView.ansi(prompt, true) + "\n" + counts();
    }

    @Override
    public String html() {
        return PromptView.html(prompt) + "<div>" + Html.escape(counts()) + "</div>";
    }
}
