package crosslens.data;

import crosslens.data.DataReport.FileReport;
import crosslens.data.Finding.Severity;
import crosslens.data.SquadDocument.Article;
import crosslens.data.SquadDocument.Paragraph;
import crosslens.data.SquadDocument.Place;
import crosslens.data.SquadDocument.Question;
import crosslens.data.SquadDocument.Text;
import crosslens.text.Language;
import crosslens.text.PythonText;
import crosslens.text.Quote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Says everything there is to say about a folder of data before a model is run on it. A folder without an ERROR loads, and one with an ERROR does not.
 */
public final class DataCheck {
    private final SquadFolder folder;
    private final List<FileReport> files = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Language firstLanguage;
    private List<Entry> firstEntries;

    private DataCheck(SquadFolder folder) {
        this.folder = folder;
    }

    /** One question's place in its file; paragraphs count from 0. */
    private record Entry(String id, int paragraph, Place place) {}

    /**
     * Checks the languages of a folder one by one and against the first of them that can be read.
     *
     * @throws IOException if a file cannot be read at all (rights, disk); a malformed one is a finding
     */
    public static DataReport check(SquadFolder folder) throws IOException {
        DataCheck check = new DataCheck(folder);
        for (Language language : folder.languages()) {
            check.checkFile(language, folder.file(language));
        }
        return new DataReport(folder.path().toString(), folder.name(), check.files, check.findings);
    }

    private void checkFile(Language language, Path file) throws IOException {
        try {
            SquadDocument document = SquadParser.parse(file);
            findings.addAll(SquadRules.check(document));
            findings.addAll(TextNotes.check(document));
            files.add(report(language, document));
            checkParallel(language, document);
        } catch (SquadFormatException e) {
            findings.add(new Finding(
                    Severity.ERROR, file.toString(), e.place().line(), e.place().column(), e.questionId(), e.detail()));
        }
    }

    private void checkParallel(Language language, SquadDocument document) {
        List<Entry> entries = entries(document);
        if (firstEntries == null) {
            firstLanguage = language;
            firstEntries = entries;
            return;
        }
        for (int i = 0; i < Math.min(entries.size(), firstEntries.size()); i++) {
            Entry expected = firstEntries.get(i);
            Entry actual = entries.get(i);
            if (!actual.id().equals(expected.id())) {
                String message = "question " + (i + 1) + " is " + Quote.of(expected.id()) + " in " + firstLanguage
                        + ": ids and their order must be the same in every language";
                findings.add(error(document, actual.place(), actual.id(), message));
                return;
            }
            if (actual.paragraph() != expected.paragraph()) {
                String message = "it belongs to paragraph " + (actual.paragraph() + 1) + " here and to paragraph "
                        + (expected.paragraph() + 1) + " in " + firstLanguage;
                findings.add(error(document, actual.place(), actual.id(), message));
                return;
            }
        }
        if (entries.size() != firstEntries.size()) {
            Place last = entries.isEmpty()
                    ? new Place(1, 1)
                    : entries.get(entries.size() - 1).place();
            String message =
                    "the file has " + entries.size() + " questions, " + firstLanguage + " has " + firstEntries.size();
            findings.add(error(document, last, "", message));
        }
    }

    private static Finding error(SquadDocument document, Place place, String id, String message) {
        return new Finding(Severity.ERROR, document.name(), place.line(), place.column(), id, message);
    }

    private static List<Entry> entries(SquadDocument document) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (Article article : document.articles()) {
            for (Paragraph paragraph : article.paragraphs()) {
                for (Question question : paragraph.questions()) {
                    Text id = question.id();
                    entries.add(new Entry(id.value(), number, id.place()));
                }
                number++;
            }
        }
        return entries;
    }

    private static FileReport report(Language language, SquadDocument document) {
        int paragraphs = 0;
        int questions = 0;
        int golds = 0;
        long codePoints = 0;
        for (Article article : document.articles()) {
            for (Paragraph paragraph : article.paragraphs()) {
                String context = PythonText.strip(paragraph.context().value());
                paragraphs++;
                questions += paragraph.questions().size();
                codePoints += (long) paragraph.questions().size() * context.codePointCount(0, context.length());
                golds += paragraph.questions().stream()
                        .mapToInt(question -> question.answers().size())
                        .sum();
            }
        }
        return new FileReport(
                language,
                document.name(),
                document.sha256(),
                document.articles().size(),
                paragraphs,
                questions,
                golds,
                (double) codePoints / questions);
    }
}
