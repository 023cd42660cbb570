package crosslens.data;

/** A reference answer: its text and where it starts in the (stripped) context, in UTF-16 units. */
public record Gold(String text, int start) {}
