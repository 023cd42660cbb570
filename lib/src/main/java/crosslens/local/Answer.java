package crosslens.local;

import crosslens.lm.AnswerListener;
import crosslens.lm.Generation;
import crosslens.lm.StopReason;
import crosslens.lm.StopRule;
import crosslens.token.Tokenizer;
import crosslens.walk.TreeWalk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer that grows by one token at a time until it ends. */
final class Answer {
    private final List<Asked> asked;
    private final List<Asked> following;
    private final int promptTokens;
    private final int mostTokens;
    private final StopRule rule;
    private final Tokenizer tokenizer;
    private final List<Integer> tokens = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private double margin = Double.NaN;
    private StopReason stop;

    /** A request that gets this answer, and the digest of what the model read for it. */
    record Asked(String id, String promptSha) {}

    Answer(List<Asked> asked, int promptTokens, int mostTokens, StopRule rule, Tokenizer tokenizer) {
        this.asked = List.copyOf(asked);
        this.following = new ArrayList<>(asked);
        this.promptTokens = promptTokens;
        this.mostTokens = mostTokens;
        this.rule = rule;
        this.tokenizer = tokenizer;
    }

    /** Adds a token; false if the answer has ended with it. A model that computes no numbers ends it without the token. */
    boolean accept(int token, float lead) {
        if (Float.isNaN(lead)) {
            stop = StopReason.ERROR;
            return false;
        }
        tokens.add(token);
        margin = Double.isNaN(margin) ? lead : Math.min(margin, lead);
        bytes.writeBytes(tokenizer.bytes(token));
        if (tokenizer.endIds().contains(token)) {
            stop = StopReason.EOS;
        } else if (rule.ends(bytes.toString(StandardCharsets.UTF_8))) {
            stop = StopReason.NEWLINE;
        } else if (tokens.size() == mostTokens) {
            stop = StopReason.LENGTH;
        }
        return stop == null;
    }

    /** As {@link #accept(int, float)}; a listener is told, and ends the answer once it wants no more of it under any of its names. */
    boolean accept(int token, float lead, AnswerListener listener) {
        boolean more = accept(token, lead);
        if (stop != StopReason.ERROR && listener != AnswerListener.NONE) {
            String text = text();
            following.removeIf(one -> !listener.accept(one.id(), text));
            if (more && following.isEmpty()) {
                stop = StopReason.LENGTH;
            }
        }
        return stop == null;
    }

    private String text() {
        return tokenizer.decode(tokens.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The finished answer under each name it was asked for. */
    List<Generation> generations() {
        String text = text();
        // A decided margin was computed alone and is exact; the last digits of others depend on what was packed with
        // them.
        double rounded = margin < TreeWalk.SURE_MARGIN ? margin : Math.round(margin * 10) / 10.0;
        return asked.stream()
                .map(a -> new Generation(
                        a.id(),
                        a.promptSha(),
                        promptTokens,
                        tokens,
                        text,
                        stop,
                        Double.isNaN(margin) ? margin : rounded))
                .toList();
    }
}
