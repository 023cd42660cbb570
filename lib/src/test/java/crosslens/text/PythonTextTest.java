package crosslens.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what Python itself says of all 1 114 112 code points, recorded by {@code make_python_properties.py}. */
class PythonTextTest {
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    @Test
    void knowsPythonsWhiteSpace() throws IOException {
        assertEverywhere("space", code -> PythonText.isWhitespace(code) ? "1" : "0");
    }

    @Test
    void knowsPythonsWordCharacters() throws IOException {
        assertEverywhere("word", code -> PythonText.isWord(code) ? "1" : "0");
    }

    @Test
    void lowersEveryCharacterAsPythonDoes() throws IOException {
        assertEverywhere("lower", code -> {
            int[] lower =
                    PythonText.lower(Character.toString(code)).codePoints().toArray();
            return lower.length == 1
                    ? Integer.toString(lower[0] - code)
                    : "="
                            + Arrays.stream(lower)
                                    .mapToObj(c -> String.format("%X", c))
                                    .collect(Collectors.joining(","));
        });
    }

    @Test
    void findsTheFinalSigmaBesideEveryCharacter() throws IOException {
        assertEverywhere("sigma", code -> {
            String c = Character.toString(code);
            List<String> contexts = List.of(c + "Σ", "A" + c + "Σ", "AΣ" + c, "AΣ" + c + "A");
            int bits = 0;
            for (int i = 0; i < contexts.size(); i++) {
                if (PythonText.lower(contexts.get(i)).indexOf('ς') >= 0) {
                    bits |= 8 >> i;
                }
            }
            return Integer.toString(bits);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ΟΔΟΣ, οδος", // in Python: 'ΟΔΟΣ'.lower() ends in U+03C2
        "Σ, σ", // alone it ends no word
        "ΑΣ.Β, ασ.β", // a full stop is passed over, so the word goes on
        "ΑΣ Β, ας β",
        "İI, i̇i" // no Turkish rule; the dot is kept as a mark
    })
    void lowersInContext(String text, String lower) {
        assertThat(PythonText.lower(text)).isEqualTo(lower);
    }

    @Test
    void stripsWhatPythonStripsAndNoMore() {
        assertThat(PythonText.strip("\u00A0\u3000\u001F a b \u0085\u2029")).isEqualTo("a b");
        assertThat(PythonText.strip("\uFEFFa\u200B")).isEqualTo("\uFEFFa\u200B");
        assertThat(PythonText.strip(" \n ")).isEmpty();
        assertThat(PythonText.leadingSpace("\u00A0\n a")).isEqualTo(3);
        assertThat(PythonText.leadingSpace("  ")).isEqualTo(2);
    }

    @Test
    void splitsOnRunsOfWhiteSpace() {
        assertThat(PythonText.split("\u00A0in\u3000 the\u2003house\u001C")).containsExactly("in", "the", "house");
        assertThat(PythonText.split(" \t")).isEmpty();
        assertThat(PythonText.split("")).isEmpty();
    }

    @Test
    void removesWholeWordsOnly() {
        assertThat(PythonText.removeWords("the then a1 a_ an", ARTICLES)).isEqualTo("  then a1 a_  ");
        // a combining mark is no word character: "a" before U+0301 stands alone, as it does for Python's re
        assertThat(PythonText.removeWords("a\u0301 \u0301the", ARTICLES)).isEqualTo(" \u0301 \u0301 ");
        // U+1D7D9 is a digit beyond the first plane and a word character
        assertThat(PythonText.removeWords("a\uD835\uDFD9 a\uD83D\uDE00", ARTICLES))
                .isEqualTo("a\uD835\uDFD9  \uD83D\uDE00");
    }

    private static void assertEverywhere(String kind, IntFunction<String> own) throws IOException {
        String[] recorded = recorded(kind);
        List<String> wrong = new ArrayList<>();
        for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
            String actual = own.apply(code);
            if (!actual.equals(recorded[code])) {
                wrong.add(String.format("U+%04X is %s, not %s", code, actual, recorded[code]));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String[] recorded(String kind) throws IOException {
        String[] values = new String[Character.MAX_CODE_POINT + 1];
        Arrays.fill(values, "0");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PythonTextTest.class.getResourceAsStream("/text/python_properties.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.split(" "))
                    .filter(f -> f[0].equals(kind))
                    .forEach(
                            f -> Arrays.fill(values, Integer.parseInt(f[1], 16), Integer.parseInt(f[2], 16) + 1, f[3]));
        }
        return values;
    }
}
