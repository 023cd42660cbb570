package crosslens.text;

/** A result that can show itself, in a notebook and as plain text. Both forms say the same; neither needs a network or a script. */
public interface Displayable {
    /** An HTML fragment, every text from outside escaped, readable on a light and on a dark page. */
    String html();

    /** The plain twin, for a console and for readers of a notebook without HTML. */
    String text();
}
