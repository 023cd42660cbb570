package crosslens.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads the recorded values beside the generators in {@code test/resources/token}. */
final class Golden {
    private Golden() {}

    static JsonNode read(String name) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/token/" + name)) {
            return new ObjectMapper().readTree(in);
        }
    }

    static int[] ints(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(value -> strings.add(value.asText()));
        return strings;
    }
}
