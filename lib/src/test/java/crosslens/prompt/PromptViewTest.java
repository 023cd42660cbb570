package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromptViewTest {
    private static final Prompt PROMPT =
            new Prompt("C: a<b\nx", List.of(new Part(PartKind.DEMO, 0, 6), new Part(PartKind.LABEL, 0, 2)));

    @Test
    void plainTextNamesTheInnermostPartInBrackets() {
        assertThat(PromptView.ansi(PROMPT, true)).isEqualTo("parts: demo  label\n\n⟦label: C:⟧⟦demo:  a<b⟧\nx\n");
    }

    @Test
    void coloursEndBeforeEveryNewline() {
        Prompt prompt = new Prompt("a\nb", List.of(new Part(PartKind.CONTEXT, 0, 3)));
        assertThat(PromptView.ansi(prompt, false))
                .isEqualTo("parts: \u001b[32mcontext\u001b[0m\n\n\u001b[32ma\u001b[0m\n\u001b[32mb\u001b[0m\n");
    }

    @Test
    void controlAndDirectionCharactersOfTheTextAreShownAsCodes() {
        String hostile = "\u001b[31mred\u0007\u009b2J\r\u202eabc\ufeff\u200b\ud800\u0000 क\u200dष";
        String expected = "\\u001b[31mred\\u0007\\u009b2J\\u000d\\u202eabc\\ufeff\\u200b\\ud800\\u0000 क\u200dष";
        assertThat(PromptView.ansi(Prompt.plain(hostile), true)).isEqualTo("parts: \n\n" + expected + "\n");
        assertThat(PromptView.ansi(Prompt.plain(hostile), false)).isEqualTo("parts: \n\n" + expected + "\n");
        assertThat(PromptView.html(Prompt.plain(hostile))).contains(expected);
    }

    @Test
    void htmlEscapesTheTextAndNamesTheParts() {
        String html = PromptView.html(PROMPT);
        assertThat(html)
                .contains("dir=\"auto\"", "title=\"label\"", "title=\"demo\"", "> a&lt;b</span><br>x</div>")
                .doesNotContain("a<b")
                .doesNotContain("<script");
        assertThat(PromptView.html(Prompt.plain("<img src='x' onerror=\"y\">&")))
                .contains("&lt;img src=&#39;x&#39; onerror=&quot;y&quot;&gt;&amp;");
    }

    @Test
    void anEmptyPromptIsShownAsNothing() {
        assertThat(PromptView.ansi(Prompt.plain(""), true)).isEqualTo("parts: \n\n\n");
    }
}
