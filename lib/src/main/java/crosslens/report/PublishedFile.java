package crosslens.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** One file of {@code data/published}: plain comma-separated lines without quotes, the first one naming the columns. */
record PublishedFile(String name, List<Row> rows) {

    /** A line, by column; numbers are checked on reading. */
    record Row(String file, int line, List<String> columns, List<String> fields) {
        String text(String column) {
            return fields.get(columns.indexOf(column));
        }

        double number(String column) throws IOException {
            return optional(column).orElseThrow(() -> malformed("no number in column " + column));
        }

        OptionalDouble optional(String column) throws IOException {
            String field = text(column);
            try {
                return field.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(field));
            } catch (NumberFormatException e) {
                throw new IOException(place() + "'" + field + "' in column " + column + " is not a number", e);
            }
        }

        private IOException malformed(String cause) {
            return new IOException(place() + cause);
        }

        private String place() {
            return "published/" + file + ", line " + line + ": ";
        }
    }

    /** Reads a file of the class path, all its columns being those named. */
    static PublishedFile load(String name, String... columns) throws IOException {
        try (InputStream in = PublishedFile.class.getResourceAsStream("/crosslens/published/" + name)) {
            if (in == null) {
                throw new IOException(
                        "published/" + name + " is not on the class path: build again (data/published holds it)");
            }
            return read(name, in, columns);
        }
    }

    static PublishedFile read(String name, InputStream in, String... columns) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> expected = List.of(columns);
        String header = reader.readLine();
        if (header == null || !List.of(header.split(",", -1)).equals(expected)) {
            throw new IOException("published/" + name + ", line 1: the columns must be " + String.join(",", expected)
                    + ", not " + header);
        }
        List<Row> rows = new ArrayList<>();
        int line = 1;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            List<String> fields = List.of(text.split(",", -1));
            if (fields.size() != expected.size()) {
                throw new IOException("published/" + name + ", line " + line + ": " + fields.size() + " fields, not "
                        + expected.size());
            }
            rows.add(new Row(name, line, expected, fields));
        }
        return new PublishedFile(name, List.copyOf(rows));
    }
}
