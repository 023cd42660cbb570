package crosslens.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import crosslens.text.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a safetensors header as they stand there, each whole in itself; whether they fit one another is not known yet.
 *
 * @param tensors in the header's order, no name twice
 */
record SafetensorsEntries(Map<String, String> metadata, List<Entry> tensors) {
    /** About three times the most tensors that one model in use has, all its files together. */
    private static final int MOST_TENSORS = 1 << 18;

    private static final int MOST_METADATA = 1 << 16;
    private static final int MOST_DIMENSIONS = 16;

    /**
     * A tensor's entry; its numbers are 0 or more.
     *
     * @param begin first byte, of the data
     * @param end byte after the last, of the data
     */
    record Entry(String name, SafetensorsType type, List<Long> shape, long begin, long end) {}

    /** Takes the header's object. */
    static SafetensorsEntries from(JsonParser in) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<Entry> tensors = new ArrayList<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("__metadata__")) {
                takeMetadata(in, metadata);
            } else if (tensors.size() == MOST_TENSORS) {
                throw StrictJson.malformed(in, "there are more than " + MOST_TENSORS + " tensors");
            } else {
                tensors.add(tensor(in, name));
            }
        }
        return new SafetensorsEntries(metadata, tensors);
    }

    private static void takeMetadata(JsonParser in, Map<String, String> metadata) throws IOException {
        require(in, JsonToken.START_OBJECT, "__metadata__ must be an object");
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            in.nextToken();
            metadata.put(key, StrictJson.string(in, "a value of __metadata__"));
            if (metadata.size() > MOST_METADATA) {
                throw StrictJson.malformed(in, "__metadata__ has more than " + MOST_METADATA + " entries");
            }
        }
    }

    private static Entry tensor(JsonParser in, String name) throws IOException {
        String what = "tensor " + Quote.of(name);
        require(in, JsonToken.START_OBJECT, what + " must be an object");
        SafetensorsType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            in.nextToken();
            switch (key) {
                case "dtype" -> type = type(in, what);
                case "shape" -> shape = numbers(in, "the shape of " + what, MOST_DIMENSIONS);
                case "data_offsets" -> offsets = numbers(in, "data_offsets of " + what, 2);
                default -> throw StrictJson.malformed(in, what + " has the unknown key " + Quote.of(key));
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw StrictJson.malformed(in, what + " must have dtype, shape and two data_offsets");
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private static SafetensorsType type(JsonParser in, String what) throws IOException {
        String name = StrictJson.string(in, "dtype of " + what);
        return SafetensorsType.of(name)
                .orElseThrow(() ->
                        StrictJson.malformed(in, what + " is of the type " + Quote.of(name) + ", which is not known"));
    }

    private static List<Long> numbers(JsonParser in, String what, int most) throws IOException {
        require(in, JsonToken.START_ARRAY, what + " must be a list");
        List<Long> numbers = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            require(in, JsonToken.VALUE_NUMBER_INT, what + " must hold whole numbers");
            if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER || in.getLongValue() < 0) {
                throw StrictJson.malformed(in, what + " holds a number that is not between 0 and 2^63 - 1");
            }
            if (numbers.size() == most) {
                throw StrictJson.malformed(in, what + " has more than " + most + " numbers");
            }
            numbers.add(in.getLongValue());
        }
        return List.copyOf(numbers);
    }

    private static void require(JsonParser in, JsonToken token, String message) throws IOException {
        if (in.currentToken() != token) {
            throw StrictJson.malformed(in, message);
        }
    }
}
