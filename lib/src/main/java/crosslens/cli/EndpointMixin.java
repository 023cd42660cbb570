package crosslens.cli;

import crosslens.remote.EndpointOptions;
import crosslens.remote.Form;
import crosslens.remote.SpendingLimit;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options for models behind an endpoint; without effect on others. */
final class EndpointMixin {
    @Option(
            names = "--form",
            paramLabel = "FORM",
            description =
                    "How an endpoint is asked: chat (a user message) or completion (raw text, with --style raw) (default: chat).")
    private Form form;

    @Option(names = "--parallel", paramLabel = "N", description = "Requests to an endpoint at a time (default: 4).")
    private Integer parallel;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Time for an endpoint's reply (default: 120).")
    private Integer timeout;

    @Option(
            names = "--max-tokens-total",
            paramLabel = "N",
            description = "Stop before an endpoint has counted more prompt and new tokens than this.")
    private Long maxTokensTotal;

    @Option(
            names = "--max-cost",
            paramLabel = "AMOUNT",
            description = "Stop before an endpoint has cost more than this; needs the prices.")
    private Double maxCost;

    @Option(names = "--price-in", paramLabel = "AMOUNT", description = "Price of a million prompt tokens.")
    private double priceIn;

    @Option(names = "--price-out", paramLabel = "AMOUNT", description = "Price of a million new tokens.")
    private double priceOut;

    EndpointOptions options() {
        EndpointOptions options = EndpointOptions.DEFAULT;
        options = form == null ? options : options.withForm(form);
        options = parallel == null ? options : options.withParallel(parallel);
        options = timeout == null ? options : options.withTimeout(Duration.ofSeconds(timeout));
        return options.withLimit(new SpendingLimit(
                maxTokensTotal == null ? SpendingLimit.NO_LIMIT : maxTokensTotal,
                maxCost == null ? Double.POSITIVE_INFINITY : maxCost,
                priceIn,
                priceOut));
    }
}
