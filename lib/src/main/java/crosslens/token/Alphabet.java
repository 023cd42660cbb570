package crosslens.token;

import java.nio.charset.StandardCharsets;

/** How a vocabulary writes text in its symbols. */
public enum Alphabet {
    /** Byte by byte, each as a visible character of its own; added tokens as they are. */
    BYTES {
        @Override
        byte[] bytes(String symbol) {
            return ByteAlphabet.bytes(symbol);
        }

        @Override
        byte[] addedBytes(String symbol) {
            return symbol.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** As it is, with {@code ▁} for a space. */
    SPACES {
        @Override
        byte[] bytes(String symbol) {
            return symbol.replace('▁', ' ').getBytes(StandardCharsets.UTF_8);
        }

        @Override
        byte[] addedBytes(String symbol) {
            return bytes(symbol);
        }
    };

    /** The bytes a learned symbol stands for. */
    abstract byte[] bytes(String symbol);

    /** The bytes a token stands for that was added to the vocabulary as text. */
    abstract byte[] addedBytes(String symbol);
}
