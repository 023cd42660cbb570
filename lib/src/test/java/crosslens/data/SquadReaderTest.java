package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquadReaderTest {
    @TempDir
    Path dir;

    private Path write(String text) throws IOException {
        return DataFixtures.write(dir.resolve("my.en.json"), text);
    }

    private void assertRefused(String text, String place, String message) throws IOException {
        Path file = write(text);
        assertThatIOException()
                .isThrownBy(() -> SquadReader.read(file))
                .withMessageStartingWith(file + ":" + place)
                .withMessageContaining(message);
    }

    @Test
    void stripsContextsAndMovesOffsets() throws IOException {
        QaExample first =
                SquadReader.read(DataFixtures.traps().resolve("traps.en.json")).get(0);
        // space and no-break space go, the byte order mark stays: Python's strip() says so (make_traps.py)
        assertThat(first.context()).isEqualTo("\uFEFFThe lighthouse 😀𝟙 was built in 1871 by Ada Quill.");
        assertThat(first.question()).isEqualTo("Who built it?");
        // in the file code point 42; two code points of white space less, two emoji of two units each more
        assertThat(first.golds()).containsExactly(new Gold("Ada Quill", 42));
    }

    @Test
    void countsOffsetsInCodePointsBeyondTheFirstPlane() throws IOException {
        List<QaExample> hindi = SquadReader.read(DataFixtures.traps().resolve("traps.hi.json"));
        assertThat(hindi).extracting(e -> e.golds().get(0).start()).containsExactly(28, 19, 3, 17, 25);
        assertThat(hindi).extracting(QaExample::paragraph).containsExactly(0, 0, 1, 1, 2);
    }

    @Test
    void neverNormalizesAndKeepsNewlinesInside() throws IOException {
        List<QaExample> german = SquadReader.read(DataFixtures.traps().resolve("traps.de.json"));
        assertThat(german.get(4).golds()).containsExactly(new Gold("die Bru\u0308cke", 31));
        assertThat(german.get(2).context()).isEqualTo("Er ist 12\u00A0m hoch.\nSeine Lampe\u200B brennt mit Öl.");
        assertThat(german.get(3).golds()).containsExactly(new Gold("Seine Lampe\u200B", 18));
    }

    @Test
    void hashesTheFilesBytes() throws IOException {
        Path file = write(DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 2)));
        String sha256 = Sha256.of(Files.readAllBytes(file));
        assertThat(SquadReader.read(file, Language.EN).sha256()).isEqualTo(sha256);
        // SHA-256 of "abc", FIPS 180-2 appendix B.1
        assertThat(Sha256.of(new byte[] {'a', 'b', 'c'}))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void passesOverUnknownKeysAndALeadingByteOrderMark() throws IOException {
        String text = DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 2))
                .replace("\"qas\"", "\"extra\": {\"data\": [1, {\"qas\": []}]}, \"qas\"");
        assertThat(SquadReader.read(write("\uFEFF" + text))).hasSize(1);
    }

    @Test
    void cutsAGoldToTheStrippedContext() throws IOException {
        String text = DataFixtures.squad(DataFixtures.question("q1", "Which?", " A red", 0))
                .replace("\"A red house.\"", "\" A red house. \"");
        assertThat(SquadReader.read(write(text)).get(0).golds()).containsExactly(new Gold("A red", 0));
    }

    @Test
    void namesThePlaceOfWhatIsWrong() throws IOException {
        String good = DataFixtures.question("q1", "Which?", "red", 2);
        assertRefused(DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 3)), "2:80: ", "it stands at 2");
        assertRefused(DataFixtures.squad(DataFixtures.question("q1", "Which?", "blue", 2)), "2:", "nor anywhere else");
        assertRefused(DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 99)), "2:", "code point 99");
        assertRefused(DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", -1)), "2:", "code point -1");
        assertRefused(DataFixtures.squad(DataFixtures.question("q1", " ", "red", 2)), "2:", "the question is empty");
        assertRefused(DataFixtures.squad(DataFixtures.question("q1", "?", "", 2)), "2:", "the gold answer is empty");
        assertRefused(DataFixtures.squad(DataFixtures.question("", "?", "red", 2)), "2:8", "the id is empty");
        assertRefused(DataFixtures.squad(good, good), "3:8", "the id was used before, at 2:8");
        assertRefused(
                DataFixtures.squad("{\"id\": \"q\", \"question\": \"?\", \"answers\": []}"), "2:", "no gold answer");
        assertRefused(DataFixtures.squad(good).replace("A red house.", " \\n"), "1:", "the context is empty");
        assertRefused("{\"data\": []}", "1:1", "there is no question");
    }

    @Test
    void namesThePlaceOfABrokenShape() throws IOException {
        String good = DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 2));
        String where = "(article 1, paragraph 1, question 1, id \"q1\")";
        assertRefused("", "1:1", "the file must be an object");
        assertRefused("[]", "1:1", "the file must be an object");
        assertRefused("{}", "1:1", "the key \"data\" is missing");
        assertRefused("{\"data\": 3}", "1:10", "\"data\" must be a list");
        assertRefused(good + "x", "3:7: ", "not valid JSON");
        assertRefused(good + "{}", "3:7: ", "more after the end");
        assertRefused(good.substring(0, good.length() - 9), "2:82: ", "(start marker at 2:47)");
        assertRefused(good.replace("\"Which?\"", "7"), "2:26", "\"question\" must be a text " + where);
        assertRefused(good.replace(": 2}", ": \"2\"}"), "2:", "must be a whole number " + where);
        assertRefused(good.replace(": 2}", ": 99999999999}"), "2:", "out of range");
        assertRefused(good.replace("answer_start", "start"), "2:", "the key \"answer_start\" is missing " + where);
        assertRefused(
                good.replace("context", "text"), "1:27: ", "the key \"context\" is missing (article 1, paragraph 1)");
        assertRefused(good.replace("\"id\"", "\"id\": \"q0\", \"id\""), "2:", "Duplicate field");
    }

    @Test
    void namesTheByteThatIsNotUtf8() throws IOException {
        Path file = dir.resolve("my.en.json");
        Files.write(file, new byte[] {'{', '\n', '"', (byte) 0xC3, (byte) 0xA4, (byte) 0xFF, '"'});
        assertThatIOException()
                .isThrownBy(() -> SquadReader.read(file))
                .withMessage(file + ":2:3: not UTF-8 at byte 5"); // the byte after " and ä
    }

    @Test
    void showsHostileIdsHarmlessly() throws IOException {
        Path file = write(DataFixtures.squad(DataFixtures.question("\\u001b[2J", "?", "blue", 2)));
        assertThatIOException()
                .isThrownBy(() -> SquadReader.read(file))
                .withMessageContaining("question \"\\u001B[2J\"");
        String twice = DataFixtures.squad("{\"\\u001b[2J\": 1, \"\\u001b[2J\": 2}");
        assertRefused(twice, "2:", "Duplicate field '\\u001B[2J'");
    }

    @Test
    void readsReferencesOfAnyFileAsTheyAre() throws IOException {
        Path file = write(DataFixtures.squad(
                DataFixtures.question("q1", "?", " nowhere ", 99),
                "{\"id\": \"q1\", \"question\": \"\", \"answers\": []}"));
        assertThat(SquadReader.readReferences(file))
                .containsExactly(
                        new SquadReader.Reference("q1", List.of(" nowhere ")),
                        new SquadReader.Reference("q1", List.of()));
    }
}
