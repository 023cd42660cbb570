package crosslens.study;

import static org.assertj.core.api.Assertions.assertThat;

import crosslens.text.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorListTest {
    private static final String HOSTILE = "<script>x()</script>\u001B[31mred\u202Eright<|im_end|>";

    private final ErrorList list = new ErrorList(List.of(
            row("one", "gibberish", "th", HOSTILE),
            row("one", "gibberish", "th", "b"),
            row("two", "gibberish", "th", "c"),
            row("two", "language", "de", "d")));

    @Test
    void aHostileAnswerIsShownLetterByLetter() {
        assertThat(list.html())
                .contains("&lt;script&gt;x()")
                .doesNotContain("<script>x()")
                .doesNotContain("\u001B")
                .doesNotContain("\u202E");
        assertThat(list.text()).doesNotContain("\u001B").doesNotContain("\u202E");
        assertThat(list.in("de").html()).isEqualTo(new ErrorList(list.rows().subList(3, 4)).html());
    }

    @Test
    void examplesAreNarrowedByModelKindLanguageAndNumber() {
        assertThat(list.by("two").rows()).hasSize(2);
        assertThat(list.only("gibberish").in("th").by("one").rows()).hasSize(2);
        // one each of (one, gibberish, th), (two, gibberish, th), (two, language, de)
        assertThat(list.first(1).rows()).hasSize(3);
    }

    @Test
    void theModelIsAColumnOnlyWhereThereAreSeveral() {
        assertThat(list.table().columnNames()).contains("model");
        assertThat(list.by("two").table().columnNames()).doesNotContain("model");
    }

    private static ErrorList.Row row(String model, String kind, String language, String raw) {
        return new ErrorList.Row(
                model, "en-x 2-shot v1", Language.of(language), "id", kind, "Who?", "gold", raw, "rules");
    }
}
