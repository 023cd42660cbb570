package crosslens.study;

import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.ModelCard;
import crosslens.lm.Request;
import crosslens.lm.TokenScorer;
import crosslens.local.LocalModel;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.remote.EndpointAddress;
import crosslens.remote.EndpointModel;
import crosslens.remote.EndpointOptions;
import crosslens.run.AnswerRecord;
import crosslens.run.Run;
import crosslens.token.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A model behind an endpoint. */
final class RemoteModel extends Model {
    private final EndpointModel endpoint;

    RemoteModel(EndpointModel endpoint) {
        this.endpoint = endpoint;
    }

    /** The model at an address, which must be on this machine if {@code offline}; its key is read from the environment. */
    static RemoteModel open(String name, EndpointOptions options, boolean offline) throws IOException {
        EndpointAddress address = EndpointAddress.parse(name);
        if (offline && !address.isLoopback()) {
            throw new IllegalArgumentException(
                    address + " is behind the network, which --offline and CROSSLENS_OFFLINE forbid");
        }
        return new RemoteModel(EndpointModel.of(address, options, System.getenv()));
    }

    @Override
    public ModelCard card() {
        return endpoint.card();
    }

    @Override
    public void generate(List<Request> requests, GenerationSettings settings, Consumer<Generation> sink)
            throws InterruptedException {
        endpoint.generate(requests, settings, sink);
    }

    @Override
    public Map<String, String> facts() {
        return endpoint.facts();
    }

    @Override
    public Prompt render(Prompt user, Style style, String answerPrefix) {
        return endpoint.render(user, style, answerPrefix);
    }

    @Override
    public LocalModel.Logits logits(int[] ids) {
        throw notHere("logits and hidden states");
    }

    @Override
    public int[] ids(String text) {
        throw notHere("token ids");
    }

    @Override
    public Optional<Encoding> tokens(Prompt rendered) {
        return Optional.empty();
    }

    @Override
    public Optional<TokenScorer> scorer() {
        return Optional.of(endpoint);
    }

    private IllegalArgumentException notHere(String what) {
        return new IllegalArgumentException(card().name() + " is behind an endpoint, which shows no " + what
                + ": name a model whose files are here");
    }

    @Override
    Map<String, String> templateArguments() {
        return Map.of();
    }

    @Override
    void goesOn(Run run) throws IOException {
        for (AnswerRecord answer : run.records()) {
            endpoint.continues(answer.reply());
        }
    }

    /** What prompts would cost, in words. */
    String cost(List<String> prompts, long mostNew) {
        long bytes = prompts.stream()
                .mapToLong(prompt -> prompt.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        return endpoint.cost(bytes, mostNew);
    }

    @Override
    public void close() {
        endpoint.close();
    }

    @Override
    public String text() {
        return card().name() + ": behind an endpoint, " + (card().chat() ? "chat" : "completion") + " form";
    }
}
