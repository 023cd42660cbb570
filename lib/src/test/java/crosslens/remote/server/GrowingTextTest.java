package crosslens.remote.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingTextTest {
    @Test
    void halfACharacterWaitsForItsRest() {
        GrowingText text = new GrowingText(List.of());
        assertThat(text.grow("a\uFFFD")).isEqualTo("a");
        assertThat(text.grow("a\uFFFD\uFFFD")).isEmpty();
        assertThat(text.grow("aน")).isEqualTo("น");
        assertThat(text.grow("aน\uFFFD")).isEmpty();
        assertThat(text.rest("aน\uFFFD")).isEqualTo("\uFFFD"); // what stays incomplete is sent in the end
    }

    @Test
    void whatMayBeginAStopTextWaitsToo() {
        GrowingText text = new GrowingText(List.of("\n\nQ", "END"));
        assertThat(text.grow("The E")).isEqualTo("The ");
        assertThat(text.grow("The EU\n")).isEqualTo("EU");
        assertThat(text.grow("The EU\n\n")).isEmpty();
        assertThat(text.stopped()).isFalse();
        assertThat(text.grow("The EU\n\nQuestion")).isEmpty();
        assertThat(text.stopped()).isTrue();
        assertThat(text.rest("The EU\n\nQuestion")).isEmpty();
    }

    @Test
    void whatWaitedIsSentIfNoStopTextCame() {
        GrowingText text = new GrowingText(List.of("END"));
        assertThat(text.grow("aEN")).isEqualTo("a");
        assertThat(text.rest("aEN")).isEqualTo("EN");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void piecesAddUpToTheTextBeforeTheFirstStopHoweverItsBytesAreCut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] letters = {"a", "b", "\n", "é", "ก", "中", "😀", "ab"};
        for (int round = 0; round < 200; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                built.append(letters[random.nextInt(letters.length)]);
            }
            List<String> stops = random.nextBoolean() ? List.of() : List.of("ab\n", "中😀", "ba");
            byte[] bytes = built.toString().getBytes(StandardCharsets.UTF_8);
            GrowingText text = new GrowingText(stops);
            List<String> pieces = new ArrayList<>();
            String last = "";
            for (int end = 0; end < bytes.length && !text.stopped(); ) {
                end = Math.min(bytes.length, end + 1 + random.nextInt(5));
                last = new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
                pieces.add(text.grow(last));
            }
            pieces.add(text.rest(last));
            int cut = stops.stream()
                    .mapToInt(built::indexOf)
                    .filter(at -> at >= 0)
                    .min()
                    .orElse(built.length());
            assertThat(String.join("", pieces)).isEqualTo(built.substring(0, cut));
            assertThat(pieces).noneMatch(piece -> piece.contains("\uFFFD"));
        }
    }
}
