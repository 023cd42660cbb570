package crosslens.remote;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.TokenScorer;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A model behind an OpenAI-compatible endpoint. It holds no native memory; closing it ends nothing but waiting.
 *
 * <p>Requests with the same text are asked once and handed out for each. A failure of the endpoint becomes an answer of its own kind
 * ({@link crosslens.lm.StopReason#isFailure}) only while the endpoint answers other requests; where it answers none, {@link #generate} ends with an
 * {@link UncheckedIOException} instead, so that an outage never turns into wrong answers.
 */
public final class EndpointModel implements LanguageModel, TokenScorer {
    private static final JsonMapper JSON = new JsonMapper();

    /** Usual over the study's languages; English has more bytes a token, some scripts fewer. */
    private static final int BYTES_A_TOKEN = 3;

    private final EndpointAddress address;
    private final EndpointOptions options;
    private final Caller caller;
    private boolean everAnswered;

    private EndpointModel(EndpointAddress address, EndpointOptions options, Caller caller) {
        this.address = address;
        this.options = options;
        this.caller = caller;
    }

    /**
     * Prepares a model; nothing is sent yet.
     *
     * @param environment variables by name: the key ({@link ApiKey}) and proxies
     */
    public static EndpointModel of(EndpointAddress address, EndpointOptions options, Map<String, String> environment) {
        Wire wire = new Wire(address, ApiKey.of(environment, address), options.timeout(), environment);
        return new EndpointModel(address, options, new Caller(address, options, wire));
    }

    /** Named in full, so that it is never taken for another model of the same name. Size, context and arithmetic are the endpoint's own business; it counts as having a template in chat form. */
    @Override
    public ModelCard card() {
        return new ModelCard(
                address.fingerprint(),
                address.fingerprint(),
                "endpoint",
                0,
                0,
                "endpoint",
                options.form() == Form.CHAT);
    }

    /**
     * The text that is sent for a prompt: the user message in chat form, else the text to be continued.
     *
     * @throws IllegalArgumentException if the style or prefix cannot be had in this form
     */
    public Prompt render(Prompt prompt, Style style, String answerPrefix) {
        if (style != options.form().style()) {
            throw new IllegalArgumentException(address + " is asked in "
                    + (style == Style.RAW
                            ? "chat form, which has no raw style: use --form completion"
                            : "completion form, which has no chat template: use --style raw, or --form chat"));
        }
        boolean rendered = prompt.parts().stream().anyMatch(part -> part.kind() == PartKind.TEMPLATE);
        if (style == Style.RAW) {
            return rendered ? prompt : prompt.raw(answerPrefix);
        }
        if (rendered || !answerPrefix.isEmpty()) {
            throw new IllegalArgumentException((rendered ? "a prompt that is rendered already" : "an answer prefix")
                    + " cannot be sent in chat form: use --form completion --style raw");
        }
        return prompt;
    }

    /** A text to be sent, and everyone who waits for its answer. */
    private record Job(String text, List<String> ids) {}

    /** What a job came to, once for each id. */
    private record Answers(List<Generation> all) {}

    /** @throws UncheckedIOException if the endpoint cannot be used, or the spending limit is reached; the message says which */
    @Override
    public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
            throws InterruptedException {
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (Request request : requests) {
            String text = render(request.prompt(), settings.style(), settings.answerPrefix())
                    .text();
            jobs.computeIfAbsent(text, t -> new Job(t, new ArrayList<>())).ids().add(request.id());
        }
        HeldFailures failures = new HeldFailures(address.fingerprint(), everAnswered, sink);
        try {
            run(List.copyOf(jobs.values()), job -> answers(job, settings), answers -> {
                for (Generation answer : answers.all()) {
                    failures.accept(answer);
                }
            });
            failures.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            everAnswered = failures.answered();
        }
    }

    private Answers answers(Job job, GenerationSettings settings) throws IOException, InterruptedException {
        int bytes = job.text().getBytes(StandardCharsets.UTF_8).length;
        Caller.Outcome outcome = caller.ask(
                options.form(),
                dialect -> body(job.text(), settings.maxTokens(), dialect),
                bytes,
                settings.maxTokens());
        String sha = Prompt.plain(job.text()).sha256();
        AnswerReading reading = AnswerReading.of(outcome, settings.stop());
        return new Answers(job.ids().stream()
                .map(id -> new Generation(
                        id,
                        sha,
                        outcome.usage().promptTokens(),
                        List.of(),
                        reading.text(),
                        reading.stop(),
                        Double.NaN,
                        outcome.verbatim()))
                .toList());
    }

    private ObjectNode body(String text, int maxTokens, Dialect dialect) {
        ObjectNode body = JSON.createObjectNode().put("model", address.model());
        if (options.form() == Form.CHAT) {
            body.putArray("messages").addObject().put("role", "user").put("content", text);
        } else {
            body.put("prompt", text);
        }
        dialect.write(body, maxTokens);
        return body;
    }

    /**
     * Scores given texts by completions with {@code echo} and {@code logprobs}, in completion form only.
     *
     * @throws UnsupportedOperationException if the endpoint does not give log-probabilities of its prompt
     * @throws UncheckedIOException if the endpoint cannot be used, or the spending limit is reached
     */
    @Override
    public void score(List<Continuation> requests, Consumer<Scores> sink) throws InterruptedException {
        if (options.form() == Form.CHAT) {
            throw new UnsupportedOperationException(
                    address + " is asked in chat form, which cannot score given text: use --form completion");
        }
        EchoScorer scorer = new EchoScorer(address, caller);
        run(requests, scorer::score, sink::accept);
    }

    private <T, R> void run(List<T> jobs, Fleet.Work<T, R> work, Fleet.Sink<R> sink) throws InterruptedException {
        caller.restart();
        try {
            new Fleet<>(jobs, work, sink, caller::stop).run(options.parallel());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CancellationException e) {
            throw new IllegalStateException("the model was closed while it was asked", e);
        }
    }

    /**
     * Says that a run is gone on with: its replies must name the same model as an earlier one.
     *
     * @param reply of an earlier answer, as it was stored; one that names no model, or is no JSON, says nothing
     * @throws IOException if an earlier reply named another model
     */
    public void continues(String reply) throws IOException {
        caller.expect(Judgement.model(reply));
    }

    /** What prompts of so many bytes would cost, in words: about, and at most. Tokens of a template come on top. */
    public String cost(long promptBytes, long mostNew) {
        long about = promptBytes / BYTES_A_TOKEN;
        String tokens = "To send: " + promptBytes + " bytes of prompts, about " + about + " tokens at " + BYTES_A_TOKEN
                + " bytes a token, never more than one a byte; new tokens: at most " + mostNew;
        SpendingLimit prices = options.limit();
        return prices.hasPrices()
                ? String.format(
                        Locale.ROOT,
                        "%s. Cost: about %.2f, at most %.2f.",
                        tokens,
                        prices.cost(about, mostNew),
                        prices.cost(promptBytes, mostNew))
                : tokens + ". With --price-in and --price-out the cost is shown.";
    }

    @Override
    public Map<String, String> facts() {
        return caller.facts();
    }

    @Override
    public void close() {
        caller.stop();
    }
}
