package crosslens.score;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import crosslens.data.JsonFault;
import crosslens.data.SquadReader;
import crosslens.data.SquadReader.Reference;
import crosslens.text.Quote;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the official SQuAD v1.1 script says of a file of predictions, to the last digit. Predictions are taken as they are: nothing is parsed or stripped.
 *
 * @param exactMatch percent, in [0, 100]
 * @param f1 percent, in [0, 100]
 * @param total questions in the data set
 * @param missing ids without a prediction, each scored 0, in the data set's order
 * @param unknown ids of predictions that the data set does not have; they do not count
 * @param items fractions by id, in the data set's order
 */
public record OfficialScore(
        double exactMatch, double f1, int total, List<String> missing, Set<String> unknown, Map<String, Item> items) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** One question's scores as fractions. */
    public record Item(double exactMatch, double f1) {}

    public OfficialScore {
        missing = List.copyOf(missing);
        unknown = Collections.unmodifiableSet(unknown);
        items = Collections.unmodifiableMap(items);
    }

    /**
     * Scores a file of predictions.
     *
     * @param dataset any file in the shape of SQuAD v1.1
     * @param predictions a JSON object: id to answer
     * @throws IOException naming the file and the place: unreadable, not of the shape, a question without gold answer, or no question at all
     */
    public static OfficialScore of(Path dataset, Path predictions) throws IOException {
        List<Reference> references = SquadReader.readReferences(dataset);
        if (references.isEmpty()) {
            throw new IOException(dataset + ": there is no question in this file");
        }
        for (Reference reference : references) {
            if (reference.golds().isEmpty()) {
                throw new IOException(dataset + ": question " + Quote.of(reference.id())
                        + " has no gold answer: SQuAD v1.1 scores need one for every question");
            }
        }
        return of(references, readPredictions(predictions));
    }

    /** The same from what was read before; every reference needs a gold answer. */
    public static OfficialScore of(List<Reference> references, Map<String, String> predictions) {
        ExactMatch exactMatch = new ExactMatch(new SquadNormalizer());
        TokenF1 f1 = new TokenF1(new SquadNormalizer());
        double exactSum = 0;
        double f1Sum = 0;
        List<String> missing = new ArrayList<>();
        Set<String> unknown = new LinkedHashSet<>(predictions.keySet());
        Map<String, Item> items = new LinkedHashMap<>();
        for (Reference reference : references) {
            unknown.remove(reference.id());
            String prediction = predictions.get(reference.id());
            Item item = new Item(0, 0);
            if (prediction == null) {
                missing.add(reference.id());
            } else {
                item = new Item(
                        exactMatch.score(prediction, reference.golds()), f1.score(prediction, reference.golds()));
            }
            items.put(reference.id(), item);
            exactSum += item.exactMatch();
            f1Sum += item.f1();
        }
        int total = references.size();
        return new OfficialScore(100.0 * exactSum / total, 100.0 * f1Sum / total, total, missing, unknown, items);
    }

    /**
     * The line that the official script prints: {@code {"exact_match": 80.0, "f1": 85.5}}.
     *
     * @param perItem adds {@code "items"}: the fractions of every question by its id
     */
    public String json(boolean perItem) {
        StringBuilder json = new StringBuilder("{\"exact_match\": " + number(exactMatch) + ", \"f1\": " + number(f1));
        if (perItem) {
            json.append(", \"items\": {");
            String separator = "";
            for (Map.Entry<String, Item> item : items.entrySet()) {
                json.append(separator)
                        .append('"')
                        .append(JsonStringEncoder.getInstance().quoteAsString(item.getKey()))
                        .append("\": {\"exact_match\": ")
                        .append(number(item.getValue().exactMatch()))
                        .append(", \"f1\": ")
                        .append(number(item.getValue().f1()))
                        .append('}');
                separator = ", ";
            }
            json.append('}');
        }
        return json.append('}').toString();
    }

    /** A file of predictions: id to answer, in the file's order. */
    static Map<String, String> readPredictions(Path file) throws IOException {
        Map<String, String> predictions = new LinkedHashMap<>();
        try (Reader in = Files.newBufferedReader(file);
                JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(file, json, "predictions must be one JSON object, id to answer");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String id = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    throw malformed(file, json, "the answer to " + Quote.of(id) + " must be a text");
                }
                predictions.put(id, json.getText());
            }
            if (json.nextToken() != null) {
                throw malformed(file, json, "there is more after the end of the object");
            }
        } catch (JacksonException e) {
            throw new IOException(
                    file + ":" + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr() + ": " + JsonFault.message(e),
                    e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": not UTF-8", e);
        }
        return predictions;
    }

    private static IOException malformed(Path file, JsonParser json, String detail) {
        return new IOException(file + ":" + json.currentTokenLocation().getLineNr() + ":"
                + json.currentTokenLocation().getColumnNr() + ": " + detail);
    }

    /** The shortest digits that give the number back, as Python prints it. */
    private static String number(double value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeNumber(value);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return text.toString();
    }
}
