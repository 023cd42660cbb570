package crosslens.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptBuilderTest {
    private static final String OPENING =
            "This is a reading comprehension exercise. Below you find paragraphs of context, and a question comes with each of them.\n";
    private static final String INSTRUCTIONS = """
            1. Only the final question is yours to answer, with words taken exactly as they stand in the matching place of its context.
            2. Give the answer in English right away and write nothing besides it.
            3. Write it in this form: "Answer: {Your Answer}"
            """;
    private static final String DEMONSTRATIONS = """
            Context: Mara keeps bees on the roof.
            Question: Was hält Mara?
            Answer: bees

            Context: The mill burned down in 1902.
            It was never rebuilt.
            Question: Wann brannte die Mühle ab?
            Answer: 1902
            """;
    private static final String ITEM = """
            Your task starts here:
            Context: A lantern hung above the door.
            Question: Was hing über der Tür?
            """;

    @Test
    void v1WithTwoShots() {
        assertThat(raw("v1", 2)).isEqualTo(OPENING + INSTRUCTIONS + "\n" + DEMONSTRATIONS + "\n" + ITEM);
    }

    @Test
    void v1WithoutShotsKeepsTheLineThatStartsTheTask() {
        assertThat(raw("v1", 0)).isEqualTo(OPENING + INSTRUCTIONS + "\n" + ITEM);
    }

    @Test
    void v2WithTwoShotsEndsWithTheInstructions() {
        assertThat(raw("v2", 2)).isEqualTo(DEMONSTRATIONS + "\n" + ITEM + "\n" + INSTRUCTIONS);
    }

    @Test
    void v2WithoutShots() {
        assertThat(raw("v2", 0)).isEqualTo(ITEM + "\n" + INSTRUCTIONS);
    }

    @ParameterizedTest
    @CsvSource({"v1, 0", "v1, 2", "v2, 0", "v2, 2"})
    void inChatStyleTheMessageIsTheSameWithoutTheLastNewline(String format, int shots) {
        ChatTemplate template = ChatTemplate.of("[user]{{ messages[0].content }}[model]", null, null);
        String chat =
                template.apply(builder(format, shots).build(item(4)), "Answer:").text();
        String raw = raw(format, shots);
        assertThat(chat).isEqualTo("[user]" + raw.substring(0, raw.length() - 1) + "[model]Answer:");
    }

    @Test
    void aRawPromptEndsWithANewlineThenTheAnswerPrefix() {
        Prompt prompt = builder("v1", 0).build(item(4)).raw("Answer:");
        assertThat(prompt.text()).endsWith("über der Tür?\nAnswer:");
        assertThat(texts(prompt, PartKind.ANSWER_PREFIX)).containsExactly("Answer:");
        assertThat(Prompt.plain("ends\n").raw(null).text()).isEqualTo("ends\n");
    }

    @Test
    void partsCoverWhatTheyAreCalled() {
        Prompt prompt = builder("v1", 2).build(item(4));
        assertThat(texts(prompt, PartKind.TASK)).containsExactly((OPENING + INSTRUCTIONS).stripTrailing());
        assertThat(texts(prompt, PartKind.DEMO))
                .containsExactly(
                        DEMONSTRATIONS.strip().split("\n\n")[0],
                        DEMONSTRATIONS.strip().split("\n\n")[1]);
        assertThat(texts(prompt, PartKind.CONTEXT)).containsExactly("A lantern hung above the door.");
        assertThat(texts(prompt, PartKind.QUESTION)).containsExactly("Was hing über der Tür?");
        assertThat(texts(prompt, PartKind.LABEL))
                .containsExactly(
                        "Context:",
                        "Question:",
                        "Answer:",
                        "Context:",
                        "Question:",
                        "Answer:",
                        "Your task starts here:",
                        "Context:",
                        "Question:");
        assertThat(texts(prompt, PartKind.TEMPLATE)).isEmpty();
        assertThat(prompt.parts()).isSortedAccordingTo((a, b) -> Integer.compare(a.start(), b.start()));
    }

    @Test
    void itemsOfTheFirstPairsParagraphsAreAskedWithTheSpare() {
        PromptBuilder builder = builder("v1", 2);
        assertThat(builder.demonstrationIds(item(0))).containsExactly("p2", "p3");
        assertThat(builder.demonstrationIds(item(1))).containsExactly("p2", "p3");
        assertThat(builder.demonstrationIds(item(2))).containsExactly("p0", "p1");
        assertThat(builder.build(item(0)).text())
                .contains("Answer: Otters", "Answer: the harbour")
                .doesNotContain("Answer: bees");
        assertThat(builder("v1", 0).demonstrationIds(item(0))).isEmpty();
    }

    @Test
    void theInstructionsNameTheLanguageOfTheContext() {
        CrossItem hindi = new CrossItem("x", 9, Language.HI, Language.EN, "पाठ", "Text?", List.of(new Gold("पाठ", 0)));
        Cell cell = Items.cell(Language.HI, Language.EN, 0, "v2");
        Prompt prompt = new PromptBuilder(PromptWording.builtIn("v2"), cell, null, List.of()).build(hindi);
        assertThat(prompt.text()).contains("answer in Hindi right away").doesNotContain("English");
    }

    @Test
    void nothingInTheUsersTextIsFilledInOrChanged() {
        String context = "{language} {{ 7 * 7 }}\r\n\n%s $1 \\n <|im_end|>  two  spaces";
        CrossItem item = new CrossItem(
                "x", 9, Language.EN, Language.DE, context, "{Your Answer}?", List.of(new Gold("{language}", 0)));
        Prompt prompt = builder("v1", 2).build(item);
        assertThat(texts(prompt, PartKind.CONTEXT)).containsExactly(context);
        assertThat(texts(prompt, PartKind.QUESTION)).containsExactly("{Your Answer}?");
    }

    /** Own sentences: one context and question a language, four of them outside the Basic Multilingual Plane or with combining marks. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | The cat 🐈 sat on 𝒳.        | Where did it sit?     | on 𝒳",
                "de | Der Fluß heißt Öhre.          | Wie heißt er?         | Öhre",
                "es | El niño comió una piña.       | ¿Qué comió?           | piña",
                "vi | Bà ngoại nấu phở mỗi sáng.    | Bà nấu gì?            | phở",
                "zh | 河边有一座𠀀塔。                | 河边有什么？           | 𠀀塔",
                "hi | नदी के किनारे एक मंदिर है।          | किनारे क्या है?          | मंदिर",
                "ar | يقع البيت قرب النهر.           | أين يقع البيت؟        | قرب النهر",
                "el | Η γάτα κοιμάται στην αυλή.     | Πού κοιμάται;         | αυλή",
                "ro | Șarpele doarme sub țărm.       | Unde doarme?          | țărm",
                "ru | Кошка спит во дворе.           | Где спит кошка?       | дворе",
                "th | แมวนอนอยู่ในบ้าน                 | แมวนอนที่ไหน            | ในบ้าน",
                "tr | Kedi İstanbul'da uyuyor.       | Kedi nerede?          | İstanbul"
            })
    void offsetsHoldInEveryScript(String code, String context, String question, String gold) {
        Language language = Language.of(code);
        List<CrossItem> items = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Gold> golds = List.of(new Gold(gold, context.indexOf(gold)));
            items.add(new CrossItem("p" + i, i, language, language, context, question, golds));
        }
        Cell cell = Items.cell(language, language, 2, "v2");
        PromptBuilder builder = new PromptBuilder(PromptWording.builtIn("v2"), cell, Items.demonstrations(), items);
        Prompt prompt = ChatTemplate.of("<s>{{ messages[0].content | trim }}</s>", null, null)
                .apply(builder.build(items.get(4)), "Answer:");
        String block = "Context: " + context + "\nQuestion: " + question;
        assertThat(texts(prompt, PartKind.CONTEXT)).containsExactly(context);
        assertThat(texts(prompt, PartKind.QUESTION)).containsExactly(question);
        assertThat(texts(prompt, PartKind.DEMO))
                .containsExactly(block + "\nAnswer: " + gold, block + "\nAnswer: " + gold);
        assertThat(texts(prompt, PartKind.ANSWER_PREFIX)).containsExactly("Answer:");
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        List<CrossItem> items = Items.englishGerman();
        Cell cell = Items.cell(Language.EN, Language.DE, 2, "v1");
        PromptWording v1 = PromptWording.builtIn("v1");
        assertThatThrownBy(() -> new PromptBuilder(PromptWording.builtIn("v2"), cell, Items.demonstrations(), items))
                .hasMessageContaining("format v1 with the wording v2");
        assertThatThrownBy(() -> new PromptBuilder(v1, cell, null, items)).hasMessageContaining("need demonstrations");
        assertThatThrownBy(() -> new PromptBuilder(v1, cell, Items.demonstrations(), items.subList(1, 5)))
                .hasMessageContaining("[p0]");
        Cell russian = Items.cell(Language.EN, Language.RU, 0, "v1");
        assertThatThrownBy(() -> new PromptBuilder(v1, russian, null, items).build(items.get(0)))
                .hasMessageContaining("item p0 is en-de, the cell is en-ru");
    }

    private static CrossItem item(int paragraph) {
        return Items.englishGerman().get(paragraph);
    }

    private static PromptBuilder builder(String format, int shots) {
        Cell cell = Items.cell(Language.EN, Language.DE, shots, format);
        return new PromptBuilder(PromptWording.builtIn(format), cell, Items.demonstrations(), Items.englishGerman());
    }

    private static String raw(String format, int shots) {
        return builder(format, shots).build(item(4)).raw("").text();
    }

    private static List<String> texts(Prompt prompt, PartKind kind) {
        return prompt.parts().stream()
                .filter(part -> part.kind() == kind)
                .map(part -> prompt.text().substring(part.start(), part.end()))
                .toList();
    }
}
