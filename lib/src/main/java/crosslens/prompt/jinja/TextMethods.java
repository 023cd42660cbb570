package crosslens.prompt.jinja;

import crosslens.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/** Python's methods of texts, as far as templates use them. Places are counted in code points. */
final class TextMethods {
    static final Set<String> NAMES = Set.of(
            "strip",
            "lstrip",
            "rstrip",
            "startswith",
            "endswith",
            "split",
            "rsplit",
            "splitlines",
            "upper",
            "lower",
            "title",
            "capitalize",
            "replace",
            "find",
            "rfind",
            "index",
            "count",
            "join",
            "isdigit",
            "isalpha",
            "isalnum",
            "isspace",
            "isupper",
            "islower",
            "removeprefix",
            "removesuffix");

    private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    private TextMethods() {}

    static Object call(String text, String name, Arguments arguments) {
        return switch (name) {
            case "strip" -> strip(text, arguments.allow(1).text(0, "chars"), true, true);
            case "lstrip" -> strip(text, arguments.allow(1).text(0, "chars"), true, false);
            case "rstrip" -> strip(text, arguments.allow(1).text(0, "chars"), false, true);
            case "startswith" -> anyOf(arguments.allow(1)).stream().anyMatch(text::startsWith);
            case "endswith" -> anyOf(arguments.allow(1)).stream().anyMatch(text::endsWith);
            case "split", "rsplit" -> split(text, arguments.allow(2, "sep", "maxsplit"), name.equals("rsplit"));
            case "splitlines" -> {
                arguments.allow(0);
                yield lines(text);
            }
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> PythonText.lower(text);
            case "title" -> title(text);
            case "capitalize" -> capitalize(text);
            case "replace" -> {
                arguments.allow(3, "count");
                yield replace(text, required(arguments, 0), required(arguments, 1), arguments.integer(2, "count", -1));
            }
            case "removeprefix" ->
                text.startsWith(required(arguments, 0))
                        ? text.substring(required(arguments, 0).length())
                        : text;
            case "removesuffix" ->
                text.endsWith(required(arguments, 0))
                        ? text.substring(
                                0, text.length() - required(arguments, 0).length())
                        : text;
            case "join" -> join(text, Values.items(arguments.allow(1).get(0, "iterable")));
            default -> asked(text, name, arguments);
        };
    }

    /** Methods that say something about the text. */
    private static Object asked(String text, String name, Arguments arguments) {
        return switch (name) {
            case "find" -> place(text, text.indexOf(required(arguments.allow(1), 0)));
            case "rfind" -> place(text, text.lastIndexOf(required(arguments.allow(1), 0)));
            case "index" -> {
                long found = place(text, text.indexOf(required(arguments.allow(1), 0)));
                if (found < 0) {
                    throw new JinjaException("index: the text does not hold " + Values.repr(required(arguments, 0)));
                }
                yield found;
            }
            case "count" -> count(text, required(arguments.allow(1), 0));
            case "isdigit" -> every(text, Character::isDigit);
            case "isalpha" -> every(text, Character::isLetter);
            case "isalnum" -> every(text, Character::isLetterOrDigit);
            case "isspace" -> every(text, PythonText::isWhitespace);
            case "isupper" -> isCased(text) && text.equals(text.toUpperCase(Locale.ROOT));
            default -> isCased(text) && text.equals(PythonText.lower(text));
        };
    }

    private static String required(Arguments arguments, int place) {
        if (arguments.get(place, "") instanceof String text) {
            return text;
        }
        throw new JinjaException(arguments.name() + " needs a text");
    }

    private static List<String> anyOf(Arguments arguments) {
        Object given = arguments.get(0, "prefix");
        List<String> texts = new ArrayList<>();
        for (Object each : given instanceof List<?> list ? list : List.of(given == null ? 0 : given)) {
            if (!(each instanceof String text)) {
                throw new JinjaException(arguments.name() + " needs a text, not " + Values.typeName(each));
            }
            texts.add(text);
        }
        return texts;
    }

    /** Without the given characters at the ends; null means white space. */
    static String strip(String text, String characters, boolean left, boolean right) {
        IntPredicate goes = characters == null ? PythonText::isWhitespace : c -> characters.indexOf(c) >= 0;
        int start = 0;
        int end = text.length();
        while (left && start < end && goes.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && goes.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static List<Object> split(String text, Arguments arguments, boolean fromRight) {
        String separator = arguments.text(0, "sep");
        int most = arguments.integer(1, "maxsplit", -1);
        if (separator != null && separator.isEmpty()) {
            throw new JinjaException(arguments.name() + ": the separator is empty");
        }
        List<String> parts = separator == null ? new ArrayList<>(PythonText.split(text)) : pieces(text, separator);
        if (most < 0 || parts.size() <= most + 1) {
            return new ArrayList<>(parts);
        }
        if (separator == null) {
            throw new JinjaException(arguments.name() + ": maxsplit needs a separator here");
        }
        int single = parts.size() - most;
        List<Object> joined = new ArrayList<>(fromRight ? parts.subList(single, parts.size()) : parts.subList(0, most));
        List<String> rest = fromRight ? parts.subList(0, single) : parts.subList(most, parts.size());
        joined.add(fromRight ? 0 : joined.size(), String.join(separator, rest));
        return joined;
    }

    private static List<String> pieces(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = text.indexOf(separator); i >= 0; i = text.indexOf(separator, start)) {
            pieces.add(text.substring(start, i));
            start = i + separator.length();
        }
        pieces.add(text.substring(start));
        return pieces;
    }

    static List<Object> lines(String text) {
        List<Object> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
                lines.add(text.substring(start, i));
                if (text.startsWith("\r\n", i)) {
                    i++;
                }
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            title.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
        }
        return title.toString();
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first))
                + PythonText.lower(text.substring(Character.charCount(first)));
    }

    static String replace(String text, String old, String with, int count) {
        if (count < 0) {
            return old.isEmpty() ? text.replace("", with) : text.replace(old, with);
        }
        StringBuilder replaced = new StringBuilder();
        int start = 0;
        for (int done = 0; done < count && !old.isEmpty(); done++) {
            int i = text.indexOf(old, start);
            if (i < 0) {
                break;
            }
            replaced.append(text, start, i).append(with);
            start = i + old.length();
        }
        return replaced.append(text, start, text.length()).toString();
    }

    private static String join(String separator, List<Object> items) {
        for (Object item : items) {
            if (!(item instanceof String)) {
                throw new JinjaException("join: every item must be a text, not " + Values.typeName(item));
            }
        }
        return String.join(separator, items.stream().map(String.class::cast).toList());
    }

    private static long place(String text, int unit) {
        return unit < 0 ? -1 : text.codePointCount(0, unit);
    }

    private static long count(String text, String part) {
        return part.isEmpty() ? Values.length(text) + 1 : pieces(text, part).size() - 1L;
    }

    private static boolean every(String text, IntPredicate is) {
        return !text.isEmpty() && text.codePoints().allMatch(is);
    }

    private static boolean isCased(String text) {
        return text.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
    }
}
