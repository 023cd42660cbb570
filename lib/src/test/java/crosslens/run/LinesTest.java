package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final int BLOCK = 1 << 16;

    @Test
    void linesAreWholeWhereverABlockEnds() throws IOException {
        for (int first : List.of(0, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK)) {
            String text = "x".repeat(first) + "\ny\n\ntorn";
            List<Integer> lengths = new ArrayList<>();
            Lines.Extent extent = Lines.scan(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "file", (number, bytes) -> {
                        lengths.add(bytes.length);
                        assertThat(number).isEqualTo(lengths.size());
                    });
            assertThat(lengths).containsExactly(first, 1, 0);
            // the line, its end, "y" and its end, the end of the empty line; then four bytes without an end
            assertThat(extent).isEqualTo(new Lines.Extent(first + 4, 4, 3));
        }
    }
}
