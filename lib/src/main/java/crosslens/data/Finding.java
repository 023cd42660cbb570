package crosslens.data;

import crosslens.text.Quote;

/**
 * One thing that {@link DataCheck} has to say about a data set.
 *
 * @param file path of the file, or the folder's where it concerns more than one
 * @param line from 1; 0 if there is no place to point at
 * @param column from 1, in UTF-16 units; 0 if there is no place to point at
 * @param questionId as in the file, unescaped; empty if it concerns no single question
 * @param message fit for a terminal
 */
public record Finding(Severity severity, String file, int line, int column, String questionId, String message) {
    /** An ERROR keeps the data from being loaded; a WARNING is most likely a mistake; a NOTE is good to know. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    /** One line, e.g. {@code ERROR my.de.json:12:7: question "q1": the question is empty}. */
    public String display() {
        return severity + " " + withoutSeverity();
    }

    String withoutSeverity() {
        return file + (line > 0 ? ":" + line + ":" + column : "") + ": "
                + (questionId.isEmpty() ? "" : "question " + Quote.of(questionId) + ": ") + message;
    }
}
