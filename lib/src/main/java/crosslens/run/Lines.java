package crosslens.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Files of one JSON object a line. A line counts once its newline is there; what follows the last newline is torn. */
final class Lines {
    private static final int BLOCK = 1 << 16;

    private Lines() {}

    /**
     * Hands every whole line to the sink.
     *
     * @return how many bytes the whole lines take, and how many follow them
     * @throws IOException if a line is longer than any that is written, or from the sink
     */
    static Extent scan(InputStream content, String where, Sink sink) throws IOException {
        byte[] block = new byte[BLOCK];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long whole = 0;
        long number = 1;
        for (int size = content.read(block); size >= 0; size = content.read(block)) {
            int start = 0;
            for (int i = 0; i < size; i++) {
                if (block[i] == '\n') {
                    add(line, block, start, i, where, number);
                    start = i + 1;
                    whole += line.size() + 1L;
                    sink.line(number++, line.toByteArray());
                    line.reset();
                }
            }
            add(line, block, start, size, where, number);
        }
        return new Extent(whole, line.size(), number - 1);
    }

    private static void add(ByteArrayOutputStream line, byte[] block, int start, int end, String where, long number)
            throws IOException {
        if (line.size() + end - start > JsonText.LONGEST_LINE) {
            throw new IOException(where + " line " + number + " is longer than " + JsonText.LONGEST_LINE
                    + " bytes: not a file of a run");
        }
        line.write(block, start, end - start);
    }

    /** @throws IllegalArgumentException if the bytes are not one JSON value in UTF-8 */
    static JsonNode parse(byte[] line) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return JsonText.parse(text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not one JSON value: " + e.getOriginalMessage(), e);
        }
    }

    interface Sink {
        /** @param number counted from 1 */
        void line(long number, byte[] bytes) throws IOException;
    }

    /**
     * How far a file's lines reach.
     *
     * @param whole bytes of the whole lines
     * @param torn bytes after the last newline
     * @param lines number of whole lines
     */
    record Extent(long whole, long torn, long lines) {}
}
