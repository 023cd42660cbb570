package crosslens.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.report.FigureFiles;
import crosslens.study.AnswerPlan;
import crosslens.study.Crosslens;
import crosslens.study.ExplainTarget;
import crosslens.study.Explanation;
import crosslens.study.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a model looked at. */
@Command(
        name = "explain",
        description = {
            "Explains one logit of one prompt by AttnLRP: what each token contributed, at the embeddings and at every layer.",
            "Prints the tokens with the largest relevance of each part. --out writes a heat map of the prompt (.html, .svg, .png, .csv), with --layers figure 11 (layers × the top 3 tokens of each part; .svg, .png, .csv).",
            "--json prints {\"ids\", \"tokens\", \"target\", \"logit\", \"relevance\": [one number a token, at the embeddings]}; with --layers, relevance is [[one number a token] for the embeddings and for each layer's output before the final norm]. Nothing is normalised.",
            "The target is the likeliest next token after the last one unless --target says otherwise; with --item, the prompt ends with the beginning of the answer, \"Answer:\"."
        },
        footer = {
            "",
            "Examples:",
            "  crosslens explain --model smollm2 --text \"The capital of France is\" --target \" Paris\"",
            "  crosslens explain --model smollm2 --data sample --item sample-03-1 --scenario en-x --languages de --style raw --out heat.html"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String ANSWER_PREFIX = "Answer:";

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private PlanOptions plan;

    @ArgGroup(multiplicity = "1")
    private Input input;

    /** The tokens: a question of a data set, a text or ids. */
    static final class Input {
        @Option(names = "--item", paramLabel = "ID", description = "Id of a question; the plan's first cell is taken.")
        private String item;

        @Option(
                names = "--text",
                paramLabel = "TEXT",
                description = "Text to read; control tokens in it are parsed as such, no template is applied.")
        private String text;

        @Option(
                names = "--ids",
                split = ",",
                paramLabel = "ID",
                description = "Token ids, with commas; no BOS is added.")
        private int[] ids;
    }

    @Option(
            names = "--target",
            paramLabel = "TOKEN",
            description =
                    "Token whose logit is explained: an id, or a text whose first token is meant (default: the likeliest).")
    private String target;

    @Option(
            names = "--against",
            paramLabel = "TOKEN",
            description = "Token whose logit is subtracted from the target's: why the one and not the other.")
    private String against;

    @Option(
            names = "--position",
            paramLabel = "N",
            description = "Place, from 0, of the token after which the target comes (default: the last).")
    private Integer position;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--layers", description = "All layers, in --json and in --out.")
    private boolean layers;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a heat map: .html, .svg, .png or .csv.")
    private Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireEnding();
        Crosslens kit = global.kit();
        try (Model asked = kit.model(model.name())) {
            Explanation explanation = explain(kit, asked);
            if (out != null) {
                write(explanation);
                Terminal.wrote(List.of(out));
            }
            System.out.print(
                    json
                            ? new JsonMapper().writeValueAsString(explanation.json(layers)) + "\n"
                            : Terminal.safe(explanation.text()));
        }
        return 0;
    }

    private Explanation explain(Crosslens kit, Model asked) throws IOException, InterruptedException {
        ExplainTarget wanted = new ExplainTarget(
                Optional.ofNullable(target),
                Optional.ofNullable(against),
                position == null ? OptionalInt.empty() : OptionalInt.of(position));
        if (input.ids != null) {
            return Explanation.of(asked, input.ids, wanted);
        }
        if (input.text != null) {
            return kit.explain(asked, input.text, wanted);
        }
        AnswerPlan base = plan.plan();
        AnswerPlan prefixed =
                base.answerPrefix().isEmpty() ? base.generation(ANSWER_PREFIX, base.stop(), base.maxTokens()) : base;
        return Explanation.of(asked, kit.prompt(asked, prefixed, input.item), wanted);
    }

    private void requireEnding() {
        String name = out == null ? "" : String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT);
        boolean html = name.endsWith(".html");
        if (out != null && !html && !name.endsWith(".svg") && !name.endsWith(".png") && !name.endsWith(".csv")) {
            throw new IllegalArgumentException("--out " + out + ": name a file that ends in .html, .svg, .png or .csv");
        }
        if (html && layers) {
            throw new IllegalArgumentException("figure 11 (--layers) comes as .svg, .png or .csv, not as .html");
        }
    }

    private void write(Explanation explanation) throws IOException {
        if (String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT).endsWith(".html")) {
            FigureFiles.savePage(explanation.html(), explanation.title(), out);
        } else {
            FigureFiles.save(layers ? explanation.layers() : explanation.figure(), out, 2);
        }
    }
}
