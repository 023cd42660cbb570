package crosslens.text;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The sentences of a text, as spans that tile it: each carries the white space that follows it.
 *
 * <p>Boundaries are ICU's (Unicode annex 29 with the language's own marks: the danda, 。！？, the Greek question mark; a line break ends a
 * sentence unless a small letter or digit shows that a line was only wrapped), with ICU's list of abbreviations where it has one, and one before a number that follows a word's full stop. Then, in this order: a boundary before a small
 * letter, or after an abbreviation of ours, an initial, or in German and Turkish an ordinal number is none; opening brackets and quotes go to the sentence they open; reference marks such as {@code [3]} to the one they follow;
 * a stretch without letter or digit belongs to its neighbour. Thai and Lao, which have no full stop, are split at spaces by {@link SpacedClauses}.
 *
 * <p>Pure functions, for any number of threads.
 */
public final class Sentences {
    private static final Set<String> SPACED = Set.of("th", "lo");
    private static final Set<String> ORDINALS = Set.of("de", "tr");
    private static final Pattern ORDINAL = Pattern.compile("\\d{1,2}\\.|[IVX]+\\.");
    private static final Pattern INITIAL =
            Pattern.compile("(?:[\\p{Lu}\\p{Lo}]\\p{M}*[.-])*[\\p{Lu}\\p{Lo}]\\p{M}*\\.");
    private static final Pattern REFERENCE = Pattern.compile("\\s*(?:\\[[^\\[\\]\\n]{1,40}\\])+\\s*(?!\\p{Ll})");

    private static final Pattern BLANK_LINE = Pattern.compile("(?>\\R)\\h*(?>\\R)\\h*$");
    // ICU sees no boundary before a number that a small letter follows ("… died. 1990 saw …")
    private static final Pattern BEFORE_NUMBER =
            Pattern.compile("\\p{L}\\p{M}*\\p{L}\\p{M}*[.](?:[\\p{Pe}\\p{Pf}\"]*)\\s+(?=\\d)");

    private Sentences() {}

    /**
     * The sentences from the first to the last.
     *
     * @return spans in UTF-16 units, each beginning where the one before ends; none for an empty text, one for a text of white space
     */
    public static List<Span> split(String text, Language language) {
        List<Integer> marked = joined(text, language, icuEnds(text, language));
        List<Integer> ends = SPACED.contains(language.code()) ? SpacedClauses.ends(text, marked) : marked;
        List<Span> spans = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < ends.size(); i++) {
            int end = ends.get(i);
            boolean last = i == ends.size() - 1;
            if (last && !hasWord(text, start, end) && !spans.isEmpty()) {
                Span before = spans.remove(spans.size() - 1);
                spans.add(new Span(before.start(), end));
            } else if (last || hasWord(text, start, end)) {
                spans.add(new Span(start, end));
                start = end;
            }
        }
        return List.copyOf(spans);
    }

    /**
     * The sentences that a span of the same text touches.
     *
     * @return places in the list, ascending; more than one if the span crosses a boundary, none if it is empty
     */
    public static List<Integer> touchedBy(Span span, List<Span> sentences) {
        List<Integer> touched = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            if (sentences.get(i).overlaps(span)) {
                touched.add(i);
            }
        }
        return List.copyOf(touched);
    }

    private static List<Integer> icuEnds(String text, Language language) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(new ULocale(language.code() + "@ss=standard"));
        sentences.setText(text);
        List<Integer> ends = new ArrayList<>();
        sentences.first();
        int start = 0;
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            var number = BEFORE_NUMBER.matcher(text).region(start, end);
            while (number.find()) {
                ends.add(number.end());
            }
            if (ends.isEmpty() || ends.get(ends.size() - 1) < end) {
                ends.add(end);
            }
            start = end;
        }
        return ends;
    }

    private static List<Integer> joined(String text, Language language, List<Integer> boundaries) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int boundary : boundaries) {
            boolean last = boundary == text.length();
            if (!last && (goesOn(text, boundary) || isAbbreviated(text, start, boundary, language))) {
                continue;
            }
            int end = last ? boundary : withReferences(text, withoutOpening(text, start, boundary));
            if (end > start) {
                ends.add(end);
                start = end;
            }
        }
        return ends;
    }

    /**
     * A small letter follows, or a letter without capitals stands at the full stop without a space: inside a quotation, a name, an address. A single line
     * break before a small letter or a digit is only a wrapped line; a blank line always ends a sentence.
     */
    private static boolean goesOn(String text, int boundary) {
        if (BLANK_LINE.matcher(text.substring(0, boundary)).find()) {
            return false;
        }
        char before = text.charAt(boundary - 1);
        int next = boundary;
        while (next < text.length() && !Character.isLetterOrDigit(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && Character.isLowerCase(text.charAt(next))) {
            return true;
        }
        if (next > boundary) {
            return false;
        }
        boolean wrapped = before == '\n'
                && boundary > 1
                && Character.isLetterOrDigit(text.charAt(boundary - 2))
                && Character.isDigit(text.charAt(next));
        return wrapped || before == '.' && !Character.isUpperCase(text.charAt(next));
    }

    private static boolean isAbbreviated(String text, int start, int boundary, Language language) {
        int end = boundary;
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (end == start || text.charAt(end - 1) != '.') {
            return false;
        }
        int from = end;
        while (from > start && !isSpace(text.charAt(from - 1))) {
            from--;
        }
        while (from < end && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        String word = text.substring(from, end);
        return Abbreviations.contains(language, word)
                || INITIAL.matcher(word).matches()
                || ORDINALS.contains(language.code()) && ORDINAL.matcher(word).matches();
    }

    /** ICU puts brackets and quotes that open the next sentence to the one before, if no space stands between. */
    private static int withoutOpening(String text, int start, int boundary) {
        int end = boundary;
        while (end > start && isOpening(text.charAt(end - 1))) {
            end--;
        }
        return end == start ? boundary : end;
    }

    private static boolean isOpening(char c) {
        int type = Character.getType(c);
        return type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION;
    }

    private static int withReferences(String text, int boundary) {
        var reference = REFERENCE.matcher(text).region(boundary, text.length());
        return reference.lookingAt() ? reference.end() : boundary;
    }

    private static boolean hasWord(String text, int start, int end) {
        return text.substring(start, end).codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
    }
}
