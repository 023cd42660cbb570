package crosslens.prompt;

import crosslens.text.Span;

/** A labelled stretch of a prompt's text, in UTF-16 units. */
public record Part(PartKind kind, int start, int end) {
    public Span span() {
        return new Span(start, end);
    }
}
