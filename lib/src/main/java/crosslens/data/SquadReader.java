package crosslens.data;

import crosslens.data.Finding.Severity;
import crosslens.data.SquadDocument.Answer;
import crosslens.data.SquadDocument.Article;
import crosslens.data.SquadDocument.Paragraph;
import crosslens.data.SquadDocument.Question;
import crosslens.text.Language;
import crosslens.text.PythonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files in the shape of SQuAD v1.1, which XQuAD shares.
 *
 * <p>Contexts and questions are stripped at both ends and otherwise left as they are; offsets, in the file code points of the unstripped context,
 * become UTF-16 units of the stripped one. Text is never normalised.
 */
public final class SquadReader {
    private SquadReader() {}

    /**
     * The answers of one question as the file has them, for scoring alone: neither stripped nor checked against the context.
     *
     * @param golds may be empty, may hold empty texts
     */
    public record Reference(String id, List<String> golds) {
        public Reference {
            golds = List.copyOf(golds);
        }
    }

    /**
     * The questions of one file, in its order, paragraphs numbered from 0 through all articles.
     *
     * @throws IOException naming file, line and column: no UTF-8, no JSON, a missing key, an id used twice, an empty context, question or gold answer, a
     *     question without one, a gold answer that does not stand at its offset
     */
    public static List<QaExample> read(Path file) throws IOException {
        return examples(SquadParser.parse(file));
    }

    /** The same together with the file's SHA-256. */
    public static LanguageFile read(Path file, Language language) throws IOException {
        SquadDocument document = SquadParser.parse(file);
        return new LanguageFile(language, document.sha256(), examples(document));
    }

    /**
     * Ids and gold answers of any SQuAD file, in its order, repeated ids included.
     *
     * @throws IOException if it is not UTF-8, not JSON or not of the shape
     */
    public static List<Reference> readReferences(Path file) throws IOException {
        List<Reference> references = new ArrayList<>();
        for (Article article : SquadParser.parse(file).articles()) {
            for (Paragraph paragraph : article.paragraphs()) {
                for (Question question : paragraph.questions()) {
                    references.add(new Reference(
                            question.id().value(),
                            question.answers().stream()
                                    .map(answer -> answer.text().value())
                                    .toList()));
                }
            }
        }
        return List.copyOf(references);
    }

    static List<QaExample> examples(SquadDocument document) throws IOException {
        for (Finding finding : SquadRules.check(document)) {
            if (finding.severity() == Severity.ERROR) {
                throw new IOException(finding.withoutSeverity() + "; `crosslens data check` lists everything");
            }
        }
        List<QaExample> examples = new ArrayList<>();
        int number = 0;
        for (Article article : document.articles()) {
            for (Paragraph paragraph : article.paragraphs()) {
                for (Question question : paragraph.questions()) {
                    examples.add(example(number, paragraph.context().value(), question));
                }
                number++;
            }
        }
        return List.copyOf(examples);
    }

    private static QaExample example(int paragraph, String context, Question question) {
        List<Gold> golds = new ArrayList<>();
        for (Answer answer : question.answers()) {
            golds.add(GoldPlace.find(context, answer).orElseThrow());
        }
        return new QaExample(
                question.id().value(),
                paragraph,
                PythonText.strip(context),
                PythonText.strip(question.question().value()),
                golds);
    }
}
