package crosslens.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import crosslens.data.SquadDocument.Answer;
import crosslens.data.SquadDocument.Article;
import crosslens.data.SquadDocument.Paragraph;
import crosslens.data.SquadDocument.Place;
import crosslens.data.SquadDocument.Question;
import crosslens.data.SquadDocument.Text;
import crosslens.text.Quote;
import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the SQuAD v1.1 shape token by token, because only tokens know their line and column. Keys it does not know are passed over; a key it needs and
 * does not find, or finds twice, is an error with its place. Used once per file, by one thread.
 */
final class SquadParser {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final char BOM = '\uFEFF';

    private final String name;
    private final JsonParser json;
    private int article;
    private int paragraph;
    private int question;
    private String questionId = "";

    private SquadParser(String name, JsonParser json) {
        this.name = name;
        this.json = json;
    }

    /**
     * Reads one file.
     *
     * @throws SquadFormatException if it is not UTF-8, not JSON, or not of the shape
     * @throws IOException if it cannot be read
     */
    static SquadDocument parse(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = decode(file.toString(), bytes);
        boolean bom = !text.isEmpty() && text.charAt(0) == BOM;
        try (JsonParser json = JSON.createParser(bom ? text.substring(1) : text)) {
            SquadParser parser = new SquadParser(file.toString(), json);
            try {
                return new SquadDocument(file.toString(), Sha256.of(bytes), bom, parser.document());
            } catch (JacksonException e) {
                throw parser.error(place(e.getLocation()), JsonFault.message(e), e);
            }
        }
    }

    private static String decode(String name, byte[] bytes) throws SquadFormatException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            int lineStart = 0;
            for (int i = 0; i < in.position(); i++) {
                if (bytes[i] == '\n') {
                    line++;
                    lineStart = i + 1;
                }
            }
            String before = new String(bytes, lineStart, in.position() - lineStart, StandardCharsets.UTF_8);
            throw new SquadFormatException(
                    name, new Place(line, before.length() + 1), "", "not UTF-8 at byte " + in.position(), e);
        }
    }

    private List<Article> document() throws IOException {
        json.nextToken();
        List<Article> articles = null;
        Place start = open(JsonToken.START_OBJECT, "the file", "an object with the key \"data\"");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (isField("data")) {
                articles = list("data", this::readArticle);
                article = 0;
                paragraph = 0;
            } else {
                json.skipChildren();
            }
        }
        require(articles, "data", start);
        if (json.nextToken() != null) {
            throw error(here(), "there is more after the end of the document", null);
        }
        return articles;
    }

    private Article readArticle() throws IOException {
        article++;
        paragraph = 0;
        List<Paragraph> paragraphs = null;
        Place start = open(JsonToken.START_OBJECT, "an article", "an object with the key \"paragraphs\"");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (isField("paragraphs")) {
                paragraphs = list("paragraphs", this::readParagraph);
            } else {
                json.skipChildren();
            }
        }
        require(paragraphs, "paragraphs", start);
        return new Article(paragraphs);
    }

    private Paragraph readParagraph() throws IOException {
        paragraph++;
        question = 0;
        Text context = null;
        List<Question> questions = null;
        Place start = open(JsonToken.START_OBJECT, "a paragraph", "an object with the keys \"context\" and \"qas\"");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (isField("context")) {
                context = text("context");
            } else if (isField("qas")) {
                questions = list("qas", this::readQuestion);
            } else {
                json.skipChildren();
            }
        }
        question = 0;
        require(context, "context", start);
        require(questions, "qas", start);
        return new Paragraph(context, questions);
    }

    private Question readQuestion() throws IOException {
        question++;
        questionId = "";
        Text id = null;
        Text asked = null;
        List<Answer> answers = null;
        Place start = open(
                JsonToken.START_OBJECT, "a question", "an object with the keys \"id\", \"question\" and \"answers\"");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (isField("id")) {
                id = text("id");
                questionId = id.value();
            } else if (isField("question")) {
                asked = text("question");
            } else if (isField("answers")) {
                answers = list("answers", this::readAnswer);
            } else {
                json.skipChildren();
            }
        }
        require(id, "id", start);
        require(asked, "question", start);
        require(answers, "answers", start);
        questionId = "";
        return new Question(id, asked, answers);
    }

    private Answer readAnswer() throws IOException {
        Text text = null;
        Integer offset = null;
        Place offsetPlace = null;
        Place start =
                open(JsonToken.START_OBJECT, "an answer", "an object with the keys \"text\" and \"answer_start\"");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (isField("text")) {
                text = text("text");
            } else if (isField("answer_start")) {
                offsetPlace = here();
                if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                    throw error(offsetPlace, "\"answer_start\" must be a whole number", null);
                }
                offset = json.getIntValue();
            } else {
                json.skipChildren();
            }
        }
        require(text, "text", start);
        require(offset, "answer_start", start);
        return new Answer(text, offset, offsetPlace);
    }

    private interface ElementReader<T> {
        T read() throws IOException;
    }

    private <T> List<T> list(String key, ElementReader<T> element) throws IOException {
        open(JsonToken.START_ARRAY, "\"" + key + "\"", "a list");
        List<T> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(element.read());
        }
        return elements;
    }

    private Text text(String key) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw error(here(), "\"" + key + "\" must be a text", null);
        }
        return new Text(json.getText(), here());
    }

    /** True if the current field has this name; the parser then stands on its value. */
    private boolean isField(String key) throws IOException {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
            json.nextToken();
        }
        return key.equals(json.currentName());
    }

    private Place open(JsonToken token, String what, String shape) throws IOException {
        if (json.currentToken() != token) {
            throw error(here(), what + " must be " + shape, null);
        }
        return here();
    }

    private void require(Object value, String key, Place start) throws IOException {
        if (value == null) {
            throw error(start, "the key \"" + key + "\" is missing", null);
        }
    }

    private Place here() {
        return place(json.currentTokenLocation());
    }

    private static Place place(JsonLocation location) {
        return location == null
                ? new Place(1, 1)
                : new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private SquadFormatException error(Place place, String detail, Throwable cause) {
        StringBuilder where = new StringBuilder(detail);
        String separator = " (";
        if (article > 0) {
            where.append(separator).append("article ").append(article);
            separator = ", ";
        }
        if (paragraph > 0) {
            where.append(separator).append("paragraph ").append(paragraph);
        }
        if (question > 0) {
            where.append(separator).append("question ").append(question);
        }
        if (!questionId.isEmpty()) {
            where.append(", id ").append(Quote.of(questionId));
        }
        where.append(article > 0 ? ")" : "");
        return new SquadFormatException(name, place, questionId, where.toString(), cause);
    }
}
