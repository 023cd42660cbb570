package crosslens.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialScoreTest {
    @TempDir
    Path dir;

    private Path dataset;

    @BeforeEach
    void writeDataset() throws IOException {
        dataset = write("data.json", """
                {"version": "1.1", "data": [{"title": "t", "paragraphs": [{"context": " The ferry left the old quay.", "qas": [
                  {"id": "q1", "question": "What?", "answers": [{"text": "The ferry", "answer_start": 1}, {"text": "ferry left", "answer_start": 5}]},
                  {"id": "q2", "question": "What did it leave?", "answers": [{"text": "the old quay", "answer_start": 16}]},
                  {"id": "q3", "question": "Offsets play no part?", "answers": [{"text": "nowhere", "answer_start": 999}]}]}]}]}
                """);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    @Test
    void printsWhatTheOfficialScriptPrints() throws IOException {
        // q1 exact: 1 and 1; q2 "quay" against "old quay": precision 1, recall 1/2, F1 2/3; q3 has no prediction: 0 and
        // 0
        // 100 * 1 / 3 and 100 * (1 + 2/3) / 3, as Python prints them
        OfficialScore score =
                OfficialScore.of(dataset, write("p.json", "{\"q2\": \"quay\", \"q1\": \"Ferry!\", \"q9\": \"x\"}"));
        assertThat(score.json(false)).isEqualTo("{\"exact_match\": 33.333333333333336, \"f1\": 55.55555555555555}");
        assertThat(score.total()).isEqualTo(3);
        assertThat(score.missing()).containsExactly("q3");
        assertThat(score.unknown()).containsExactly("q9");
        assertThat(score.items().keySet()).containsExactly("q1", "q2", "q3");
        assertThat(score.items()).containsEntry("q1", new OfficialScore.Item(1, 1));
    }

    @Test
    void printsEveryQuestionOnRequest() throws IOException {
        // as above; q2's F1 is 2/3
        assertThat(OfficialScore.of(dataset, write("p.json", "{\"q2\": \"quay\", \"q1\": \"Ferry!\"}"))
                        .json(true))
                .isEqualTo("{\"exact_match\": 33.333333333333336, \"f1\": 55.55555555555555, \"items\": {"
                        + "\"q1\": {\"exact_match\": 1.0, \"f1\": 1.0}, \"q2\": {\"exact_match\": 0.0, \"f1\": 0.6666666666666666}, "
                        + "\"q3\": {\"exact_match\": 0.0, \"f1\": 0.0}}}");
    }

    @Test
    void takesPredictionsAsTheyAre() throws IOException {
        // no label is dropped: tokens "answer ferry" against "ferry", 1 of 2 and 1 of 1, F1 2/3
        OfficialScore score = OfficialScore.of(dataset, write("p.json", "{\"q1\": \"Answer: the ferry\"}"));
        assertThat(score.items().get("q1")).isEqualTo(new OfficialScore.Item(0, 2.0 / 3));
        assertThat(OfficialScore.of(dataset, write("none.json", "{}")).json(false))
                .isEqualTo("{\"exact_match\": 0.0, \"f1\": 0.0}");
    }

    @Test
    void namesThePlaceOfABadPrediction() throws IOException {
        Path list = write("list.json", "[1]");
        Path number = write("number.json", "{\n \"q1\": 3}");
        Path torn = write("torn.json", "{\"q1\": \"x\"");
        Path twice = write("twice.json", "{\"q1\": \"x\", \"q1\": \"y\"}");
        assertThatIOException()
                .isThrownBy(() -> OfficialScore.of(dataset, list))
                .withMessage(list + ":1:1: predictions must be one JSON object, id to answer");
        assertThatIOException()
                .isThrownBy(() -> OfficialScore.of(dataset, number))
                .withMessage(number + ":2:8: the answer to \"q1\" must be a text");
        assertThatIOException()
                .isThrownBy(() -> OfficialScore.of(dataset, torn))
                .withMessageStartingWith(torn + ":1:")
                .withMessageContaining("not valid JSON");
        assertThatIOException()
                .isThrownBy(() -> OfficialScore.of(dataset, twice))
                .withMessageContaining("q1");
    }

    @Test
    void refusesADataSetThatCannotBeScored() throws IOException {
        Path predictions = write("p.json", "{}");
        Path empty = write("empty.json", "{\"data\": []}");
        Path noGold = write("gold.json", """
                {"data": [{"paragraphs": [{"context": "x", "qas": [{"id": "q1", "question": "?", "answers": []}]}]}]}
                """);
        assertThatIOException()
                .isThrownBy(() -> OfficialScore.of(empty, predictions))
                .withMessage(empty + ": there is no question in this file");
        assertThatIOException()
                .isThrownBy(() -> OfficialScore.of(noGold, predictions))
                .withMessageContaining("question \"q1\" has no gold answer");
    }
}
