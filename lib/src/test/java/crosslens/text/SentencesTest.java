package crosslens.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "en# It rained. |We stayed. |Nobody came.",
                "en# Dr. Smith met J. R. Jones in Brown v. Board of Education. |He left.",
                "en# See Fig. 3 and No. 7 of the U.S. list. |It ended.",
                "en# It fell. |1990 saw another. |In 1991. |The end.",
                "en# \"Certainly!\" he said. |She left.",
                "en# It works.[23] |The next one too.[citation needed]",
                "en# It works. [23] |The next one.",
                "en# He came. |(She did not.) |Then it was over.",
                "en# First line.⏎|Second line.",
                "en# The gas O⏎2 burns. |It is used.",
                "en# a heading⏎⏎|and a small start",
                "de# Am 3. Oktober kam Ludwig XIV. nach Köln. |Im 19. Jahrhundert, z.B. um 1850, war es anders.",
                "de# Er starb. |1960 folgte sie, d. h. später.",
                "es# El Sr. López y la Dra. Díaz hablaron. |¿Quién vino? |¡Nadie!",
                "vi# Ông sống ở TP. Hồ Chí Minh. |Bà thì không.",
                "zh# 他来了。|“你好！”|她走了吗？|没有。",
                "hi# वह आया। |डॉ. शर्मा और डब्ल्यू. राय गए। |क्या वह गया? |हाँ।",
                "ar# جاء د. علي ومعه سي. رايت. |هل ذهب؟ |نعم.",
                "el# Πέθανε το 300 π.Χ. στην Αθήνα. |Ποιος ήρθε; |Κανείς.",
                "ro# Dl. dr. Popescu a venit, cf. art. 5. |A plecat.",
                "ru# А. С. Пушкин и др. писали. |Кто пришёл? |Никто.",
                "tr# II. Mehmet 15. yüzyılda geldi. |1453 yılında, M.Ö. değil, aldı.",
            })
    void splitsWhereTheBarStands(String language, String marked) {
        String lines = marked.replace('⏎', '\n');
        assertThat(texts(lines.replace("|", ""), Language.of(language))).containsExactly(lines.split("\\|"));
    }

    @Test
    void splitsThaiAtASpaceBeforeAWordThatOpensASentence() {
        String first = "เทสลาเป็นที่รู้จักในด้านความสำเร็จทางวิทยาศาสตร์และการแสดงของเขาที่เมือง นิวยอร์ก ";
        String second = "นอกจากนี้ สิทธิบัตรของเขาทำให้เขาได้รับเงินจำนวนมากซึ่งนำไปใช้กับโครงการของเขาเอง";
        assertThat(texts(first + second, Language.TH)).containsExactly(first, second);
    }

    @Test
    void splitsThaiNeitherAroundNumbersNorAfterARepetitionMark() {
        String text =
                "ทีมรับของแพนเธอร์สถอดใจที่คะแนน 308 ได้อันดับที่หกของลีกต่าง ๆ การแข่งขันดำเนินต่อไปเรื่อย ๆ การแข่งขัน";
        assertThat(texts(text, Language.TH)).containsExactly(text);
    }

    @Test
    void givesAStretchWithoutWordsToItsNeighbour() {
        assertThat(texts("... --- ! It rained. !!! ", Language.EN)).containsExactly("... --- ! It rained. !!! ");
        assertThat(texts(" \n ", Language.EN)).containsExactly(" \n ");
        assertThat(texts("", Language.EN)).isEmpty();
    }

    @Test
    void knowsEveryLanguageByTheCommonRules() {
        assertThat(texts("Il pleut. Nous restons.", Language.of("fr"))).containsExactly("Il pleut. ", "Nous restons.");
    }

    @Test
    void tilesAnyText() {
        String[] bits = {
            ". ",
            "! ",
            "\n",
            "\n\n",
            "[3]",
            "(",
            ")",
            "“",
            "”",
            "Dr.",
            "a",
            "B",
            "7",
            "।",
            "。",
            "ไทย ",
            "\uD83D\uDE00",
            " ",
            "\uFEFF",
            "\u200B",
            "..."
        };
        Random random = new Random(5);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(bits[random.nextInt(bits.length)]);
            }
            Language language = Language.STUDY.get(round % Language.STUDY.size());
            assertThat(String.join("", texts(text.toString(), language)))
                    .as(language + ": " + text)
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void creditsEverySentenceThatASpanTouches() {
        List<Span> sentences = List.of(new Span(0, 10), new Span(10, 20), new Span(20, 30));
        assertThat(Sentences.touchedBy(new Span(3, 10), sentences)).containsExactly(0);
        assertThat(Sentences.touchedBy(new Span(9, 21), sentences)).containsExactly(0, 1, 2);
        assertThat(Sentences.touchedBy(new Span(10, 10), sentences)).isEmpty();
    }

    private static List<String> texts(String text, Language language) {
        return Sentences.split(text, language).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }
}
