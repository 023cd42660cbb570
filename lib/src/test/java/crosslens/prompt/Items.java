package crosslens.prompt;

import crosslens.data.CrossItem;
import crosslens.data.Gold;
import crosslens.data.QaExample;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.List;

/** Made-up items for the tests of this package. */
final class Items {
    private static final List<String> ENGLISH_CONTEXT = List.of(
            "Mara keeps bees on the roof.",
            "The mill burned down in 1902.\nIt was never rebuilt.",
            "Otters sleep holding hands.",
            "The blue tram runs to the harbour.",
            "A lantern hung above the door.");
    private static final List<String> ENGLISH_QUESTION = List.of(
            "What does Mara keep?",
            "When did the mill burn down?",
            "Who sleeps holding hands?",
            "Where does the blue tram go?",
            "What hung above the door?");
    private static final List<String> GERMAN_QUESTION = List.of(
            "Was hält Mara?",
            "Wann brannte die Mühle ab?",
            "Wer schläft Hand in Hand?",
            "Wohin fährt die blaue Bahn?",
            "Was hing über der Tür?");
    private static final List<String> GOLD = List.of("bees", "1902", "Otters", "the harbour", "A lantern");

    private Items() {}

    /** Five items, a paragraph each, ids p0 to p4, in English with English questions. */
    static List<QaExample> english() {
        List<QaExample> examples = new ArrayList<>();
        for (int i = 0; i < GOLD.size(); i++) {
            examples.add(example("p" + i, i, ENGLISH_CONTEXT.get(i), ENGLISH_QUESTION.get(i), GOLD.get(i)));
        }
        return examples;
    }

    /** The same five with German questions. */
    static List<CrossItem> englishGerman() {
        List<CrossItem> items = new ArrayList<>();
        for (QaExample e : english()) {
            items.add(new CrossItem(
                    e.id(),
                    e.paragraph(),
                    Language.EN,
                    Language.DE,
                    e.context(),
                    GERMAN_QUESTION.get(e.paragraph()),
                    e.golds()));
        }
        return items;
    }

    /** Pair A is p0 and p1, pair B is p2 and p3. */
    static Demonstrations demonstrations() {
        return new Demonstrations(
                new Demonstrations.Pair(demonstration(0), demonstration(1)),
                new Demonstrations.Pair(demonstration(2), demonstration(3)));
    }

    static QaExample example(String id, int paragraph, String context, String question, String gold) {
        return new QaExample(id, paragraph, context, question, List.of(new Gold(gold, context.indexOf(gold))));
    }

    static Cell cell(Language context, Language question, int shots, String format) {
        return new Cell(context, question, shots, format, Style.RAW);
    }

    private static Demonstrations.Demonstration demonstration(int paragraph) {
        return new Demonstrations.Demonstration("p" + paragraph, paragraph);
    }
}
