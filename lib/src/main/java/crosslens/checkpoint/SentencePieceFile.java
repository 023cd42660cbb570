package crosslens.checkpoint;

import crosslens.token.Vocabulary;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code tokenizer.model} of SentencePiece: a message in protocol-buffer form, of which the fields that matter here are read.
 *
 * @param bos id of the begin token, negative if there is none
 * @param eos likewise for the end
 * @param spaceInFront whether a text gets a space in front
 */
record SentencePieceFile(List<Piece> pieces, int bos, int eos, boolean spaceInFront) {
    private static final int BYTE_PAIR_MODEL = 2;

    /** @param score of two merges, the one that makes the piece with the higher score comes first */
    record Piece(String text, float score, Vocabulary.Kind kind) {}

    /**
     * Reads a file.
     *
     * @throws IOException if it is damaged, or a model of another kind than byte pairs, or changes texts before it merges; names the file
     */
    static SentencePieceFile read(Path path) throws IOException {
        try {
            return new Reader().read(ByteBuffer.wrap(Files.readAllBytes(path)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            String what = e instanceof BufferUnderflowException ? "it ends amid a field" : e.getMessage();
            throw new IOException("Cannot read " + path + ": " + what, e);
        }
    }

    /** Takes a field: its number, and its value as bytes or as a number. */
    @FunctionalInterface
    private interface Field {
        void accept(int number, ByteBuffer bytes, long value);
    }

    /** Collects the fields of one file. */
    private static final class Reader {
        private final List<Piece> pieces = new ArrayList<>();
        private long model = 1; // defaults are those of the format's own description
        private long bos = 1;
        private long eos = 2;
        private boolean suffix;
        private boolean spaceInFront = true;
        private boolean dropsSpaces = true;
        private boolean writesSpaces = true;
        private boolean replaces;

        private SentencePieceFile read(ByteBuffer file) {
            each(file, (number, bytes, value) -> {
                if (number == 1 && bytes != null) {
                    pieces.add(piece(bytes));
                } else if (number == 2 && bytes != null) {
                    each(bytes, this::trainer);
                } else if (number == 3 && bytes != null) {
                    each(bytes, this::normalizer);
                }
            });
            require(!pieces.isEmpty(), "it has no pieces");
            require(
                    model == BYTE_PAIR_MODEL,
                    "its model is no byte-pair model; save the tokenizer once with the "
                            + "transformers library, which writes tokenizer.json");
            require(!replaces, "it replaces characters before it merges, which is not read");
            require(!dropsSpaces, "it drops repeated spaces, which is not read");
            require(writesSpaces && !suffix, "it does not write a space as ▁ before a word");
            return new SentencePieceFile(List.copyOf(pieces), (int) bos, (int) eos, spaceInFront);
        }

        private void trainer(int number, ByteBuffer bytes, long value) {
            switch (number) {
                case 3 -> model = value;
                case 24 -> suffix = value != 0;
                case 41 -> bos = value;
                case 42 -> eos = value;
                default -> {}
            }
        }

        private void normalizer(int number, ByteBuffer bytes, long value) {
            switch (number) {
                case 2 -> replaces = bytes != null && bytes.hasRemaining();
                case 3 -> spaceInFront = value != 0;
                case 4 -> dropsSpaces = value != 0;
                case 5 -> writesSpaces = value != 0;
                default -> {}
            }
        }

        private static Piece piece(ByteBuffer message) {
            String[] text = {""};
            float[] score = {0};
            long[] kind = {1};
            each(message, (number, bytes, value) -> {
                if (number == 1 && bytes != null) {
                    text[0] = StandardCharsets.UTF_8.decode(bytes).toString();
                } else if (number == 2) {
                    score[0] = Float.intBitsToFloat((int) value);
                } else if (number == 3) {
                    kind[0] = value;
                }
            });
            require(kind[0] >= 1 && kind[0] <= Vocabulary.Kind.values().length, "a piece is of kind " + kind[0]);
            return new Piece(text[0], score[0], Vocabulary.Kind.values()[(int) kind[0] - 1]);
        }

        private static void each(ByteBuffer message, Field field) {
            message.order(ByteOrder.LITTLE_ENDIAN);
            while (message.hasRemaining()) {
                long tag = number(message);
                int number = (int) (tag >>> 3);
                switch ((int) (tag & 7)) {
                    case 0 -> field.accept(number, null, number(message));
                    case 1 -> field.accept(number, null, message.getLong());
                    case 2 -> {
                        long length = number(message);
                        require(length >= 0 && length <= message.remaining(), "it ends amid a field");
                        ByteBuffer bytes = message.slice(message.position(), (int) length);
                        message.position(message.position() + (int) length);
                        field.accept(number, bytes, 0);
                    }
                    case 5 -> field.accept(number, null, message.getInt());
                    default -> throw new IllegalArgumentException("it is no SentencePiece model");
                }
            }
        }

        private static long number(ByteBuffer message) {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = message.get();
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("it holds a number of more than 64 bits");
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }
}
