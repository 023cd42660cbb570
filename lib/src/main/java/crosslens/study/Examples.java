package crosslens.study;

import crosslens.report.ExampleFigure;
import crosslens.report.ExampleRun;
import crosslens.report.Figure;
import crosslens.score.AnswerText;
import crosslens.text.Language;
import java.util.List;

/** Figure 1 from stored runs. */
public final class Examples {
    private Examples() {}

    /**
     * One item in several languages with the stored answers.
     *
     * @param runs of one model
     * @param item id of the item; null for the first one that shows a gap
     * @param languages to be shown; none for the study's English, German and Chinese
     * @throws IllegalArgumentException if there are several models, no answers, or no such item
     */
    public static Figure figure(RunSet runs, String item, Language... languages) {
        List<ExampleRun> answers = runs.cells().stream()
                .map(run -> new ExampleRun(
                        run.cellScores(),
                        run.items(),
                        run.answers().stream()
                                .map(answer -> AnswerText.parse(answer.raw()))
                                .toList()))
                .toList();
        return ExampleFigure.draw(answers, List.of(languages), item);
    }
}
