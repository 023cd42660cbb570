package crosslens.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the pictures of one page small: outlines (texts, above all) that are drawn in several places are kept once and used by name, coordinates are told
 * from point to point in hundredths of a pixel, and straight lines of one look in a row become one path. Nothing looks different.
 */
final class PictureStock {
    private static final Pattern PATH = Pattern.compile("<path d=\"([^\"]{80,})\"");
    private static final Pattern LINES =
            Pattern.compile("<line style=\"([^\"]*)\"[^>]*/>(?:\\s*<line style=\"\\1\"[^>]*/>)++");
    private static final Pattern LINE =
            Pattern.compile("x1=\"([^\"]+)\" x2=\"([^\"]+)\" y1=\"([^\"]+)\" y2=\"([^\"]+)\"");
    private static final double PARTS = 100;

    private final Map<String, String> outlines = new LinkedHashMap<>();

    /** The same picture, of use only on a page that holds {@link #outlines}. */
    String compact(String svg) {
        String lines = LINES.matcher(svg).replaceAll(run -> Matcher.quoteReplacement(path(run.group(), run.group(1))));
        return PATH.matcher(lines).replaceAll(path -> Matcher.quoteReplacement(use(path.group(1))));
    }

    /** A picture without size that holds all outlines, for the page's beginning. */
    String outlines() {
        StringBuilder all = new StringBuilder();
        if (!outlines.isEmpty()) {
            all.append("<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>\n");
            outlines.forEach((outline, name) -> all.append("<path id=\"")
                    .append(name)
                    .append("\" d=\"")
                    .append(outline)
                    .append("\"/>\n"));
            all.append("</defs></svg>\n");
        }
        return all.toString();
    }

    private static String path(String run, String style) {
        StringBuilder path = new StringBuilder("<path style=\"");
        path.append(style).append("\" d=\"");
        Matcher line = LINE.matcher(run);
        while (line.find()) {
            long x = hundredths(line.group(1));
            long y = hundredths(line.group(3));
            path.append('M');
            append(path, x, false);
            append(path, y, true);
            path.append('l');
            append(path, hundredths(line.group(2)) - x, false);
            append(path, hundredths(line.group(4)) - y, true);
        }
        return path.append("\"/>").toString();
    }

    private String use(String path) {
        Scan scan = new Scan(path);
        String outline = scan.relative();
        String name = outlines.computeIfAbsent(outline, key -> "o" + outlines.size());
        StringBuilder use = new StringBuilder("<use href=\"#");
        use.append(name).append("\" x=\"");
        append(use, Math.round(scan.x0 * PARTS), false);
        use.append("\" y=\"");
        append(use, Math.round(scan.y0 * PARTS), false);
        return use.append('"').toString();
    }

    private static long hundredths(String number) {
        return Math.round(Double.parseDouble(number) * PARTS);
    }

    /** Appends hundredths as a decimal number, after a blank if it needs one. */
    private static void append(StringBuilder to, long value, boolean follows) {
        if (value < 0) {
            to.append('-');
        } else if (follows) {
            to.append(' ');
        }
        long size = Math.abs(value);
        long whole = size / 100;
        long part = size % 100;
        if (whole > 0 || part == 0) {
            to.append(whole);
        }
        if (part > 0) {
            to.append('.').append(part / 10);
            if (part % 10 > 0) {
                to.append(part % 10);
            }
        }
    }

    /** An outline of absolute moves (M, L, Q, C, Z), read from its beginning. */
    private static final class Scan {
        private final String path;
        private int at;
        private double x0 = Double.NaN;
        private double y0;

        Scan(String path) {
            this.path = path;
        }

        /** The outline as relative moves from its first point; roundings do not add up. */
        String relative() {
            StringBuilder out = new StringBuilder();
            long x = 0;
            long y = 0;
            long startX = 0;
            long startY = 0;
            char command = next();
            while (command != 0) {
                out.append(Character.toLowerCase(command));
                long fromX = x;
                long fromY = y;
                for (int i = 0; i < points(command); i++) {
                    double px = number();
                    double py = number();
                    if (Double.isNaN(x0)) {
                        x0 = px;
                        y0 = py;
                    }
                    x = Math.round((px - x0) * PARTS);
                    y = Math.round((py - y0) * PARTS);
                    append(out, x - fromX, i > 0);
                    append(out, y - fromY, true);
                }
                if (command == 'M') {
                    startX = x;
                    startY = y;
                } else if (command == 'Z') {
                    x = startX;
                    y = startY;
                }
                command = next();
            }
            return out.toString();
        }

        private static int points(char command) {
            return switch (command) {
                case 'M', 'L' -> 1;
                case 'Q' -> 2;
                case 'C' -> 3;
                case 'Z' -> 0;
                default -> throw new IllegalArgumentException("'" + command + "' is no move of an outline");
            };
        }

        /** The next command; 0 at the end. */
        private char next() {
            skip();
            return at < path.length() ? path.charAt(at++) : 0;
        }

        private double number() {
            skip();
            int from = at;
            while (at < path.length() && "+-.0123456789eE".indexOf(path.charAt(at)) >= 0) {
                at++;
            }
            return Double.parseDouble(path.substring(from, at));
        }

        private void skip() {
            while (at < path.length() && (path.charAt(at) == ' ' || path.charAt(at) == ',')) {
                at++;
            }
        }
    }
}
