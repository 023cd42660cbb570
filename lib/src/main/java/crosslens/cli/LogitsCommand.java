package crosslens.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.local.LocalModel;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Next-token logits, for comparison with another implementation. */
@Command(
        name = "logits",
        description = {
            "Prints next-token logits and hidden-state norms as JSON, to compare with another implementation:",
            "{\"ids\": […], \"logits\": [the whole vocabulary, last position], \"hiddenNorms\": [[one L2 norm a token] for the embeddings and for each layer's output before the final norm]}.",
            "No chat template; with --ids no BOS of its own."
        },
        footer = {"", "Example: crosslens logits --model smollm2 --text \"Hello world\""})
final class LogitsCommand implements Callable<Integer> {
    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @ArgGroup(multiplicity = "1")
    private Input input;

    /** The tokens: as text or as ids. */
    static final class Input {
        @Option(
                names = "--text",
                paramLabel = "TEXT",
                description = "Text to read; control tokens in it are parsed as such.")
        private String text;

        @Option(names = "--ids", split = ",", paramLabel = "ID", description = "Token ids, with commas.")
        private int[] ids;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Crosslens kit = global.kit();
        try (Model asked = kit.model(model.name())) {
            int[] ids = input.ids != null ? input.ids : asked.ids(input.text);
            LocalModel.Logits result = asked.logits(ids);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("ids", result.ids());
            json.put("logits", result.logits());
            json.put("hiddenNorms", result.hiddenNorms());
            System.out.println(new JsonMapper().writeValueAsString(json));
            return 0;
        }
    }
}
