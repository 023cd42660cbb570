package crosslens.token;

import crosslens.prompt.Prompt;
import java.util.Set;

/** Text to token ids and back. Immutable and safe for use by several threads. */
public interface Tokenizer {
    /**
     * Encodes a rendered prompt. Control tokens are recognised inside its TEMPLATE parts only; everywhere else, text that looks like one is ordinary text.
     * A BOS is put in front if the model wants one and the text does not begin with it. Never truncates.
     */
    Encoding encode(Prompt prompt);

    /** The text of ids, control tokens left out; bytes that are no UTF-8 become U+FFFD. */
    String decode(int[] ids);

    /** The bytes one token stands for; empty for a control token. */
    byte[] bytes(int id);

    /** The token as the vocabulary writes it, for display. */
    String symbol(int id);

    int vocabularySize();

    /** Ids that end an answer. */
    Set<Integer> endIds();
}
