package crosslens.prompt.jinja;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** The functions every template has. */
final class Globals {
    private static final long LONGEST_RANGE = 100_000;

    private Globals() {}

    static void define(Scope scope, LocalDate today) {
        scope.set("range", (Callable) Globals::range);
        scope.set("dict", (Callable) arguments -> new LinkedHashMap<Object, Object>(arguments
                .allow(0, arguments.named().keySet().toArray(String[]::new))
                .named()));
        scope.set("namespace", (Callable) Globals::namespace);
        scope.set("raise_exception", (Callable) arguments -> {
            throw new JinjaException("the template refuses this: "
                    + Values.text(arguments.allow(1, "message").get(0, "message")));
        });
        scope.set("strftime_now", (Callable)
                arguments -> date(Values.text(arguments.allow(1, "format").get(0, "format")), today));
    }

    private static Object namespace(Arguments arguments) {
        LinkedHashMap<String, Object> fields = new LinkedHashMap<>();
        for (Object map : arguments.positional()) {
            if (!(map instanceof java.util.Map<?, ?> given)) {
                throw new JinjaException("namespace needs a map or names with values");
            }
            given.forEach((key, value) -> fields.put(Values.text(key), value));
        }
        fields.putAll(arguments.named());
        return new Namespace(fields);
    }

    private static Object range(Arguments arguments) {
        arguments.allow(3);
        boolean single = arguments.positional().size() == 1;
        long start = single ? 0 : arguments.integer(0, "start", 0);
        long stop = arguments.integer(single ? 0 : 1, "stop", 0);
        long step = arguments.integer(2, "step", 1);
        if (step == 0) {
            throw new JinjaException("range: the step cannot be 0");
        }
        if ((stop - start) / step > LONGEST_RANGE) {
            throw new JinjaException("range: more than " + LONGEST_RANGE + " numbers");
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            numbers.add(i);
        }
        return numbers;
    }

    /** A date as {@code strftime} writes it in the C locale. */
    private static String date(String format, LocalDate date) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || i + 1 == format.length()) {
                text.append(format.charAt(i));
                continue;
            }
            char code = format.charAt(++i);
            boolean bare = code == '-' && i + 1 < format.length();
            String field = field(bare ? format.charAt(++i) : code, date);
            text.append(bare ? field.replaceFirst("^0+(?=.)", "") : field);
        }
        return text.toString();
    }

    private static String field(char code, LocalDate date) {
        return switch (code) {
            case 'd' -> String.format(Locale.ROOT, "%02d", date.getDayOfMonth());
            case 'm' -> String.format(Locale.ROOT, "%02d", date.getMonthValue());
            case 'Y' -> String.valueOf(date.getYear());
            case 'y' -> String.format(Locale.ROOT, "%02d", date.getYear() % 100);
            case 'j' -> String.format(Locale.ROOT, "%03d", date.getDayOfYear());
            case 'b' -> date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'a' -> date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'H', 'M', 'S' -> "00";
            case 'I' -> "12";
            case 'p' -> "AM";
            case 'F' -> date.toString();
            case '%' -> "%";
            default -> throw new JinjaException("strftime_now: the code %" + code + " is not known");
        };
    }
}
