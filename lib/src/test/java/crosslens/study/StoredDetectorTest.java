package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.data.CrossItem;
import crosslens.run.LanguageStore;
import crosslens.score.LanguageDetector;
import crosslens.score.LinguaDetector;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDetectorTest {
    private static final Set<Language> PAIR = Set.of(Language.EN, Language.DE);
    private static final Path EXAMPLES = Path.of("data/fixtures/languages");

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** Says German where there is an umlaut, nothing of digits, and notes what it is asked. */
    private final class Umlauts implements LanguageDetector {
        private final String name;

        Umlauts(String name) {
            this.name = name;
        }

        @Override
        public Optional<Language> detect(String text, Set<Language> candidates) {
            asked.add(text);
            return text.matches("\\d+")
                    ? Optional.empty()
                    : Optional.of(text.contains("ü") ? Language.DE : Language.EN);
        }

        @Override
        public Optional<String> identity() {
            return Optional.ofNullable(name);
        }
    }

    private StoredDetector detector(String name) {
        return new StoredDetector(new Umlauts(name), new LanguageStore(folder), List.of(), notices::add);
    }

    @Test
    void aStoredTextIsNotDetectedAgain() {
        StoredDetector first = detector("umlauts-1");
        for (int i = 0; i < 2; i++) {
            assertThat(first.detect("über", PAIR)).contains(Language.DE);
            assertThat(first.detect("12", PAIR)).isEmpty();
        }
        first.keep();
        assertThat(asked).containsExactly("über", "12");
        StoredDetector second = detector("umlauts-1");
        assertThat(second.detect("über", PAIR)).contains(Language.DE);
        assertThat(second.detect("12", PAIR)).isEmpty();
        assertThat(asked).hasSize(2);
        assertThat(second.detect("over", PAIR)).contains(Language.EN); // the answer changed
        assertThat(asked).hasSize(3);
    }

    @Test
    void anotherVersionAndOtherCandidatesAskAnew() {
        StoredDetector first = detector("umlauts-1");
        first.detect("über", PAIR);
        first.keep();
        detector("umlauts-2").detect("über", PAIR);
        detector("umlauts-1").detect("über", Set.of(Language.EN, Language.TR));
        assertThat(asked).hasSize(3);
    }

    @Test
    void aDetectorWithoutIdentityStoresNothing() {
        StoredDetector nameless = detector(null);
        nameless.detect("über", PAIR);
        nameless.detect("über", PAIR);
        nameless.keep();
        assertThat(asked).hasSize(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTornFileIsToldAndMendedEvenIfNothingElseIsNew() throws IOException {
        StoredDetector first = detector("umlauts-1");
        first.detect("über", PAIR);
        first.detect("12", PAIR);
        first.keep();
        Path file = folder.resolve("umlauts-1/en-de.txt");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() - 5));
        StoredDetector second = detector("umlauts-1");
        assertThat(second.detect("über", PAIR)).contains(Language.DE);
        assertThat(second.detect("12", PAIR)).isEmpty();
        second.keep();
        assertThat(asked).hasSize(3);
        assertThat(notices)
                .singleElement()
                .asString()
                .isEqualTo(
                        "Languages of answers, umlauts-1/en-de.txt line 3: is damaged: detected again where it is needed");
        assertThat(file).hasContent(whole);
        Files.writeString(file, whole + "rest");
        StoredDetector third = detector("umlauts-1");
        third.detect("12", PAIR);
        third.keep();
        assertThat(asked).hasSize(3);
        assertThat(file).hasContent(whole);
    }

    @Test
    void aPlaceThatCannotBeWrittenCostsANoticeOnly() throws IOException {
        Path occupied = Files.writeString(folder.resolve("file"), "");
        StoredDetector detector =
                new StoredDetector(new Umlauts("umlauts-1"), new LanguageStore(occupied), List.of(), notices::add);
        assertThat(detector.detect("über", PAIR)).contains(Language.DE);
        detector.keep();
        assertThat(detector.detect("über", PAIR)).contains(Language.DE);
        assertThat(asked).hasSize(1);
        assertThat(notices).singleElement().asString().contains("not stored").contains(occupied.toString());
    }

    @Test
    void examplesAreReadAndOwnFilesAreNotMadeForThem() {
        StoredDetector first = detector("umlauts-1");
        first.detect("über", PAIR);
        first.keep();
        Path own = folder.resolve("own");
        StoredDetector second = new StoredDetector(
                new Umlauts("umlauts-1"), new LanguageStore(own), List.of(new LanguageStore(folder)), notices::add);
        assertThat(second.detect("über", PAIR)).contains(Language.DE);
        second.keep();
        assertThat(asked).hasSize(1);
        assertThat(own).doesNotExist();
    }

    /** The stored runs' German and Spanish answers against the detector itself: what is committed is what it says, and all of it. */
    @Test
    void theExamplesSayWhatLinguaSays() throws IOException, InterruptedException {
        LinguaDetector lingua = new LinguaDetector();
        Crosslens kit = Crosslens.open(
                Settings.fromEnvironment().withData("sample").withRuns(folder.resolve("runs")), ProgressListener.NONE);
        RunSet runs = kit.runs(
                new RunFilter(List.of("smollm2"), List.of(Language.DE, Language.ES), List.of(), List.of(), null, null));
        assertThat(runs.cells()).isNotEmpty();
        int compared = 0;
        LanguageStore examples = new LanguageStore(EXAMPLES);
        for (CellRun run : runs.cells()) {
            Language other = run.cell().language();
            var stored = examples.read(lingua.identity().orElseThrow(), Set.of(Language.EN, other))
                    .languages();
            for (int i = 0; i < run.answers().size(); i++) {
                if (run.scores().get(i).exactMatch() == 0) {
                    CrossItem item = run.items().get(i);
                    for (String text : List.of(
                            crosslens.score.AnswerText.parse(
                                    run.answers().get(i).raw()),
                            item.goldTexts().get(0))) {
                        if (text.codePoints().anyMatch(Character::isLetter)) {
                            assertThat(stored.get(LanguageStore.key(text)))
                                    .as(text)
                                    .isEqualTo(lingua.detect(text, Set.of(Language.EN, other)));
                            compared++;
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(300);
        assertThat(examples.verify()).isEmpty();
    }

    @Test
    void theIdentityNamesTheJarThatIsThere() {
        String jar = com.github.pemistahl.lingua.api.LanguageDetector.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(jar).endsWith("/" + new LinguaDetector().identity().orElseThrow() + ".jar");
        assertThat(new LinguaDetector(0.5).identity()).isNotEqualTo(new LinguaDetector().identity());
    }
}
