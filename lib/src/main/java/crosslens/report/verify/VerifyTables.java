package crosslens.report.verify;

import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The outcome of checks of the study's printed numbers, for readers: agreement by check, then every exception. */
public final class VerifyTables {
    private VerifyTables() {}

    /** @param notes what else a reader must know, e.g. that checks were left out */
    public static List<ReportTable> of(List<VerifyCheck> checks, List<String> notes) {
        List<ReportTable> tables = new ArrayList<>(List.of(agreement(checks, notes)));
        if (checks.stream().anyMatch(check -> !check.exceptions().isEmpty())) {
            tables.add(exceptions(checks));
        }
        return tables;
    }

    private static ReportTable agreement(List<VerifyCheck> checks, List<String> notes) {
        IntColumn number = Numbers.count(IntColumn.create("Check"));
        StringColumn tables = StringColumn.create("Tables");
        StringColumn rule = StringColumn.create("Rule");
        IntColumn agree = Numbers.count(IntColumn.create("Agree"));
        IntColumn of = Numbers.count(IntColumn.create("Of"));
        StringColumn known = StringColumn.create("As known");
        List<String> all = new ArrayList<>();
        for (VerifyCheck check : checks) {
            number.append(number.size() + 1);
            tables.append(check.tables());
            rule.append(check.rule());
            agree.append(check.agree());
            of.append(check.of());
            known.append(check.asKnown() ? "yes" : "NO");
            if (!check.tells().isBlank()) {
                all.add("Check " + number.size() + ": " + check.tells());
            }
        }
        all.addAll(notes);
        long odd = checks.stream().filter(check -> !check.asKnown()).count();
        return new ReportTable(
                "verify-paper",
                "The study's printed tables held against each other: "
                        + (odd == 0
                                ? "all " + checks.size() + " checks come out as known"
                                : odd + " of " + checks.size() + " checks do not come out as known"),
                all,
                Table.create("verify-paper", number, tables, rule, agree, of, known));
    }

    private static ReportTable exceptions(List<VerifyCheck> checks) {
        IntColumn number = Numbers.count(IntColumn.create("Check"));
        StringColumn cell = StringColumn.create("Cell");
        StringColumn detail = StringColumn.create("What is printed, what was expected");
        StringColumn known = StringColumn.create("Known");
        for (int i = 0; i < checks.size(); i++) {
            VerifyCheck check = checks.get(i);
            for (VerifyCheck.Misfit misfit : check.exceptions()) {
                number.append(i + 1);
                cell.append(misfit.cell());
                detail.append(misfit.detail());
                known.append(check.known().contains(misfit.cell()) ? "yes" : "NO");
            }
        }
        return new ReportTable(
                "verify-paper-exceptions",
                "Numbers that do not agree: " + number.size(),
                List.of(),
                Table.create("exceptions", number, cell, detail, known));
    }
}
