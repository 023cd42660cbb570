package crosslens.judge;

import crosslens.lm.GenerationSettings;
import crosslens.lm.LanguageModel;
import crosslens.lm.Request;
import crosslens.lm.StopRule;
import crosslens.prompt.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A language model that says what kind of reply each answer is. Any model will do; how far its word is worth anything, {@link JudgeValidation} says.
 *
 * @param style chat, or raw where the model has no template
 */
public record Judge(LanguageModel model, JudgePrompt prompt, Style style) {
    /** Room for a digit and a little white space; longer replies are none of the digits anyway. */
    private static final int MAX_TOKENS = 8;

    /** One question to the judge: the answer and the vote's number. */
    public record Ballot(JudgedAnswer answer, int turn) {}

    /** A judge asked as its model can be: through its template if it has one. */
    public static Judge of(LanguageModel model, JudgePrompt prompt) {
        return new Judge(model, prompt, model.card().chat() ? Style.CHAT : Style.RAW);
    }

    /** How the model is asked: in raw style the reply continues a label, else a base model would go on with the instructions. */
    public GenerationSettings settings() {
        return new GenerationSettings(style, style == Style.RAW ? "Digit:" : "", MAX_TOKENS, StopRule.NEWLINE);
    }

    /**
     * Asks for every vote.
     *
     * @param sink gets each vote as it comes, on the calling thread; a request that failed at the endpoint gives none, so that it is asked again next time
     * @throws IllegalArgumentException if an answer is blank: those need no judge
     * @throws InterruptedException if the thread was interrupted; votes already handed out stand
     */
    public void ask(List<Ballot> ballots, Consumer<Vote> sink) throws InterruptedException {
        List<Request> requests = new ArrayList<>();
        Map<String, Ballot> asked = new HashMap<>();
        for (Ballot ballot : ballots) {
            if (ballot.answer().isBlank()) {
                throw new IllegalArgumentException(
                        "the answer to " + ballot.answer().id() + " is blank and needs no judge");
            }
            String id = Integer.toString(requests.size());
            asked.put(id, ballot);
            requests.add(new Request(id, prompt.build(ballot.answer(), ballot.turn())));
        }
        GenerationSettings settings = settings();
        model.generate(requests, settings, reply -> {
            if (!reply.stop().isFailure()) {
                Ballot ballot = asked.get(reply.id());
                String text = settings.stop().answer(reply.text());
                sink.accept(Vote.of(ballot.answer().id(), ballot.turn(), text));
            }
        });
    }
}
