package crosslens.cli;

import crosslens.report.TextTable;
import crosslens.study.AnswerPlan;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.RunSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All steps for one model. */
@Command(
        name = "study",
        description =
                "Runs all steps for one model: answers (two shots, formats v1 and v2, en-x and x-x), scores, tables and the figure, written to figures/. Resumable.",
        footer = {
            "",
            "Examples:",
            "  crosslens study --model smollm2 --quick          four languages, 12 items a cell, a few minutes on a laptop",
            "  crosslens study --model smollm2 --style raw --shots 0,2 --languages en,de,ar --limit 100",
            "  crosslens study --model openai:gpt-4o@https://api.openai.com/v1 --parallel 16 --max-tokens-total 5000000"
        })
final class StudyCommand implements Callable<Integer> {
    private static final List<String> TWO_SHOT_TABLES = List.of("6a", "6b", "2");
    private static final List<String> ZERO_SHOT_TABLES = List.of("5a", "5b", "5c", "5d");

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private EndpointMixin endpoint;

    @Mixin
    private PlanOptions options;

    @Option(
            names = "--quick",
            description =
                    "The quick subset: en, de, zh, hi, 12 items a cell, raw style. The same code as the full study; other options still narrow it.")
    private boolean quick;

    @Option(names = "--dry-run", description = "Say what would be asked, and stop.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        AnswerPlan plan = quick ? options.over(AnswerPlan.quick()) : options.plan();
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        try (Model asked = kit.model(model.name(), endpoint.options())) {
            if (dryRun) {
                System.out.print(Terminal.safe(kit.outline(asked, plan).text()));
                return 0;
            }
            RunSet runs = kit.answer(asked, plan);
            show(kit, runs, plan);
        }
        return 0;
    }

    private static void show(Crosslens kit, RunSet runs, AnswerPlan plan) throws IOException {
        System.out.print(Terminal.safe(runs.text()));
        for (int shots : plan.shots()) {
            RunSet asked = runs.shots(shots);
            for (String id : shots == 0 ? ZERO_SHOT_TABLES : TWO_SHOT_TABLES) {
                var table = kit.table(id, asked);
                System.out.println();
                System.out.print(Terminal.safe(TextTable.render(table.parts().get(0))));
                Terminal.wrote(kit.save(table, asked));
            }
            Terminal.wrote(kit.save(kit.figure("f1", asked)));
        }
    }
}
