package crosslens.cli;

import crosslens.remote.server.ModelServer;
import crosslens.remote.server.ServerOptions;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model for other programs. */
@Command(
        name = "serve",
        description = {
            "Serves a model to other programs in the manner of OpenAI: /v1/chat/completions, /v1/completions and /v1/models, until it is interrupted.",
            "Answers are always the likeliest. Requests that wait at the same time are computed together. With \"stream\": true an answer comes token by token.",
            "Log-probabilities: logprobs and top_logprobs of a chat request, logprobs of a completion (up to 20 alternatives); a completion with echo and max_tokens 0 reads a given text. Every choice holds crosslens_margin, the smallest lead of its tokens in logits."
        },
        footer = {
            "",
            "Examples:",
            "  crosslens serve --model smollm2 --port 8080",
            "  crosslens study --model openai:smollm2@http://localhost:8080/v1 --form completion --style raw --languages en,de --limit 12",
            "  crosslens oracle --model openai:smollm2@http://localhost:8080/v1 --form completion --style raw --data sample --limit 2",
            "  curl http://localhost:8080/v1/chat/completions -H 'Content-Type: application/json' -d '{\"model\": \"smollm2\", \"messages\": [{\"role\": \"user\", \"content\": \"What is the capital of France?\"}], \"stream\": true}'",
            "",
            "Others than this machine are served with --host and a key of 16 characters or more in CROSSLENS_SERVE_KEY."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Where to listen (default: ${DEFAULT-VALUE}).",
            defaultValue = "localhost")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "0 for any free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int port;

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "Most requests at a time; others are told to come again (default: ${DEFAULT-VALUE}).",
            defaultValue = "64")
    private int queue;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerOptions options = ServerOptions.DEFAULT
                .withAddress(host, port, Optional.ofNullable(System.getenv(ModelServer.KEY_VARIABLE)))
                .withLimits(queue, ServerOptions.DEFAULT.largestRequest());
        Crosslens kit = global.kit();
        try (Model served = kit.model(model.name())) {
            served.reader(); // loads the weights: a model that does not fit fails before anyone asks it
            try (ModelServer server = ModelServer.start(served, options)) {
                System.err.println(Terminal.safe(served.card().name()) + " is served at http://" + Terminal.safe(host)
                        + ":" + server.port() + "/v1; Ctrl-C ends it");
                new CountDownLatch(1).await();
                return 0;
            }
        }
    }
}
