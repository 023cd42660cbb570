package crosslens.cli;

import crosslens.lm.StopRule;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.run.Shard;
import crosslens.study.AnswerPlan;
import crosslens.text.Language;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say what to ask: scenario, languages, shots, format, style, limit, generation. What is not given stays as the base plan has it. */
final class PlanOptions {
    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            description =
                    "en-x, x-x, x-en, x-y (every pair of the named languages without English); several with commas (default: en-x,x-x).")
    private List<Scenario> scenarios;

    @Option(
            names = "--languages",
            split = ",",
            paramLabel = "CODE",
            description = "Question languages, e.g. en,de,hi (default: all of the data set).")
    private List<Language> languages;

    @Option(
            names = "--shots",
            split = ",",
            paramLabel = "N",
            description = "Demonstrations before the question, 0 or 2 (default: 2).")
    private List<Integer> shots;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "NAME",
            description = "Prompt formats v1, v2 (default: v1,v2).")
    private List<String> formats;

    @Option(
            names = "--prompt-file",
            paramLabel = "FILE",
            description = "A wording of your own (JSON, shape of the built-in v1.json) in place of the formats.")
    private Path promptFile;

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            description = "chat (the model's template) or raw text (default: chat where the model has a template).")
    private Style style;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Items a cell, in the data set's fixed order; more items only add (default: all).")
    private Integer limit;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Only every N-th item, beginning with the I-th: several machines share a run, `runs merge` joins them.")
    private Shard shard;

    @Option(
            names = "--answer-prefix",
            paramLabel = "TEXT",
            description = "Text the answer is made to continue, e.g. \"Answer:\" (default: none).")
    private String answerPrefix;

    @Option(
            names = "--stop",
            paramLabel = "RULE",
            description = "Where an answer ends: newline (after visible text) or eos (default: newline).")
    private StopRule stop;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most new tokens (default: 64).")
    private Integer maxTokens;

    /** The plan that the options describe: both scenarios, formats v1 and v2, two shots, unless said otherwise. */
    AnswerPlan plan() {
        return over(AnswerPlan.of(Scenario.EN_X, Scenario.X_X).formats("v1", "v2"));
    }

    /** A plan changed by the options that were given. */
    AnswerPlan over(AnswerPlan base) {
        AnswerPlan plan = base;
        plan = scenarios == null ? plan : plan.scenarios(scenarios.toArray(Scenario[]::new));
        plan = languages == null ? plan : plan.languages(languages.toArray(Language[]::new));
        plan = shots == null ? plan : plan.shots(shots.toArray(Integer[]::new));
        plan = formats == null ? plan : plan.formats(formats.toArray(String[]::new));
        plan = promptFile == null ? plan : plan.promptFile(promptFile);
        plan = style == null ? plan : plan.style(style);
        plan = shard == null ? plan : plan.shard(shard);
        plan = limit == null ? plan : plan.limit(limit);
        return plan.generation(
                answerPrefix == null ? plan.answerPrefix() : answerPrefix,
                stop == null ? plan.stop() : stop,
                maxTokens == null ? plan.maxTokens() : maxTokens);
    }
}
