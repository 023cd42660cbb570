package crosslens.data;

import crosslens.data.SquadDocument.Answer;
import crosslens.text.PythonText;
import java.util.Optional;

/** Moves a reference answer from its place in the file (code points of the context as written) to the kit's (UTF-16 units of the stripped context). */
final class GoldPlace {
    private GoldPlace() {}

    /** The gold, cut to the stripped context where it reaches into the white space around it; empty if its text does not stand at its offset or nothing is left. */
    static Optional<Gold> find(String context, Answer answer) {
        int length = context.codePointCount(0, context.length());
        if (answer.start() < 0 || answer.start() > length) {
            return Optional.empty();
        }
        int start = context.offsetByCodePoints(0, answer.start());
        if (!context.startsWith(answer.text().value(), start)) {
            return Optional.empty();
        }
        int removed = PythonText.leadingSpace(context);
        int contextEnd = removed + PythonText.strip(context).length();
        int from = Math.max(start, removed);
        int to = Math.min(start + answer.text().value().length(), contextEnd);
        return from < to ? Optional.of(new Gold(context.substring(from, to), from - removed)) : Optional.empty();
    }

    /** Where the text does stand: the occurrence nearest to the offset, in code points of the context as written; -1 if nowhere. */
    static int nearest(String context, Answer answer) {
        int best = -1;
        String text = answer.text().value();
        for (int at = context.indexOf(text); at >= 0; at = context.indexOf(text, at + 1)) {
            int codePoint = context.codePointCount(0, at);
            if (best < 0 || Math.abs((long) codePoint - answer.start()) < Math.abs((long) best - answer.start())) {
                best = codePoint;
            }
        }
        return best;
    }
}
