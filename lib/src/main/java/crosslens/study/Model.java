package crosslens.study;

import crosslens.checkpoint.HubName;
import crosslens.decoder.DecoderConfig;
import crosslens.lm.LanguageModel;
import crosslens.lm.TokenScorer;
import crosslens.local.LocalModel;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.remote.EndpointAddress;
import crosslens.run.Run;
import crosslens.text.Displayable;
import crosslens.text.Html;
import crosslens.token.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A model as a user named it: one whose files are here, or one behind an endpoint. Closed by whoever opened it. */
public abstract sealed class Model implements LanguageModel, Displayable permits FileModel, RemoteModel {
    /** What a model is called in titles and run names: the last part of what was asked for, without revision and ending. */
    static String shownName(String asked) {
        boolean atHub = HubName.parse(asked).isPresent() && !Files.exists(Path.of(asked));
        Path file = Path.of(atHub ? asked.replaceFirst("@.*", "") : asked).getFileName();
        String name = file == null ? asked : file.toString();
        return name.endsWith(".gguf") ? name.substring(0, name.length() - ".gguf".length()) : name;
    }

    /** What runs call a model that a user named: an endpoint by its address, others by the last part of their name. */
    public static String storedName(String asked) {
        return EndpointAddress.names(asked) ? EndpointAddress.parse(asked).fingerprint() : shownName(asked);
    }

    /** The prompt as this model reads it: through the template or raw, with the prefix its answer is made to continue. */
    public abstract Prompt render(Prompt user, Style style, String answerPrefix);

    /**
     * What the model computes from one sequence: next-token logits of the last position and the norms of all hidden states.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint
     */
    public abstract LocalModel.Logits logits(int[] ids);

    /**
     * The ids of a text; control tokens in it are parsed as such.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint
     */
    public abstract int[] ids(String text) throws IOException;

    /** The tokens of a rendered prompt, with their places in its text; empty if the model is behind an endpoint, which alone knows them. */
    public abstract Optional<Encoding> tokens(Prompt rendered) throws IOException;

    /** Scores given texts, where the model can. */
    public Optional<TokenScorer> scorer() {
        return Optional.empty();
    }

    /**
     * The model in a form that gradients pass through; the same as {@link #local} unless that multiplies by oneDNN.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint
     */
    LocalModel differentiable() {
        return local();
    }

    /**
     * The model with its weights, loaded when this is first called.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint
     */
    LocalModel local() {
        throw new IllegalArgumentException(
                card().name() + " is behind an endpoint: this needs a model whose files are here");
    }

    /**
     * The shape of the decoder, without loading it.
     *
     * @throws IllegalArgumentException if the model is behind an endpoint
     */
    DecoderConfig config() throws IOException {
        return local().decoder().config();
    }

    /** What the chat template is given besides the message; part of a run's key. */
    abstract Map<String, String> templateArguments();

    /**
     * Says that a run with answers will be gone on with.
     *
     * @throws IOException if this is not the model that gave them
     */
    void goesOn(Run run) throws IOException {}

    @Override
    public String html() {
        return "<div>" + Html.escape(text()) + "</div>";
    }
}
