package crosslens.prompt.jinja;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic, joining, subscripts and slices as Python does them. */
final class Operators {
    private static final int LONGEST = 1_000_000;

    private Operators() {}

    static Object apply(String operator, Object a, Object b) {
        if (operator.equals("~")) {
            return Values.text(a) + Values.text(b);
        }
        if (a instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (b instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (Values.isNumber(a) && Values.isNumber(b)) {
            return arithmetic(operator, a, b);
        }
        if (operator.equals("+") && a instanceof String one && b instanceof String other) {
            return one + other;
        }
        if (operator.equals("+") && a instanceof List<?> one && b instanceof List<?> other) {
            List<Object> joined = new ArrayList<>(one);
            joined.addAll(other);
            return joined;
        }
        if (operator.equals("*") && a instanceof String text && b instanceof Long times) {
            return repeat(text, times);
        }
        if (operator.equals("*") && a instanceof Long times && b instanceof String text) {
            return repeat(text, times);
        }
        throw new JinjaException(
                "'" + operator + "' is not possible between " + Values.typeName(a) + " and " + Values.typeName(b));
    }

    private static String repeat(String text, long times) {
        if (times > 0 && text.length() * Math.min(times, LONGEST) > LONGEST || times > LONGEST) {
            throw new JinjaException("a text repeated " + times + " times is too long");
        }
        return text.repeat((int) Math.max(0, times));
    }

    private static Object arithmetic(String operator, Object a, Object b) {
        boolean divides = operator.equals("/") || operator.equals("//") || operator.equals("%");
        if (divides && Values.toDouble(b) == 0) {
            throw new JinjaException("division by zero");
        }
        if (operator.equals("/") || a instanceof Double || b instanceof Double) {
            return real(operator, Values.toDouble(a), Values.toDouble(b));
        }
        long x = Values.toLong(a);
        long y = Values.toLong(b);
        try {
            return switch (operator) {
                case "+" -> Math.addExact(x, y);
                case "-" -> Math.subtractExact(x, y);
                case "*" -> Math.multiplyExact(x, y);
                case "//" -> Math.floorDiv(x, y);
                case "%" -> Math.floorMod(x, y);
                default -> power(x, y);
            };
        } catch (ArithmeticException e) {
            throw new JinjaException("the result of '" + operator + "' is too large");
        }
    }

    private static Object power(long base, long exponent) {
        if (exponent < 0) {
            return Math.pow(base, exponent);
        }
        long result = 1;
        for (long i = 0; i < exponent && result != 0 && (result != 1 || i == 0 || base == -1); i++) {
            result = Math.multiplyExact(result, base);
        }
        return base == -1 ? (exponent % 2 == 0 ? 1L : -1L) : (Object) result;
    }

    private static Object real(String operator, double x, double y) {
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            case "/" -> x / y;
            case "//" -> Math.floor(x / y);
            case "%" -> x - y * Math.floor(x / y);
            default -> Math.pow(x, y);
        };
    }

    static Object negative(Object value) {
        if (value instanceof Double d) {
            return -d;
        }
        if (Values.isNumber(value)) {
            return -Values.toLong(value);
        }
        throw new JinjaException("'-' needs a number, not " + Values.typeName(value));
    }

    static Object item(Object target, Object index) {
        if (target instanceof List<?> list && Values.isNumber(index) && !(index instanceof Double)) {
            long at = Values.toLong(index) < 0 ? Values.toLong(index) + list.size() : Values.toLong(index);
            return at >= 0 && at < list.size()
                    ? list.get((int) at)
                    : new Undefined("a list of " + list.size() + " has no item " + index);
        }
        if (target instanceof String text && Values.isNumber(index) && !(index instanceof Double)) {
            List<Object> letters = Values.items(text);
            Object letter = item(letters, index);
            return letter instanceof Undefined ? new Undefined("the text has no character " + index) : letter;
        }
        return new Undefined(Values.typeName(target) + " has no item " + Values.repr(index));
    }

    /** Every bound may be null. A slice of a text is a text, of a list a list. */
    static Object slice(Object target, Object start, Object stop, Object step) {
        if (!(target instanceof String) && !(target instanceof List<?>)) {
            throw new JinjaException(Values.typeName(target) + " cannot be sliced");
        }
        List<Object> items = Values.items(target);
        long by = step == null ? 1 : bound(step);
        if (by == 0) {
            throw new JinjaException("a slice's step cannot be 0");
        }
        long size = items.size();
        long low = by > 0 ? 0 : -1;
        long high = by > 0 ? size : size - 1;
        long from = start == null ? (by > 0 ? low : high) : clip(bound(start), size, low, high);
        long to = stop == null ? (by > 0 ? high : low) : clip(bound(stop), size, low, high);
        List<Object> taken = new ArrayList<>();
        for (long i = from; by > 0 ? i < to : i > to; i += by) {
            taken.add(items.get((int) i));
        }
        return target instanceof String ? taken.stream().map(String.class::cast).reduce("", String::concat) : taken;
    }

    private static long clip(long bound, long size, long low, long high) {
        return Math.max(low, Math.min(high, bound < 0 ? bound + size : bound));
    }

    private static long bound(Object value) {
        if (value instanceof Long number) {
            return Math.max(-LONGEST, Math.min(LONGEST, number));
        }
        throw new JinjaException("a slice needs integers, not " + Values.typeName(value));
    }
}
