package crosslens.data;

import crosslens.data.Finding.Severity;
import crosslens.data.SquadDocument.Answer;
import crosslens.data.SquadDocument.Article;
import crosslens.data.SquadDocument.Paragraph;
import crosslens.data.SquadDocument.Place;
import crosslens.data.SquadDocument.Question;
import crosslens.data.SquadDocument.Text;
import crosslens.text.PythonText;
import crosslens.text.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold inside one well-formed file: the reader refuses exactly the files in which this finds an ERROR. */
final class SquadRules {
    private final SquadDocument document;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Place> ids = new HashMap<>();

    private SquadRules(SquadDocument document) {
        this.document = document;
    }

    /** In order of the file. */
    static List<Finding> check(SquadDocument document) {
        SquadRules rules = new SquadRules(document);
        for (Article article : document.articles()) {
            for (Paragraph paragraph : article.paragraphs()) {
                rules.checkParagraph(paragraph);
            }
        }
        if (rules.ids.isEmpty()) {
            rules.add(Severity.ERROR, new Place(1, 1), "", "there is no question in this file");
        }
        return rules.findings;
    }

    private void checkParagraph(Paragraph paragraph) {
        if (isBlank(paragraph.context())) {
            add(Severity.ERROR, paragraph.context().place(), "", "the context is empty");
        }
        if (paragraph.questions().isEmpty()) {
            add(Severity.WARNING, paragraph.context().place(), "", "the paragraph has no question");
        }
        for (Question question : paragraph.questions()) {
            checkQuestion(paragraph.context().value(), question);
        }
    }

    private void checkQuestion(String context, Question question) {
        String id = question.id().value();
        Place place = question.id().place();
        if (isBlank(question.id())) {
            add(Severity.ERROR, place, id, "the id is empty");
        }
        Place first = ids.putIfAbsent(id, place);
        if (first != null) {
            add(Severity.ERROR, place, id, "the id was used before, at " + first);
        }
        if (isBlank(question.question())) {
            add(Severity.ERROR, question.question().place(), id, "the question is empty");
        }
        if (question.answers().isEmpty()) {
            add(Severity.ERROR, place, id, "there is no gold answer");
        }
        question.answers().forEach(answer -> checkAnswer(context, id, answer));
    }

    private void checkAnswer(String context, String id, Answer answer) {
        if (isBlank(answer.text())) {
            add(Severity.ERROR, answer.text().place(), id, "the gold answer is empty");
            return;
        }
        GoldPlace.find(context, answer)
                .ifPresentOrElse(
                        gold -> {
                            if (!gold.text().equals(answer.text().value())) {
                                add(
                                        Severity.WARNING,
                                        answer.text().place(),
                                        id,
                                        "the gold answer reaches into the white space around the context and is cut");
                            }
                        },
                        () -> add(Severity.ERROR, answer.startPlace(), id, offPlace(context, answer)));
    }

    private static String offPlace(String context, Answer answer) {
        int nearest = GoldPlace.nearest(context, answer);
        return "the gold answer " + Quote.of(answer.text().value()) + " does not stand at code point " + answer.start()
                + (nearest < 0 ? ", nor anywhere else in the context" : "; it stands at " + nearest);
    }

    private static boolean isBlank(Text text) {
        return PythonText.strip(text.value()).isEmpty();
    }

    private void add(Severity severity, Place place, String id, String message) {
        findings.add(new Finding(severity, document.name(), place.line(), place.column(), id, message));
    }
}
