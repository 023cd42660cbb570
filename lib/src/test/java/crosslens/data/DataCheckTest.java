package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.data.DataReport.FileReport;
import crosslens.data.Finding.Severity;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCheckTest {
    private static final String Q1 = DataFixtures.question("q1", "Which?", "red", 2);
    private static final String Q2 = DataFixtures.question("q2", "What?", "house", 6);

    @TempDir
    Path dir;

    private DataReport check(String english, String german) throws IOException {
        DataFixtures.write(dir.resolve("my.en.json"), english);
        DataFixtures.write(dir.resolve("my.de.json"), german);
        return DataCheck.check(SquadFolder.open(dir));
    }

    /** The findings without the folder, one text each. */
    private List<String> shown(DataReport report) {
        return report.findings().stream()
                .map(finding -> finding.display().replace(dir + "/", ""))
                .toList();
    }

    @Test
    void findsNothingInGoodData() throws IOException {
        DataReport report = check(DataFixtures.squad(Q1, Q2), DataFixtures.squad(Q1, Q2));
        assertThat(report.findings()).isEmpty();
        assertThat(report.usable()).isTrue();
        assertThat(report.name()).isEqualTo("my");
        FileReport english = report.files().get(0);
        assertThat(english.language()).isEqualTo(Language.EN);
        assertThat(english.articles()).isEqualTo(1);
        assertThat(english.paragraphs()).isEqualTo(1);
        assertThat(english.questions()).isEqualTo(2);
        assertThat(english.golds()).isEqualTo(2);
        assertThat(english.contextLength()).isEqualTo(12); // "A red house."
    }

    @Test
    void notesTheTrapsWithoutCallingThemWrong() throws IOException {
        DataReport report = DataCheck.check(SquadFolder.open(DataFixtures.traps()));
        assertThat(report.usable()).isTrue();
        List<String> english = report.findings().stream()
                .filter(f -> f.file().endsWith("traps.en.json"))
                .map(f -> f.severity() + " " + f.line() + ":" + f.column() + " " + f.message())
                .toList();
        // U+00A0: at the start of context 1, in context 2 and in the gold of q3; the file's first context is on line 8
        assertThat(english)
                .containsExactly(
                        "NOTE 8:17 U+FEFF (byte order mark) 1 times in 1 texts, first here; kept as it is",
                        "NOTE 8:17 U+00A0 (no-break space) 3 times in 3 texts, first here; kept as it is",
                        "NOTE 38:17 U+200B (zero width space) 2 times in 2 texts, first here; kept as it is");
        assertThat(report.findings())
                .filteredOn(f -> f.severity() == Severity.WARNING)
                .extracting(f -> f.file().replaceFirst(".*traps\\.", "") + " " + f.line() + " " + f.message())
                .containsExactly(
                        "de.json 68 1 of 3 contexts are not in Unicode's composed form (NFC), first here; the others are: equal letters may count as different",
                        "hi.json 68 1 of 3 contexts are not in Unicode's composed form (NFC), first here; the others are: equal letters may count as different");
    }

    @Test
    void countsStrippedContextsInCodePoints() throws IOException {
        // len(context.strip()) in Python: 50, 41 and 38, over 2, 2 and 1 questions: (100 + 82 + 38) / 5
        FileReport english =
                DataCheck.check(SquadFolder.open(DataFixtures.traps())).files().get(0);
        assertThat(english.contextLength()).isEqualTo(44.0);
    }

    @Test
    void listsEverythingThatIsWrong() throws IOException {
        String english = DataFixtures.squad(
                DataFixtures.question("q1", "Which?", "red", 3), DataFixtures.question("q1", " ", "blue", 0));
        String german = DataFixtures.squad(Q1);
        assertThat(shown(check(english, german)))
                .containsExactly(
                        "ERROR my.en.json:2:80: question \"q1\": the gold answer \"red\" does not stand at code point 3; it stands at 2",
                        "ERROR my.en.json:3:8: question \"q1\": the id was used before, at 2:8",
                        "ERROR my.en.json:3:26: question \"q1\": the question is empty",
                        "ERROR my.en.json:3:76: question \"q1\": the gold answer \"blue\" does not stand at code point 0, nor anywhere else in the context",
                        "ERROR my.de.json:2:8: the file has 1 questions, en has 2");
    }

    @Test
    void goesOnAfterAMalformedFile() throws IOException {
        DataReport report = check("{\"data\": [{\"paragraphs\": [\n{}]}]}", DataFixtures.squad(Q1));
        assertThat(shown(report))
                .containsExactly("ERROR my.en.json:2:1: the key \"context\" is missing (article 1, paragraph 1)");
        assertThat(report.files()).extracting(FileReport::language).containsExactly(Language.DE);
    }

    @Test
    void findsWhereLanguagesPart() throws IOException {
        assertThat(shown(check(DataFixtures.squad(Q1, Q2), DataFixtures.squad(Q2, Q1))))
                .containsExactly(
                        "ERROR my.de.json:2:8: question \"q2\": question 1 is \"q1\" in en: ids and their order must be the same in every language");
        String split =
                DataFixtures.squad(Q1, Q2).replace("}]},\n", "}]}\n]}, {\"context\": \"A red house.\", \"qas\": [\n");
        assertThat(shown(check(DataFixtures.squad(Q1, Q2), split)))
                .containsExactly(
                        "ERROR my.de.json:4:8: question \"q2\": it belongs to paragraph 2 here and to paragraph 1 in en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "{\"data\": []}",
                "{\"data\": [{\"paragraphs\": [{\"context\": \"x\", \"qas\": []}]}]}",
                "GOOD",
                "GOLD",
                "EMPTY",
                "OTHER",
                "TWICE",
                "EDGE"
            })
    void callsUsableExactlyWhatLoads(String kind) throws IOException {
        String german = switch (kind) {
            case "GOOD" -> DataFixtures.squad(Q1);
            case "GOLD" -> DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 1));
            case "EMPTY" -> DataFixtures.squad("{\"id\": \"q1\", \"question\": \"x\", \"answers\": []}");
            case "OTHER" -> DataFixtures.squad(Q2);
            case "TWICE" -> DataFixtures.squad(Q1, Q1);
            case "EDGE" ->
                DataFixtures.squad(DataFixtures.question("q1", "Which?", "house. ", 6))
                        .replace("house.\",", "house. \",");
            default -> kind;
        };
        DataReport report = check(DataFixtures.squad(Q1), german);
        boolean loads = true;
        try {
            SquadFolder.open(dir).load();
        } catch (IOException e) {
            loads = false;
        }
        assertThat(report.usable()).isEqualTo(loads).isEqualTo(kind.equals("GOOD") || kind.equals("EDGE"));
    }

    @Test
    void findsNoErrorInXquad() throws IOException {
        DataReport report = DataCheck.check(SquadFolder.open(DataFixtures.xquad()));
        assertThat(report.findings())
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .isEmpty();
        assertThat(report.files())
                .hasSize(12)
                .allMatch(f -> f.questions() == 1190 && f.paragraphs() == 240 && f.articles() == 48);
        assertThat(report.files())
                .extracting(f -> f.language() + String.format(Locale.ROOT, " %.2f", f.contextLength()))
                .contains("en 804.25", "ar 702.50");
        // counted with Python's unicodedata 14.0: hi 101 and ar 28 of 240 contexts are not NFC
        assertThat(report.findings())
                .filteredOn(f -> f.severity() == Severity.WARNING)
                .extracting(Finding::message)
                .satisfiesExactly(
                        hindi -> assertThat(hindi).startsWith("101 of 240"),
                        arabic -> assertThat(arabic).startsWith("28 of 240"));
        // the catalogue was written down from the published files; these are they
        assertThat(XquadCatalogue.bundled().files())
                .extracting(XquadCatalogue.Entry::sha256)
                .containsExactlyElementsOf(
                        report.files().stream().map(FileReport::sha256).toList());
    }
}
