package crosslens.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureFilesTest {
    private static final String HOSTILE = "../a</title><script>\"é中\u001b";

    @TempDir
    Path directory;

    private static Figure figure(String model) throws IOException {
        return F1Figure.draw(
                List.of(Samples.cell(model, "en-de", 6, 12), Samples.cell(model, "de-de", 3, 12)),
                2,
                Published.load(),
                Samples.NONE);
    }

    @Test
    void writesThreeFilesNamedByFigureModelAndRun() throws IOException {
        List<Path> files = FigureFiles.save(figure("org/Model-1.5"), directory.resolve("new/figures"));
        assertThat(files)
                .extracting(file -> file.getFileName().toString().replaceAll("[0-9a-f]{8}\\.", "KEY."))
                .containsExactly("f1-org-Model-1.5-KEY.svg", "f1-org-Model-1.5-KEY.png", "f1-org-Model-1.5-KEY.csv");
        try (var left = Files.list(directory.resolve("new/figures"))) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void aFigureOfOneRunIsNamedByItsKey() {
        Origin one = new Origin(List.of("m"), List.of(new Origin.Run("0123456789abcdef", "m", "en-de", 1, Map.of())));
        assertThat(one.shortKey()).isEqualTo("01234567");
    }

    @Test
    void theSameFigureGivesTheSameBytes() throws IOException {
        List<Path> first = FigureFiles.save(figure("m"), directory.resolve("a"));
        List<Path> second = FigureFiles.save(figure("m"), directory.resolve("b"));
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
        }
    }

    @Test
    void svgIsWellFormedAndSaysWhatItShowsAndWhereItComesFrom() throws Exception {
        Path svg = FigureFiles.save(figure(HOSTILE), directory).get(0);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        var root = factory.newDocumentBuilder().parse(svg.toFile()).getDocumentElement();
        assertThat(root.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("F1 by question language: ../a</title><script>\"é中\ufffd");
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent()).contains("de 50.00");
        assertThat(root.getElementsByTagName("script").getLength()).isZero();
        var origin = new ObjectMapper()
                .readTree(root.getElementsByTagName("metadata").item(0).getTextContent());
        assertThat(origin.at("/settings/code version").asText()).isEqualTo("0.1.0");
        assertThat(origin.at("/runs")).hasSize(2);
        assertThat(origin.at("/runs/1/key").asText()).endsWith("en-de-2-v1");
    }

    @Test
    void pngHasTextChunksAndTwiceTheSize() throws IOException {
        byte[] png =
                Files.readAllBytes(FigureFiles.save(figure(HOSTILE), directory).get(1));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(1600);
        Map<String, String> texts = textChunks(png);
        assertThat(texts.get("Title"))
                .isEqualTo("F1 by question language: ../a</title><script>\"\\u00e9\\u4e2d\\ufffd");
        assertThat(texts.get("Description")).contains("x-x: de 25.00");
        assertThat(new ObjectMapper()
                        .readTree(texts.get("Origin"))
                        .at("/models/0")
                        .asText())
                .isEqualTo("../a</title><script>\"é中\ufffd");
    }

    /** Reads the tEXt chunks by the PNG format: length, type, keyword, 0, Latin-1 text, check sum. */
    private static Map<String, String> textChunks(byte[] png) {
        Map<String, String> texts = new HashMap<>();
        var bytes = java.nio.ByteBuffer.wrap(png);
        bytes.position(8);
        while (bytes.hasRemaining()) {
            byte[] data = new byte[bytes.getInt()];
            byte[] type = new byte[4];
            bytes.get(type).get(data).getInt();
            if (new String(type, StandardCharsets.US_ASCII).equals("tEXt")) {
                String[] parts = new String(data, StandardCharsets.ISO_8859_1).split("\0", 2);
                texts.put(parts[0], parts[1]);
            }
        }
        return texts;
    }

    @Test
    void csvBeginsWithTitleAndOrigin() throws IOException {
        List<String> lines =
                Files.readAllLines(FigureFiles.save(figure("m"), directory).get(2));
        assertThat(lines.get(0)).isEqualTo("# F1 by question language: m");
        assertThat(lines.get(1)).startsWith("# origin: {\"models\":[\"m\"]");
        assertThat(lines.get(3)).isEqualTo("m,v1,en-x,de,12,50,,,");
    }

    @ParameterizedTest
    @CsvSource({
        "org/name, org-name",
        "../../etc/passwd, etc-passwd",
        "Módèle, Modele",
        ".hidden, hidden",
        "a b, a-b",
        "a..b, a.b"
    })
    void fileNamesAreNeverPaths(String text, String name) {
        assertThat(FigureFiles.fileName(text)).isEqualTo(name);
    }

    @Test
    void aNameWithoutLatinLettersStillHasAFileName() {
        assertThat(FigureFiles.fileName("中文")).matches("x[0-9a-f]{8}").isNotEqualTo(FigureFiles.fileName("日本"));
    }

    @Test
    void aFolderThatIsMissingIsAnErrorInWords() throws IOException {
        Figure figure = figure("m");
        Path file = directory.resolve("missing/f1.svg");
        assertThatThrownBy(() -> FigureFiles.save(figure, file, 2))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": no such file or folder");
    }

    @Test
    void aFileInPlaceOfTheFolderIsAnErrorThatNamesIt() throws IOException {
        Path file = Files.writeString(directory.resolve("taken"), "x");
        Figure figure = figure("m");
        assertThatThrownBy(() -> FigureFiles.save(figure, file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("taken");
    }
}
