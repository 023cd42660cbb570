package crosslens.report;

import crosslens.attribute.OracleTarget;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The study's Table 3 as printed, in percent. */
public final class PublishedOracle {
    private final Map<String, Row> rows;

    /**
     * A model's row; NaN where the study prints nothing.
     *
     * @param enX mean over the eleven question languages other than English
     */
    public record Row(double stepEnEn, double stepEnX, double sequenceEnEn, double sequenceEnX) {
        double value(OracleTarget target, boolean english) {
            return target == OracleTarget.STEP ? english ? stepEnEn : stepEnX : english ? sequenceEnEn : sequenceEnX;
        }
    }

    private PublishedOracle(Map<String, Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads the file of the class path.
     *
     * @throws IOException naming file, line and cause if it is missing or malformed
     */
    public static PublishedOracle load() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        PublishedFile file =
                PublishedFile.load("table3.csv", "model", "step_en_en", "step_en_x", "sequence_en_en", "sequence_en_x");
        for (PublishedFile.Row row : file.rows()) {
            rows.put(
                    row.text("model"),
                    new Row(
                            row.optional("step_en_en").orElse(Double.NaN),
                            row.optional("step_en_x").orElse(Double.NaN),
                            row.optional("sequence_en_en").orElse(Double.NaN),
                            row.optional("sequence_en_x").orElse(Double.NaN)));
        }
        return new PublishedOracle(rows);
    }

    /** The row of a model by the study's name, if Table 3 has it. */
    public Optional<Row> row(String model) {
        return Optional.ofNullable(rows.get(model));
    }

    /** The models of the table, in its order. */
    public List<String> models() {
        return List.copyOf(rows.keySet());
    }

    /** The table as printed: context for a model that the study does not have. */
    public ReportTable table() {
        Table table = Table.create("Table 3, published", StringColumn.create("Model", List.copyOf(rows.keySet())));
        for (OracleTarget target : OracleTarget.values()) {
            for (boolean english : new boolean[] {true, false}) {
                double[] values = rows.values().stream()
                        .mapToDouble(row -> row.value(target, english))
                        .toArray();
                table.addColumns(Numbers.plain(DoubleColumn.create(OracleTables.column(target, english), values)));
            }
        }
        return new ReportTable(
                "3-published",
                "Table 3 as the study prints it: oracle retrieval, percent",
                List.of("Published values: context, not a comparison. The ten en-en cells are all k / 1184."),
                table);
    }
}
