package crosslens.data;

import com.ibm.icu.text.Normalizer2;
import crosslens.data.Finding.Severity;
import crosslens.data.SquadDocument.Answer;
import crosslens.data.SquadDocument.Article;
import crosslens.data.SquadDocument.Paragraph;
import crosslens.data.SquadDocument.Place;
import crosslens.data.SquadDocument.Question;
import crosslens.data.SquadDocument.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is remarkable about the characters of one file though nothing is wrong: each kind of thing once, with its number and the first place. */
final class TextNotes {
    private static final Map<Integer, String> INVISIBLE = new LinkedHashMap<>();

    static {
        INVISIBLE.put(0xFEFF, "U+FEFF (byte order mark)");
        INVISIBLE.put(0x00A0, "U+00A0 (no-break space)");
        INVISIBLE.put(0x200B, "U+200B (zero width space)");
    }

    private final SquadDocument document;
    private final Map<Integer, Tally> tallies = new LinkedHashMap<>();
    private final List<Text> notComposed = new ArrayList<>();
    private int contexts;

    private TextNotes(SquadDocument document) {
        this.document = document;
        INVISIBLE.keySet().forEach(character -> tallies.put(character, new Tally()));
    }

    private static final class Tally {
        private int times;
        private int texts;
        private Place first;
        private String firstId = "";
    }

    static List<Finding> check(SquadDocument document) {
        TextNotes notes = new TextNotes(document);
        for (Article article : document.articles()) {
            article.paragraphs().forEach(notes::read);
        }
        return notes.findings();
    }

    private void read(Paragraph paragraph) {
        contexts++;
        if (!Normalizer2.getNFCInstance().isNormalized(paragraph.context().value())) {
            notComposed.add(paragraph.context());
        }
        count(paragraph.context(), "");
        for (Question question : paragraph.questions()) {
            count(question.question(), question.id().value());
            for (Answer answer : question.answers()) {
                count(answer.text(), question.id().value());
            }
        }
    }

    private void count(Text text, String id) {
        tallies.forEach((character, tally) -> {
            int times = (int) text.value().chars().filter(c -> c == character).count();
            if (times > 0 && tally.first == null) {
                tally.first = text.place();
                tally.firstId = id;
            }
            tally.times += times;
            tally.texts += times > 0 ? 1 : 0;
        });
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (document.startsWithBom()) {
            findings.add(note(
                    Severity.NOTE, new Place(1, 1), "", "the file begins with a byte order mark; it is passed over"));
        }
        tallies.forEach((character, tally) -> {
            if (tally.times > 0) {
                String message = INVISIBLE.get(character) + " " + tally.times + " times in " + tally.texts
                        + " texts, first here; kept as it is";
                findings.add(note(Severity.NOTE, tally.first, tally.firstId, message));
            }
        });
        if (!notComposed.isEmpty()) {
            boolean mixed = notComposed.size() < contexts;
            findings.add(note(
                    mixed ? Severity.WARNING : Severity.NOTE,
                    notComposed.get(0).place(),
                    "",
                    notComposed.size() + " of " + contexts
                            + " contexts are not in Unicode's composed form (NFC), first here"
                            + (mixed ? "; the others are: equal letters may count as different" : "")));
        }
        return findings;
    }

    private Finding note(Severity severity, Place place, String id, String message) {
        return new Finding(severity, document.name(), place.line(), place.column(), id, message);
    }
}
