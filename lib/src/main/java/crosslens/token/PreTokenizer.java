package crosslens.token;

import com.ibm.icu.text.UnicodeSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a model's tokenizer prepares a text and cuts it into the pieces within which it merges. */
public enum PreTokenizer {
    GPT2(List.of("gpt-2", "default"), false, false, List.of(Splits::gpt2)),
    SMOLLM(List.of("smollm"), false, false, List.of(Splits.one(CharacterClasses::isNumber), Splits::gpt2)),
    LLAMA3(List.of("llama-bpe", "llama3", "llama-v3"), false, true, List.of(Splits.llama3(3))),
    QWEN2(List.of("qwen2"), true, false, List.of(Splits.llama3(1))),
    DEEPSEEK(
            List.of("deepseek-llm"),
            false,
            false,
            List.of(
                    Splits.one(CharacterClasses::isLineEnd),
                    Splits.spacedRun(DeepSeekClasses.LETTERS),
                    Splits.spacedRun(DeepSeekClasses.SIGNS),
                    Splits::closingSpace,
                    Splits.run(DeepSeekClasses.IDEOGRAPHS),
                    Splits.one(CharacterClasses::isNumber)));

    private final List<String> names;
    private final boolean composes;
    private final boolean wholePiecesFirst;
    private final List<Splits.Split> splits;

    PreTokenizer(List<String> names, boolean composes, boolean wholePiecesFirst, List<Splits.Split> splits) {
        this.names = names;
        this.composes = composes;
        this.wholePiecesFirst = wholePiecesFirst;
        this.splits = splits;
    }

    /** The one that a GGUF file calls {@code name} ({@code tokenizer.ggml.pre}). */
    public static Optional<PreTokenizer> named(String name) {
        return Arrays.stream(values()).filter(p -> p.names.contains(name)).findFirst();
    }

    /** All names that {@link #named} knows, for messages. */
    public static String knownNames() {
        return Arrays.stream(values()).flatMap(p -> p.names.stream()).collect(Collectors.joining(", "));
    }

    /** Whether the text is brought into composed form (NFC) first. */
    boolean composes() {
        return composes;
    }

    /** Whether a piece that is a token is that token, without merging. */
    boolean wholePiecesFirst() {
        return wholePiecesFirst;
    }

    /** Takes a piece: its first UTF-16 unit and the one after its last. */
    @FunctionalInterface
    interface Sink {
        void accept(int from, int to);
    }

    /** Cuts {@code text[from, to)} into pieces, in order; none is empty and nothing is left out. */
    void split(String text, int from, int to, Sink sink) {
        split(0, text, from, to, sink);
    }

    /** Isolates what pattern {@code step} matches, and has the later patterns cut every part again. */
    private void split(int step, String text, int from, int to, Sink sink) {
        if (step == splits.size()) {
            sink.accept(from, to);
            return;
        }
        Splits.Split pattern = splits.get(step);
        int done = from;
        int at = from;
        while (at < to) {
            int end = pattern.end(text, at, to);
            if (end == at) {
                at += Character.charCount(text.codePointAt(at));
                continue;
            }
            if (at > done) {
                split(step + 1, text, done, at, sink);
            }
            split(step + 1, text, at, end, sink);
            done = end;
            at = end;
        }
        if (done < to) {
            split(step + 1, text, done, to, sink);
        }
    }

    /** The classes that DeepSeek's patterns list by hand. */
    private static final class DeepSeekClasses {
        /** Cased letters, as far as the pattern's list goes. */
        static final UnicodeSet LETTERS = new UnicodeSet(
                        "[[:Lu:][:Ll:][:Lt:]"
                                + "-[\\u0560-\\u0588\\u10C7-\\u10FF\\u1C80-\\u1C8F\\u2D00-\\u2D2F\\uA790-\\uA7FF\\uAB30-\\uAB6F]"
                                + "-[\\U00010000-\\U0010FFFF]"
                                + "[\\U00010400-\\U0001044F\\U000104B0-\\U000104D3\\U000104D8-\\U000104FB"
                                + "\\U00010C80-\\U00010CB2\\U00010CC0-\\U00010CF2\\U000118A0-\\U000118DF\\U0001E900-\\U0001E943]]")
                .freeze();

        static final UnicodeSet SIGNS =
                new UnicodeSet("[!-/\\:-~\\u2018-\\u201F\\u3000-\\u3002\\uFF01-\\uFF0F\\uFF1A-\\uFF5E]").freeze();
        static final UnicodeSet IDEOGRAPHS = new UnicodeSet("[\\u0800-\\u9FA5\\uAC00-\\uD7FF]").freeze();

        private DeepSeekClasses() {}
    }
}
