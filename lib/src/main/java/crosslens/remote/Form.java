package crosslens.remote;

import crosslens.prompt.Style;

/** The two ways an endpoint is asked. A run's style says which: chat requests are of style CHAT, completions of style RAW. */
public enum Form {
    /** One user message; the endpoint applies the model's template. */
    CHAT("chat/completions", Style.CHAT),
    /** A text to be continued as it is. */
    COMPLETION("completions", Style.RAW);

    private final String path;
    private final Style style;

    Form(String path, Style style) {
        this.path = path;
        this.style = style;
    }

    String path() {
        return path;
    }

    /** The only style in which this form can be asked. */
    public Style style() {
        return style;
    }
}
