package crosslens.local;

import ai.djl.ndarray.NDArray;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.TensorInfo;
import crosslens.decoder.Architecture;
import crosslens.decoder.Decoder;
import crosslens.decoder.Pack;
import crosslens.decoder.Products;
import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.StopReason;
import crosslens.lm.TokenReader;
import crosslens.lm.TokenScorer;
import crosslens.prompt.ChatTemplate;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.tensor.ComputeDevice;
import crosslens.tensor.FloatType;
import crosslens.tensor.TensorScope;
import crosslens.token.Tokenizer;
import crosslens.walk.PooledWalk;
import crosslens.walk.PrefixTree;
import crosslens.walk.TreeWalk;
import crosslens.walk.WalkVisitor;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model whose weights are here. Whoever opens it closes it; the checkpoint may be closed right after opening.
 *
 * <p>An answer depends on its prompt and the settings alone: not on the other requests, their order, the memory budget or an
 * earlier interruption. Requests with the same rendered prompt are answered once and handed out for each.
 */
public final class LocalModel implements LanguageModel, TokenScorer {
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final Decoder decoder;
    private final Options options;

    /**
     * How a model runs.
     *
     * @param threads native threads of this process, or 0 to leave the engine's default
     * @param kvMemory bytes for keys and values; more is taken if the longest prompt alone needs more
     * @param type of the arithmetic
     * @param products which library multiplies by the weights; answers are the same
     * @param device where weights, keys and values lie
     */
    public record Options(int threads, long kvMemory, FloatType type, Products products, ComputeDevice device) {
        /** Half a GiB for keys and values, float32, the engine's own number of threads. */
        public static final Options DEFAULT = new Options(0, 1L << 29, FloatType.F32, Products.PLAIN);

        public Options {
            if (threads < 0 || kvMemory < 0) {
                throw new IllegalArgumentException(
                        "threads (" + threads + ") and kvMemory (" + kvMemory + ") must be 0 or more");
            }
        }

        /** On the processor. */
        public Options(int threads, long kvMemory, FloatType type, Products products) {
            this(threads, kvMemory, type, products, ComputeDevice.CPU);
        }

        public Options withThreads(int number) {
            return new Options(number, kvMemory, type, products, device);
        }

        public Options withKvMemory(long bytes) {
            return new Options(threads, bytes, type, products, device);
        }

        public Options withType(FloatType arithmetic) {
            return new Options(threads, kvMemory, arithmetic, products, device);
        }

        public Options withProducts(Products library) {
            return new Options(threads, kvMemory, type, library, device);
        }

        public Options withDevice(ComputeDevice where) {
            return new Options(threads, kvMemory, type, products, where);
        }
    }

    /**
     * What a model computes from one sequence.
     *
     * @param ids the sequence, shape (T)
     * @param logits of the token after the last, shape (V)
     * @param hiddenNorms Euclidean length of the residual at h_0 to h_N, shape (N + 1, T)
     */
    public record Logits(int[] ids, float[] logits, float[][] hiddenNorms) {}

    private LocalModel(ModelCard card, Tokenizer tokenizer, ChatTemplate template, Decoder decoder, Options options) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.template = template;
        this.decoder = decoder;
        this.options = options;
    }

    /**
     * Loads a model.
     *
     * @param name what the user calls it
     * @throws IOException if the checkpoint cannot be read, or describes a model that cannot be run here
     */
    public static LocalModel open(String name, Checkpoint checkpoint, Options options) throws IOException {
        Tokenizer tokenizer = null;
        try {
            tokenizer = checkpoint.tokenizer();
        } catch (NoSuchFileException e) {
            // Without a tokenizer a model still computes from ids.
        }
        ChatTemplate template = template(checkpoint).orElse(null);
        ModelCard card = card(name, checkpoint, options);
        Decoder decoder =
                Decoder.open(checkpoint, options.type(), options.products(), options.threads(), options.device());
        return new LocalModel(card, tokenizer, template, decoder, options);
    }

    /**
     * The facts of a model without loading it.
     *
     * @throws IOException if the checkpoint cannot be read, or describes a model that cannot be run here
     */
    public static ModelCard card(String name, Checkpoint checkpoint, Options options) throws IOException {
        Architecture architecture = Architecture.of(checkpoint);
        return new ModelCard(
                name,
                checkpoint.fingerprint(),
                architecture.label(),
                checkpoint.tensors().stream().mapToLong(TensorInfo::size).sum(),
                architecture.config(checkpoint).contextLength(),
                options.type().label(),
                checkpoint.chatTemplate().isPresent());
    }

    /** The model's chat template, if it has one. */
    public static Optional<ChatTemplate> template(Checkpoint checkpoint) {
        return checkpoint
                .chatTemplate()
                .map(source -> ChatTemplate.of(source.template(), source.bosToken(), source.eosToken()));
    }

    @Override
    public ModelCard card() {
        return card;
    }

    /** The same model, not loaded again, with another budget for keys and values; closing either closes both. */
    public LocalModel withKvMemory(long kvMemory) {
        return new LocalModel(card, tokenizer, template, decoder, options.withKvMemory(kvMemory));
    }

    /**
     * The model's tokenizer.
     *
     * @throws IllegalArgumentException if it came without one
     */
    public Tokenizer tokenizer() {
        if (tokenizer == null) {
            throw new IllegalArgumentException("model " + card.name()
                    + " has no tokenizer files: only token ids can be given to it (logits --ids, explain --ids)");
        }
        return tokenizer;
    }

    /** Whether it came with a tokenizer. */
    public boolean hasTokenizer() {
        return tokenizer != null;
    }

    /** The decoder, for analyses that look inside; it stays this model's. */
    public Decoder decoder() {
        return decoder;
    }

    /**
     * The text the model reads for a prompt.
     *
     * @throws IllegalArgumentException if the style is CHAT and the model has no chat template
     */
    public Prompt render(Prompt prompt, Style style, String answerPrefix) {
        return render(card.name(), Optional.ofNullable(template), prompt, style, answerPrefix);
    }

    /** As {@link #render(Prompt, Style, String)}, for a model that is not loaded. */
    public static Prompt render(
            String model, Optional<ChatTemplate> template, Prompt prompt, Style style, String answerPrefix) {
        if (prompt.parts().stream().anyMatch(part -> part.kind() == PartKind.TEMPLATE)) {
            return prompt;
        }
        if (style == Style.RAW) {
            return prompt.raw(answerPrefix);
        }
        return template.orElseThrow(
                        () -> new IllegalArgumentException("model " + model + " has no chat template: use style raw"))
                .apply(prompt, answerPrefix);
    }

    @Override
    public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
            throws InterruptedException {
        generate(requests, settings, AnswerListener.NONE, sink);
    }

    @Override
    public void generate(
            List<Request> requests, GenerationSettings settings, AnswerListener listener, Consumer<Generation> sink)
            throws InterruptedException {
        answer(
                requests,
                settings,
                listener,
                sink,
                (sequences, visitor) -> new TreeWalk(decoder, options.kvMemory())
                        .run(new PrefixTree(sequences), settings.maxTokens(), visitor));
    }

    /**
     * Hidden states that are pooled while prompts are answered.
     *
     * @param samples sequences that share their beginnings with the prompts; equal to none of them or to some
     * @param normalised as of {@link PooledWalk}
     * @param sink may not throw
     */
    public record Pooled(List<PooledWalk.Sample> samples, boolean normalised, PooledWalk.Sink sink) {
        public Pooled {
            samples = List.copyOf(samples);
        }
    }

    /** Answers as {@link #generate(List, GenerationSettings, Consumer)} does, the same answers, and pools hidden states in the same walk: what both share is read once. */
    public void generate(List<Request> requests, GenerationSettings settings, Pooled pooled, Consumer<Generation> sink)
            throws InterruptedException {
        answer(
                requests,
                settings,
                AnswerListener.NONE,
                sink,
                (sequences, visitor) -> new PooledWalk(decoder, options.kvMemory(), pooled.normalised())
                        .run(pooled.samples(), pooled.sink(), sequences, settings.maxTokens(), visitor));
    }

    /** Reads all sequences and continues them. */
    @FunctionalInterface
    private interface Walk {
        void run(List<int[]> sequences, WalkVisitor visitor) throws InterruptedException;
    }

    private void answer(
            List<Request> requests,
            GenerationSettings settings,
            AnswerListener listener,
            Consumer<Generation> sink,
            Walk walk)
            throws InterruptedException {
        Map<IntBuffer, List<Answer.Asked>> byTokens = new LinkedHashMap<>();
        for (Request request : requests) {
            Prompt rendered = render(request.prompt(), settings.style(), settings.answerPrefix());
            int[] ids = tokenizer().encode(rendered).ids();
            if (ids.length == 0) {
                throw new IllegalArgumentException("the prompt of request " + request.id() + " has no tokens");
            }
            requireKnown(ids);
            if (ids.length >= card.contextLength()) {
                sink.accept(new Generation(
                        request.id(), rendered.sha256(), ids.length, List.of(), "", StopReason.TOO_LONG, Double.NaN));
                continue;
            }
            byTokens.computeIfAbsent(IntBuffer.wrap(ids), key -> new ArrayList<>())
                    .add(new Answer.Asked(request.id(), rendered.sha256()));
        }
        List<int[]> sequences = new ArrayList<>();
        List<Answer> answers = new ArrayList<>();
        byTokens.forEach((ids, asked) -> {
            int most = Math.min(settings.maxTokens(), card.contextLength() - ids.capacity());
            sequences.add(ids.array());
            answers.add(new Answer(asked, ids.capacity(), most, settings.stop(), tokenizer()));
        });
        WalkVisitor visitor = (sequence, best, margin) -> {
            Answer answer = answers.get(sequence);
            if (answer.accept(best, margin, listener)) {
                return best;
            }
            answer.generations().forEach(sink);
            return WalkVisitor.END;
        };
        walk.run(sequences, visitor);
    }

    /** Scores given tokens too, and with parts of a prompt masked. */
    public LocalScorer scorer() {
        return new LocalScorer(card, tokenizer, decoder, options.kvMemory());
    }

    @Override
    public Optional<TokenReader> reader() {
        return Optional.of(
                new LocalReader(card, tokenizer(), Optional.ofNullable(template), decoder, options.kvMemory()));
    }

    @Override
    public void score(List<Continuation> requests, Consumer<Scores> sink) throws InterruptedException {
        scorer().score(requests, sink);
    }

    /**
     * What the model computes from one sequence, read alone.
     *
     * @throws IllegalArgumentException if it is empty, longer than the context, or holds an id the model does not know
     */
    public Logits logits(int[] ids) {
        if (ids.length == 0 || ids.length > card.contextLength()) {
            throw new IllegalArgumentException(
                    "a sequence needs 1 to " + card.contextLength() + " tokens, not " + ids.length);
        }
        requireKnown(ids);
        float[][] norms = new float[decoder.config().layers().size() + 1][];
        try (TensorScope pass = decoder.scope()) {
            NDArray hidden = decoder.forward(
                    pass, Pack.Tree.single(ids), null, (layer, h) -> norms[layer] = decoder.lengths(pass, h));
            return new Logits(ids.clone(), decoder.logits(pass, hidden, ids.length - 1), norms);
        }
    }

    // A tokenizer may know more tokens than the model has embeddings for.
    private void requireKnown(int[] ids) {
        for (int id : ids) {
            if (id < 0 || id >= decoder.config().vocabulary()) {
                throw new IllegalArgumentException(
                        "token id " + id + " is not in 0.." + (decoder.config().vocabulary() - 1));
            }
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
