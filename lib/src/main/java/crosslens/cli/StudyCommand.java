package crosslens.cli;

import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.remote.EndpointAddress;
import crosslens.report.Depth;
import crosslens.report.TextTable;
import crosslens.study.AnswerPlan;
import crosslens.study.CatalogueSelection;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.RunFilter;
import crosslens.study.RunSet;
import crosslens.study.StepProgress;
import crosslens.study.StudyReport;
import crosslens.study.StudyStep;
import crosslens.study.StudyWork;
import crosslens.study.TableView;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All steps for one or several models. */
@Command(
        name = "study",
        description =
                "Runs all steps: answers (two shots and none, formats v1 and v2, en-x and x-x), oracle, similarity, relevance; then tables, figures and a report"
                        + " of everything in figures/. What is read for answers is not read again for similarity. Interrupted or killed, it goes on where it stopped.",
        footer = {
            "",
            "Examples:",
            "  crosslens study --model smollm2 --quick          answers and their report: four languages, 12 items a cell, a few minutes on a laptop",
            "  crosslens study --model smollm2 --style raw --languages en,de,ar --limit 24 --dry-run",
            "  crosslens study --model BASE --model TUNED --steps answers,similarity,report --limit 100",
            "  crosslens study --model openai:gpt-4o@https://api.openai.com/v1 --parallel 16 --max-tokens-total 5000000"
        })
final class StudyCommand implements Callable<Integer> {
    private static final List<String> TWO_SHOT_TABLES = List.of("6a", "6b", "2");
    private static final List<String> ZERO_SHOT_TABLES = List.of("5a", "5b", "5c", "5d");

    @Mixin
    private GlobalOptions global;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "M",
            description =
                    "'smollm2' (built in), a .gguf file, a folder with safetensors, org/name[@revision] of the model hub, or openai:NAME@URL (behind an endpoint); may be repeated.")
    private List<String> models;

    @Mixin
    private EndpointMixin endpoint;

    @Mixin
    private PlanOptions options;

    @Option(
            names = "--quick",
            description =
                    "The quick subset: en, de, zh, hi, 12 items a cell, raw style, answers and report alone. The same code as the full study; other options still change it.")
    private boolean quick;

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "STEP",
            description =
                    "answers, oracle, similarity, relevance, judge, report; several with commas (default: all; with --quick and for endpoints answers, judge, report).")
    private List<StudyStep> steps = List.of();

    @Option(
            names = "--judge",
            paramLabel = "M",
            description = "A model that judges wrong answers (Tables 8 and 9); without it rules count.")
    private String judge;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the report goes (default: study-MODEL.html in the figures folder).")
    private Path report;

    @Option(names = "--dry-run", description = "Say what would be asked, and stop.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StepProgress progress = new StepProgress(global.progress());
        Crosslens kit = Crosslens.open(global.settings(), progress);
        AnswerPlan plan = quick
                ? options.over(AnswerPlan.quick())
                : options.over(AnswerPlan.of(Scenario.EN_X, Scenario.X_X)
                        .formats("v1", "v2")
                        .shots(2, 0));
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        if (lacksEnglish(plan, kit)) {
            plan = plan.withEnglish();
            System.err.println("en-en is asked too: Table 2, the gap, the claims and the subsets compare with it");
        }
        List<String> names = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        Style style = null;
        try (Model judging = judge == null || dryRun ? null : kit.model(judge, endpoint.options())) {
            for (String name : models) {
                try (Model asked = kit.model(name, endpoint.options())) {
                    if (dryRun) {
                        System.out.print(Terminal.safe(kit.outline(asked, plan).text()));
                        new StudyWork(kit, plan, progress)
                                .outline(asked, steps(name))
                                .forEach(line -> System.out.println(Terminal.safe(line)));
                        continue;
                    }
                    names.add(asked.card().name());
                    style = plan.style().orElse(asked.card().chat() ? Style.CHAT : Style.RAW);
                    failed.addAll(
                            new StudyWork(kit, plan, progress).run(asked, Optional.ofNullable(judging), steps(name)));
                    show(kit, kit.runs(plan.style(style), asked.card().name()), plan);
                }
            }
        }
        if (!dryRun && steps(models.get(0)).contains(StudyStep.REPORT)) {
            write(kit, plan, names, names.size() == 1 ? style : plan.style().orElse(null), failed);
        }
        return 0;
    }

    private static boolean lacksEnglish(AnswerPlan plan, Crosslens kit) throws IOException, InterruptedException {
        return !plan.languages().isEmpty()
                && !plan.languages().contains(Language.EN)
                && plan.scenarios().contains(Scenario.EN_X)
                && kit.data().load(Optional.empty()).languages().contains(Language.EN);
    }

    private Set<StudyStep> steps(String model) {
        if (!steps.isEmpty()) {
            return EnumSet.copyOf(steps);
        }
        return quick || EndpointAddress.names(model)
                ? EnumSet.of(StudyStep.ANSWERS, StudyStep.JUDGE, StudyStep.REPORT)
                : EnumSet.allOf(StudyStep.class);
    }

    private void write(Crosslens kit, AnswerPlan plan, List<String> names, Style style, List<String> failed)
            throws IOException, InterruptedException {
        RunFilter filter = new RunFilter(
                names,
                plan.languages(),
                List.of(),
                plan.formats(),
                style,
                plan.limit().isPresent() ? plan.limit().getAsInt() : null);
        Path file = report != null
                ? report
                : kit.settings().figures().resolve("study-" + StudyReport.fileName(names) + ".html");
        new StudyReport(kit, new CatalogueSelection(models, filter, Depth.LAYERS, Optional.empty(), false), failed)
                .write(file);
        failed.forEach(line -> System.err.println(Terminal.safe("not done: " + line)));
        Terminal.wrote(List.of(file));
    }

    private static void show(Crosslens kit, RunSet runs, AnswerPlan plan) throws IOException {
        System.out.print(Terminal.safe(runs.text()));
        for (int shots : plan.shots()) {
            RunSet asked = runs.shots(shots);
            if (asked.cells().isEmpty()) {
                continue;
            }
            for (String id : shots == 0 ? ZERO_SHOT_TABLES : TWO_SHOT_TABLES) {
                TableView table;
                try {
                    table = kit.table(id, asked);
                } catch (IllegalArgumentException e) { // another scenario's
                    System.err.println(Terminal.safe(e.getMessage()));
                    continue;
                }
                System.out.println();
                System.out.print(Terminal.safe(TextTable.render(table.parts().get(0))));
                Terminal.wrote(kit.save(table, asked));
            }
            Terminal.wrote(kit.save(kit.figure("f1", asked)));
        }
    }
}
