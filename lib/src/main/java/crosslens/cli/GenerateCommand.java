package crosslens.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.lm.StopRule;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.study.ProgressListener;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers any prompts. */
@Command(
        name = "generate",
        description = {
            "Answers any prompts, greedily: a file with {\"id\", \"prompt\"} a line in, {\"id\", \"text\"} a line out, in the order of the file.",
            "The prompt is the user message of the model's chat template; --raw sends it as it is, and control tokens in it are parsed as such."
        },
        footer = {
            "",
            "Examples:",
            "  crosslens generate --model smollm2 --prompts prompts.jsonl > answers.jsonl",
            "  crosslens generate --model openai:qwen@http://localhost:8000/v1 --parallel 32 --prompts prompts.jsonl --details"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOption model;

    @Mixin
    private EndpointMixin endpoint;

    @Option(names = "--prompts", required = true, paramLabel = "FILE", description = "Prompts, one JSON object a line.")
    private Path prompts;

    @Option(names = "--raw", description = "No template; control tokens in the prompt are parsed as such.")
    private boolean raw;

    @Option(
            names = "--stop",
            paramLabel = "RULE",
            description = "Where an answer ends: newline (after visible text) or eos (default: ${DEFAULT-VALUE}).",
            defaultValue = "newline")
    private StopRule stop;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Most new tokens (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + GenerationSettings.DEFAULT_MAX_TOKENS)
    private int maxTokens;

    @Option(
            names = "--details",
            description = "Add the ids, the stop reason and the smallest logit margin to every line.")
    private boolean details;

    private record Line(String id, String prompt) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Request> requests = read();
        Crosslens kit = global.kit();
        ProgressListener progress = global.progress();
        Map<String, Generation> answers = new HashMap<>();
        try (Model asked = kit.model(model.name(), endpoint.options())) {
            Style style = raw || !asked.card().chat() ? Style.RAW : Style.CHAT;
            progress.begin("generate", requests.size(), 0);
            asked.generate(requests, new GenerationSettings(style, "", maxTokens, stop), answer -> {
                answers.put(answer.id(), answer);
                progress.advance(1);
            });
        } finally {
            progress.end();
            print(requests, answers);
        }
        return 0;
    }

    /** All that was answered: also when the rest failed, since it may have been paid for. */
    private void print(List<Request> requests, Map<String, Generation> answers) throws IOException {
        for (Request request : requests) {
            if (answers.containsKey(request.id())) {
                System.out.println(JSON.writeValueAsString(line(answers.get(request.id()))));
            }
        }
    }

    private Map<String, Object> line(Generation answer) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", answer.id());
        line.put("text", stop.answer(answer.text()));
        if (details) {
            line.put("promptTokens", answer.promptTokens());
            line.put("tokens", answer.tokens());
            line.put("stop", answer.stop().label());
            line.put("margin", Double.isNaN(answer.margin()) ? null : answer.margin());
            if (!answer.reply().isEmpty()) {
                line.put("reply", answer.reply());
            }
        }
        return line;
    }

    private List<Request> read() throws IOException {
        List<String> lines = lines();
        List<Request> requests = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            Line line = parse(lines.get(i), i + 1);
            Integer first = seen.putIfAbsent(line.id(), i + 1);
            if (first != null) {
                throw new IOException(prompts + ", line " + (i + 1) + ": the id \"" + line.id() + "\" stands in line "
                        + first + " already");
            }
            requests.add(new Request(line.id(), raw ? Prompt.control(line.prompt()) : Prompt.plain(line.prompt())));
        }
        return requests;
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(prompts, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(prompts + " is not in UTF-8: save it so and start again", e);
        }
    }

    private Line parse(String text, int number) throws IOException {
        try {
            Line line = JSON.readValue(text, Line.class);
            if (line == null || line.id() == null || line.prompt() == null) {
                throw new IOException(prompts + ", line " + number + ": needs \"id\" and \"prompt\", both texts");
            }
            return line;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    prompts + ", line " + number + ": not a JSON object with \"id\" and \"prompt\": "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
