package crosslens.study;

import crosslens.checkpoint.Checkpoint;
import crosslens.decoder.Architecture;
import crosslens.decoder.DecoderConfig;
import crosslens.decoder.Products;
import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.TokenReader;
import crosslens.lm.TokenScorer;
import crosslens.local.LocalModel;
import crosslens.prompt.ChatTemplate;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.tensor.FloatType;
import crosslens.tensor.ProductSpeed;
import crosslens.tensor.TensorScope;
import crosslens.token.Encoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A model whose files are here. Its facts, tokenizer and template are read at once, its weights when it is first asked to compute. */
final class FileModel extends Model {
    private final Checkpoint checkpoint;
    private final LocalModel.Options options;
    private final MemoryGuard guard;
    private final ProgressListener progress;
    private final ModelCard card;
    private final Optional<ChatTemplate> template;
    private LocalModel loaded;
    private LocalModel plain;

    FileModel(
            String name,
            Checkpoint checkpoint,
            LocalModel.Options options,
            MemoryGuard guard,
            ProgressListener progress)
            throws IOException {
        this.checkpoint = checkpoint;
        this.options = options;
        this.guard = guard;
        this.progress = progress;
        this.card = LocalModel.card(name, checkpoint, options);
        this.template = LocalModel.template(checkpoint);
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

    @Override
    public void generate(
            List<Request> requests, GenerationSettings settings, AnswerListener listener, Consumer<Generation> sink)
            throws InterruptedException {
        local().generate(requests, settings, listener, sink);
    }

    @Override
    public Optional<TokenReader> reader() {
        return local().reader();
    }

    @Override
    public LocalModel.Logits logits(int[] ids) {
        return local().logits(ids);
    }

    @Override
    public int[] ids(String text) throws IOException {
        return checkpoint.tokenizer().encode(Prompt.control(text)).ids();
    }

    @Override
    public Prompt render(Prompt user, Style style, String answerPrefix) {
        return LocalModel.render(card.name(), template, user, style, answerPrefix);
    }

    @Override
    public Optional<Encoding> tokens(Prompt rendered) throws IOException {
        return Optional.of(checkpoint.tokenizer().encode(rendered));
    }

    @Override
    public Optional<TokenScorer> scorer() {
        return Optional.of(local().scorer());
    }

    @Override
    Map<String, String> templateArguments() {
        return template.map(ChatTemplate::arguments).orElse(Map.of());
    }

    @Override
    DecoderConfig config() throws IOException {
        return Architecture.of(checkpoint).config(checkpoint);
    }

    @Override
    LocalModel local() {
        loaded = loaded == null ? open(options) : loaded;
        return loaded;
    }

    @Override
    LocalModel differentiable() {
        if (options.products() == Products.PLAIN) {
            return local();
        }
        plain = plain == null ? open(options.withProducts(Products.PLAIN_RECORDED)) : plain;
        return plain;
    }

    private LocalModel open(LocalModel.Options wanted) {
        try {
            guard.require(card.name(), config(), card.parameters(), wanted);
            warnOfSlowType();
            return LocalModel.open(card.name(), checkpoint, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void warnOfSlowType() {
        if (!options.type().low()) {
            return;
        }
        try (TensorScope scope = TensorScope.open(options.threads(), options.device())) {
            double ratio = ProductSpeed.measured(scope, options.type()) / ProductSpeed.measured(scope, FloatType.F32);
            if (ratio < 1) {
                progress.say(String.format(
                        Locale.ROOT,
                        "products in %s run at %.2g of the speed of f32 on this machine: --dtype f32 is faster, and exact",
                        options.type().label(),
                        ratio));
            }
        }
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
        if (plain != null) {
            plain.close();
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
                Locale.ROOT,
                "%s: %s, %,d parameters, context of %,d tokens, %s arithmetic, %s, fingerprint %s",
                card.name(),
                card.architecture(),
                card.parameters(),
                card.contextLength(),
                card.dtype(),
                card.chat() ? "chat template" : "no chat template",
                card.fingerprint().substring(0, 12));
    }
}
