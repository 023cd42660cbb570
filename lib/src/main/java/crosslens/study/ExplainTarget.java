package crosslens.study;

import crosslens.decoder.Target;
import crosslens.local.LocalModel;
import crosslens.prompt.Prompt;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be explained of a sequence, as a user says it.
 *
 * @param token an id, or a text whose first token is meant; empty for the likeliest
 * @param against likewise, the token whose logit is subtracted; empty for none
 * @param position place of the token after which the target comes; empty for the last
 */
public record ExplainTarget(Optional<String> token, Optional<String> against, OptionalInt position) {
    /** The likeliest next token after the last. */
    public static final ExplainTarget LIKELIEST =
            new ExplainTarget(Optional.empty(), Optional.empty(), OptionalInt.empty());

    /** The next token after the last that is a text's first token, or that has a number as its id. */
    public static ExplainTarget of(String token) {
        return new ExplainTarget(Optional.of(token), Optional.empty(), OptionalInt.empty());
    }

    Target in(LocalModel model, int[] ids) {
        int place = position.orElse(Math.max(0, ids.length - 1));
        int target = token.isPresent() ? id(model, token.get()) : Target.LIKELIEST;
        int other = against.isPresent() ? id(model, against.get()) : Target.NONE;
        return new Target(place, target, other);
    }

    private static int id(LocalModel model, String token) {
        if (token.matches("[0-9]{1,9}")) {
            return Integer.parseInt(token);
        }
        int[] ids = model.tokenizer().encode(Prompt.plain(token)).ids();
        int bos = model.tokenizer().encode(Prompt.plain("")).ids().length;
        if (ids.length <= bos) {
            throw new IllegalArgumentException("'" + token + "' has no tokens: name an id or a text");
        }
        return ids[bos];
    }
}
