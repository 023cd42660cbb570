package crosslens.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SquadFolderTest {
    private static final String GOOD = DataFixtures.squad(DataFixtures.question("q1", "Which?", "red", 2));

    @TempDir
    Path dir;

    private void write(String name) throws IOException {
        DataFixtures.write(dir.resolve(name), GOOD);
    }

    @Test
    void takesAnyPrefixAndAnyIsoLanguage() throws IOException {
        write("my.set.ja.json");
        write("my.set.de.json");
        write("my.set.EN.json");
        write("package.lock.json");
        write("notes.json");
        Files.createDirectory(dir.resolve("my.set.fr.json"));
        SquadFolder folder = SquadFolder.open(dir);
        assertThat(folder.languages()).containsExactly(Language.EN, Language.DE, Language.of("ja"));
        assertThat(folder.name()).isEqualTo("my.set");
        assertThat(folder.load(List.of(Language.DE, Language.DE)).languages()).containsExactly(Language.DE);
        assertThat(folder.load().languages()).hasSize(3);
    }

    @Test
    void isNamedAfterItselfWhereFilesDiffer() throws IOException {
        write("one.de.json");
        write("other.en.json");
        assertThat(SquadFolder.open(dir).name()).isEqualTo(dir.getFileName().toString());
    }

    @Test
    void listsWhatIsThereWhenALanguageIsNot() throws IOException {
        write("my.de.json");
        write("my.en.json");
        SquadFolder folder = SquadFolder.open(dir);
        assertThatIOException()
                .isThrownBy(() -> folder.load(List.of(Language.EN, Language.TH)))
                .withMessage("no Thai file (my.th.json) in " + dir + "; there are files for [en, de]");
    }

    @Test
    void refusesTwoFilesOfOneLanguage() throws IOException {
        write("a.de.json");
        write("b.de.json");
        assertThatIOException()
                .isThrownBy(() -> SquadFolder.open(dir))
                .withMessageContaining("two files of one language: a.de.json and b.de.json");
    }

    @Test
    void saysWhatAFolderMustHold() {
        assertThatIOException()
                .isThrownBy(() -> SquadFolder.open(dir))
                .withMessageContaining("named like xquad.de.json");
        assertThatIOException()
                .isThrownBy(() -> SquadFolder.open(dir.resolve("none")))
                .withMessageContaining("no such folder");
    }

    @Test
    void namesTheFolderOfFilesThatAreNotParallel() throws IOException {
        write("my.de.json");
        DataFixtures.write(
                dir.resolve("my.en.json"), DataFixtures.squad(DataFixtures.question("q2", "Which?", "red", 2)));
        assertThatIOException()
                .isThrownBy(() -> SquadFolder.open(dir).load())
                .withMessage(
                        dir + ": en and de are not parallel: question 1 is \"q2\" in the one and \"q1\" in the other");
    }
}
