package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageStoreTest {
    private static final Set<Language> PAIR = Set.of(Language.EN, Language.DE);
    private static final String DETECTOR = "detector-1";
    private static final String ONE = LanguageStore.key("eins");
    private static final String TWO = LanguageStore.key("12");

    @TempDir
    Path folder;

    private LanguageStore store;
    private Path file;

    @BeforeEach
    void fill() throws IOException {
        store = new LanguageStore(folder);
        store.add(DETECTOR, PAIR, Map.of(ONE, Optional.of(Language.DE), TWO, Optional.empty()));
        file = folder.resolve(DETECTOR).resolve("en-de.txt");
    }

    @Test
    void whatIsAddedIsReadAgainAndAddedTo() throws IOException {
        String three = LanguageStore.key("three");
        store.add(DETECTOR, PAIR, Map.of(three, Optional.of(Language.EN)));
        assertThat(store.read(DETECTOR, PAIR).languages())
                .isEqualTo(
                        Map.of(ONE, Optional.of(Language.DE), TWO, Optional.empty(), three, Optional.of(Language.EN)));
        assertThat(store.verify()).isEmpty();
        assertThat(store.du()).containsOnlyKeys(DETECTOR).containsEntry(DETECTOR, Files.size(file));
    }

    @Test
    void anotherVersionAndOtherCandidatesKnowNothing() throws IOException {
        assertThat(store.read("detector-2", PAIR).languages()).isEmpty();
        assertThat(store.read(DETECTOR, Set.of(Language.EN, Language.ES)).languages())
                .isEmpty();
        assertThat(store.read(DETECTOR, Set.of(Language.EN, Language.DE, Language.ES))
                        .languages())
                .isEmpty();
    }

    @Test
    void aFileUnderAnotherNameIsRefusedWhole() throws IOException {
        Files.copy(file, file.resolveSibling("en-es.txt"));
        LanguageStore.Stored stored = store.read(DETECTOR, Set.of(Language.EN, Language.ES));
        assertThat(stored.languages()).isEmpty();
        assertThat(stored.faults())
                .singleElement()
                .hasToString(
                        "detector-1/en-es.txt line 1: does not begin with \"crosslens languages 1 detector-1 en-es\""
                                + ": detected again where it is needed");
    }

    @Test
    void aLineOfAnotherDetectorIsRefused() throws IOException {
        store.add("detector-2", PAIR, Map.of(ONE, Optional.of(Language.EN)));
        List<String> lines = Files.readAllLines(file);
        lines.set(
                lines.indexOf(line(ONE)),
                Files.readAllLines(folder.resolve("detector-2/en-de.txt")).get(1));
        Files.write(file, lines);
        assertThat(store.read(DETECTOR, PAIR).languages()).containsOnlyKeys(TWO);
    }

    @Test
    void aChangedLanguageOrKeyIsRefusedAndTheRestStands() throws IOException {
        String text = Files.readString(file);
        for (String changed : List.of(
                text.replace(ONE + " de", ONE + " en"),
                text.replace(ONE, LanguageStore.key("zwei")),
                text + "\n\u00e9 x")) {
            Files.writeString(file, changed);
            LanguageStore.Stored stored = store.read(DETECTOR, PAIR);
            assertThat(stored.languages()).containsEntry(TWO, Optional.empty());
            assertThat(stored.languages().getOrDefault(ONE, Optional.of(Language.DE)))
                    .contains(Language.DE);
            assertThat(stored.languages()).doesNotContainKey(LanguageStore.key("zwei"));
            assertThat(stored.faults()).hasSize(1);
            assertThat(store.verify()).isEqualTo(stored.faults());
        }
    }

    @Test
    void aFileCutAtAnyByteNeverSaysAnythingElse() throws IOException {
        Map<String, Optional<Language>> whole = store.read(DETECTOR, PAIR).languages();
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            Map<String, Optional<Language>> read = store.read(DETECTOR, PAIR).languages();
            assertThat(whole).containsAllEntriesOf(read);
        }
        assertThat(store.read(DETECTOR, PAIR).languages()).hasSize(2); // only the last newline is missing
    }

    @Test
    void addingMendsADamagedFile() throws IOException {
        Files.writeString(file, Files.readString(file).replace(ONE + " de", ONE + " en"));
        store.add(DETECTOR, PAIR, Map.of());
        assertThat(store.verify()).isEmpty();
        assertThat(store.read(DETECTOR, PAIR).languages()).containsOnlyKeys(TWO);
    }

    @Test
    void filesOfNoLanguagesAreTold() throws IOException {
        Files.writeString(folder.resolve(DETECTOR).resolve("de-en.txt"), "");
        assertThat(store.verify()).singleElement().asString().contains("de-en.txt: is no file of languages");
    }

    @Test
    void textsThatDifferInAnUnpairedSurrogateHaveDifferentKeys() {
        assertThat(LanguageStore.key("\ud800"))
                .isNotEqualTo(LanguageStore.key("?"))
                .isNotEqualTo(LanguageStore.key("\ud801"));
        assertThat(ONE).hasSize(32);
    }

    @Test
    void readersBesideWritersSeeWholeFiles() throws IOException {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            int own = writer;
            all.add(CompletableFuture.runAsync(() -> each(i ->
                    store.add(DETECTOR, PAIR, Map.of(LanguageStore.key(own + " " + i), Optional.of(Language.EN))))));
        }
        for (int reader = 0; reader < 2; reader++) {
            all.add(CompletableFuture.runAsync(() -> each(i -> {
                LanguageStore.Stored stored = store.read(DETECTOR, PAIR);
                assertThat(stored.faults()).isEmpty();
                assertThat(stored.languages()).containsEntry(ONE, Optional.of(Language.DE));
            })));
        }
        all.forEach(CompletableFuture::join);
        assertThat(store.verify()).isEmpty();
    }

    private interface Step {
        void take(int i) throws IOException;
    }

    private static void each(Step step) {
        for (int i = 0; i < 20; i++) {
            try {
                step.take(i);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private String line(String key) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .orElseThrow();
    }
}
