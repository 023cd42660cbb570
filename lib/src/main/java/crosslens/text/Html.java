package crosslens.text;

/** Untrusted text made harmless inside HTML. */
public final class Html {
    private Html() {}

    /** The text with markup characters escaped, for content and quoted attributes; control characters (line end and tab excepted) as their visible pictures. */
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(c);
                default -> out.append(c < 0x20 ? (char) (0x2400 + c) : c);
            }
        }
        return out.toString();
    }
}
