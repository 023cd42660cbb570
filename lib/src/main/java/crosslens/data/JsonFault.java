package crosslens.data;

import com.fasterxml.jackson.core.JacksonException;
import crosslens.text.Quote;
import java.util.regex.Pattern;

/** What a JSON parser complains of, in words fit for a user. */
public final class JsonFault {
    private static final Pattern PLACE = Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]");

    private JsonFault() {}

    /** The parser's message with nothing in it that a terminal would obey, other places it names as {@code line:column}; its own place is not in it. */
    public static String message(JacksonException fault) {
        return "not valid JSON: "
                + Quote.escape(PLACE.matcher(fault.getOriginalMessage()).replaceAll("$1:$2"));
    }
}
