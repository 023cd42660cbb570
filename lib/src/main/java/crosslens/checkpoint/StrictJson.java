package crosslens.checkpoint;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import crosslens.data.JsonFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON objects from files that nobody vouches for: UTF-8, one object and nothing after it, no key twice, at most {@value #DEEPEST} levels, no NaN.
 *
 * <p>All errors are IOExceptions that name the file and the place.
 */
final class StrictJson {
    private static final int DEEPEST = 64;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    /** Takes what it wants of an object whose opening brace is the parser's current token, and leaves the parser at the closing one. */
    @FunctionalInterface
    interface Taking<T> {
        T from(JsonParser parser) throws IOException;
    }

    private StrictJson() {}

    /** A file's object: whole numbers as Long (Double beyond its range), others as Double, arrays as lists, objects as maps, null as null. */
    static Map<String, Object> object(Path file, int mostBytes) throws IOException {
        return read(file, bytes(file, mostBytes), StrictJson::object);
    }

    /** The bytes of a file of limited size. */
    static byte[] bytes(Path file, int mostBytes) throws IOException {
        long size = Files.size(file);
        if (size > mostBytes) {
            throw new IOException(file + " has " + size + " bytes; at most " + mostBytes + " are read of such a file");
        }
        return Files.readAllBytes(file);
    }

    /** What is taken of the one object in {@code json}, which comes from {@code file}. */
    static <T> T read(Path file, byte[] json, Taking<T> taking) throws IOException {
        var utf8 = StandardCharsets.UTF_8.newDecoder();
        try (JsonParser parser = JSON.createParser(new InputStreamReader(new ByteArrayInputStream(json), utf8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("Damaged file " + file + ": it does not hold a JSON object");
            }
            T result = taking.from(parser);
            if (parser.nextToken() != null) {
                throw damaged(file, parser.currentTokenLocation(), "there is more after the end of the JSON object");
            }
            return result;
        } catch (JacksonException e) {
            throw damaged(file, e.getLocation(), JsonFault.message(e));
        } catch (Malformed e) {
            throw damaged(file, e.location, e.getMessage());
        } catch (CharacterCodingException e) {
            throw new IOException("Damaged file " + file + ": its JSON is not UTF-8", e);
        }
    }

    /** An error at the parser's current token, to be thrown by a {@link Taking}. */
    static IOException malformed(JsonParser parser, String what) {
        return new Malformed(parser.currentTokenLocation(), what);
    }

    /** The current token's value if it is a string. */
    static String string(JsonParser parser, String what) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(parser, what + " must be a string");
        }
        return parser.getText();
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            object.put(key, value(parser));
        }
        return Collections.unmodifiableMap(object);
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return Collections.unmodifiableList(array);
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) finite(parser)
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(parser);
            default -> throw malformed(parser, "a value is missing");
        };
    }

    private static double finite(JsonParser parser) throws IOException {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw malformed(parser, "the number is too large");
        }
        return value;
    }

    private static IOException damaged(Path file, JsonLocation at, String what) {
        String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new IOException("Damaged file " + file + place + ": " + what);
    }

    /** An error whose file is not known yet. */
    private static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient JsonLocation location;

        Malformed(JsonLocation location, String what) {
            super(what);
            this.location = location;
        }
    }
}
