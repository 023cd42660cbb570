package crosslens.cli;

import crosslens.study.TableView;

/** How a table is printed. */
enum TableForm {
    TEXT,
    CSV,
    LATEX,
    HTML;

    /** The table in this form, safe for a terminal. */
    String of(TableView table) {
        return switch (this) {
            case TEXT -> Terminal.safe(table.text());
            case CSV -> table.csv();
            case LATEX -> table.latex();
            case HTML -> table.html();
        };
    }
}
