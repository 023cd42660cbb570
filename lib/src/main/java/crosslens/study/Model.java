package crosslens.study;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.HubName;
import crosslens.decoder.Architecture;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.local.LocalModel;
import crosslens.prompt.ChatTemplate;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.text.Displayable;
import crosslens.text.Html;
import crosslens.token.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model as a user named it. Its facts, tokenizer and template are read at once, its weights when it is first asked to compute. Closed by whoever opened it.
 */
public final class Model implements LanguageModel, Displayable {
    private final Checkpoint checkpoint;
    private final LocalModel.Options options;
    private final MemoryGuard guard;
    private final ModelCard card;
    private final Optional<ChatTemplate> template;
    private LocalModel loaded;

    Model(String name, Checkpoint checkpoint, LocalModel.Options options, MemoryGuard guard) throws IOException {
        this.checkpoint = checkpoint;
        this.options = options;
        this.guard = guard;
        this.card = LocalModel.card(name, checkpoint, options);
        this.template = LocalModel.template(checkpoint);
    }

    /** What a model is called in titles and run names: the last part of what was asked for, without revision and ending. */
    static String shownName(String asked) {
        boolean atHub = HubName.parse(asked).isPresent() && !Files.exists(Path.of(asked));
        Path file = Path.of(atHub ? asked.replaceFirst("@.*", "") : asked).getFileName();
        String name = file == null ? asked : file.toString();
        return name.endsWith(".gguf") ? name.substring(0, name.length() - ".gguf".length()) : name;
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
            throws InterruptedException {
        local().generate(requests, settings, sink);
    }

    /** What the model computes from one sequence: next-token logits of the last position and the norms of all hidden states. */
    public LocalModel.Logits logits(int[] ids) {
        return local().logits(ids);
    }

    /** The ids of a text; control tokens in it are parsed as such. */
    public int[] ids(String text) throws IOException {
        return checkpoint.tokenizer().encode(Prompt.control(text)).ids();
    }

    /** The prompt as this model reads it: through the template or raw, with the prefix its answer is made to continue. */
    public Prompt render(Prompt user, Style style, String answerPrefix) {
        return LocalModel.render(card.name(), template, user, style, answerPrefix);
    }

    /** The tokens of a rendered prompt, with their places in its text. */
    public Encoding encode(Prompt rendered) throws IOException {
        return checkpoint.tokenizer().encode(rendered);
    }

    /** What the chat template is given besides the message; part of a run's key. */
    Map<String, String> templateArguments() {
        return template.map(ChatTemplate::arguments).orElse(Map.of());
    }

    /** The model with its weights, loaded when this is first called. */
    LocalModel local() {
        try {
            if (loaded == null) {
                guard.require(card.name(), Architecture.of(checkpoint).config(checkpoint), card.parameters(), options);
                loaded = LocalModel.open(card.name(), checkpoint, options);
            }
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
        try {
            checkpoint.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String text() {
        return String.format(
                "%s: %s, %,d parameters, context of %,d tokens, %s arithmetic, %s, fingerprint %s",
                card.name(),
                card.architecture(),
                card.parameters(),
                card.contextLength(),
                card.dtype(),
                card.chat() ? "chat template" : "no chat template",
                card.fingerprint().substring(0, 12));
    }

    @Override
    public String html() {
        return "<div>" + Html.escape(text()) + "</div>";
    }
}
