package crosslens.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.GgufFile;
import crosslens.decoder.Products;
import crosslens.lm.Generation;
import crosslens.lm.GenerationSettings;
import crosslens.lm.Request;
import crosslens.lm.StopRule;
import crosslens.local.LocalModel;
import crosslens.local.LocalScorer.Tokens;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.tensor.FloatType;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how long the oracle takes a sample: the model's own answer, at most 25 tokens, and its log-probability with each sentence gone;
 * all samples go together, as in a run. {@code lib/src/bench/attribution.py} calls it beside Captum.
 *
 * <p>Arguments: a .gguf file, a file of {@code {"id", "texts"}} a line (the whole prompt, then one without each sentence), the products,
 * the number of threads, and a file for the attributions.
 */
public final class OracleBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GenerationSettings ANSWER = new GenerationSettings(Style.RAW, "", 25, StopRule.EOS);

    private OracleBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        List<JsonNode> samples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            samples.add(JSON.readTree(line));
        }
        LocalModel.Options options =
                new LocalModel.Options(Integer.parseInt(args[3]), 1L << 29, FloatType.F32, Products.valueOf(args[2]));
        List<String> lines = new ArrayList<>();
        try (Checkpoint checkpoint = GgufFile.open(Path.of(args[0]));
                LocalModel model = LocalModel.open("bench", checkpoint, options)) {
            long cpu = BenchResult.processorTime();
            long start = System.nanoTime();
            Map<String, Generation> answers = answers(model, samples);
            List<Tokens> requests = requests(checkpoint.tokenizer(), samples, answers);
            Map<String, Double> found = new HashMap<>();
            model.scorer().scoreTokens(requests, scores -> found.put(scores.id(), scores.logProb()));
            double seconds = (System.nanoTime() - start) / 1e9 / samples.size();
            double processor = (BenchResult.processorTime() - cpu) / 1e9 / samples.size();
            int tokens = requests.stream()
                    .mapToInt(request -> request.prefix().length)
                    .sum();
            new BenchResult(samples.size(), tokens, seconds, processor).print();
            for (JsonNode sample : samples) {
                lines.add(line(sample, answers.get(id(sample)).text(), found));
            }
        }
        Files.write(Path.of(args[4]), lines);
    }

    private static Map<String, Generation> answers(LocalModel model, List<JsonNode> samples)
            throws InterruptedException {
        List<Request> requests = new ArrayList<>();
        for (JsonNode sample : samples) {
            requests.add(new Request(
                    id(sample), Prompt.control(sample.get("texts").get(0).textValue())));
        }
        Map<String, Generation> answers = new HashMap<>();
        model.generate(requests, ANSWER, answer -> answers.put(answer.id(), answer));
        return answers;
    }

    private static List<Tokens> requests(Tokenizer tokenizer, List<JsonNode> samples, Map<String, Generation> answers) {
        List<Tokens> requests = new ArrayList<>();
        for (JsonNode sample : samples) {
            int[] answer = answers.get(id(sample)).tokens().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int v = 0; v < sample.get("texts").size(); v++) {
                Prompt prompt = Prompt.control(sample.get("texts").get(v).textValue());
                requests.add(new Tokens(
                        id(sample) + "/" + v, tokenizer.encode(prompt).ids(), answer));
            }
        }
        return requests;
    }

    private static String line(JsonNode sample, String target, Map<String, Double> found) throws IOException {
        List<Double> drops = new ArrayList<>();
        for (int v = 1; v < sample.get("texts").size(); v++) {
            drops.add(found.get(id(sample) + "/0") - found.get(id(sample) + "/" + v));
        }
        return JSON.writeValueAsString(Map.of("id", id(sample), "target", target, "attribution", drops));
    }

    private static String id(JsonNode sample) {
        return sample.get("id").textValue();
    }
}
