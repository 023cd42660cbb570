package crosslens.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Files of one JSON object a line. A line counts once its newline is there; what follows the last newline is torn. */
final class Lines {
    private Lines() {}

    /**
     * Hands every whole line to the sink.
     *
     * @return how many bytes the whole lines take, and how many follow them
     * @throws IOException if a line is longer than any that is written, or from the sink
     */
    static Extent scan(InputStream content, String where, Sink sink) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content, 1 << 16);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long whole = 0;
        long number = 1;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                whole += line.size() + 1L;
                sink.line(number++, line.toByteArray());
                line.reset();
            } else if (line.size() == JsonText.LONGEST_LINE) {
                throw new IOException(where + " line " + number + " is longer than " + JsonText.LONGEST_LINE
                        + " bytes: not a file of a run");
            } else {
                line.write(b);
            }
        }
        return new Extent(whole, line.size(), number - 1);
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
