package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.run.AnswerRecord;
import crosslens.score.AnswerText;
import crosslens.score.ItemScore;
import crosslens.text.Displayable;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Some answers as they came, beside question and gold.
 *
 * @param all how many there are in all
 */
public record AnswerList(List<Row> rows, int all) implements Displayable {
    public AnswerList {
        rows = List.copyOf(rows);
    }

    /**
     * One answer.
     *
     * @param run cell and format, e.g. {@code en-de v1}
     * @param raw all the model wrote
     * @param answer what counts of it
     */
    public record Row(
            String run,
            String id,
            String question,
            String gold,
            String raw,
            String answer,
            ItemScore score,
            String stop) {
        static Row of(CellRun cell, int i, ItemScore score) {
            CrossItem item = cell.items().get(i);
            AnswerRecord answer = cell.answers().get(i);
            return new Row(
                    cell.cell().pair() + " " + cell.cell().format(),
                    item.id(),
                    item.question(),
                    String.join(" / ", item.goldTexts()),
                    answer.raw(),
                    AnswerText.parse(answer.raw()),
                    score,
                    answer.stop().label());
        }
    }

    /** The rows as a table; F1 in percent. */
    public Table table() {
        return Table.create(
                "answers",
                texts("run", Row::run),
                texts("item", Row::id),
                texts("question", Row::question),
                texts("gold", Row::gold),
                texts("answer", Row::answer),
                Numbers.plain(DoubleColumn.create(
                        "F1",
                        rows.stream().mapToDouble(r -> 100 * r.score().f1()).toArray())),
                texts("raw", r -> r.raw().replace("\n", "⏎")),
                texts("stop", Row::stop));
    }

    private StringColumn texts(String name, Function<Row, String> value) {
        return StringColumn.create(name, rows.stream().map(value).toList());
    }

    @Override
    public String html() {
        return view().html();
    }

    @Override
    public String text() {
        return view().text();
    }

    private TableView view() {
        return new TableView(
                List.of(new ReportTable("answers", rows.size() + " of " + all + " answers", List.of(), table())));
    }
}
