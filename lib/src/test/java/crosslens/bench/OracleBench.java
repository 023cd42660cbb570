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
import crosslens.lm.TokenScorer.Scores;
import crosslens.local.LocalModel;
import crosslens.local.LocalScorer;
import crosslens.local.LocalScorer.Tokens;
import crosslens.prompt.Prompt;
import crosslens.prompt.Style;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints how long the oracle takes a sample: the model's own answer, at most 25 tokens, and its log-probability with each sentence gone.
 * {@code lib/src/bench/attribution.py} calls it beside Captum.
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
            int tokens = 0;
            for (JsonNode sample : samples) {
                tokens += attribute(model, checkpoint, sample, lines);
            }
            double seconds = (System.nanoTime() - start) / 1e9 / samples.size();
            double processor = (BenchResult.processorTime() - cpu) / 1e9 / samples.size();
            new BenchResult(samples.size(), tokens, seconds, processor).print();
        }
        Files.write(Path.of(args[4]), lines);
    }

    private static int attribute(LocalModel model, Checkpoint checkpoint, JsonNode sample, List<String> lines)
            throws IOException, InterruptedException {
        List<Generation> answers = new ArrayList<>();
        model.generate(
                List.of(new Request(
                        "answer", Prompt.control(sample.get("texts").get(0).textValue()))),
                ANSWER,
                answers::add);
        int[] answer =
                answers.get(0).tokens().stream().mapToInt(Integer::intValue).toArray();
        List<Tokens> requests = new ArrayList<>();
        int read = 0;
        for (JsonNode text : sample.get("texts")) {
            int[] prefix = checkpoint
                    .tokenizer()
                    .encode(Prompt.control(text.textValue()))
                    .ids();
            read += prefix.length;
            requests.add(new Tokens("" + requests.size(), prefix, answer));
        }
        Map<Integer, Double> found = new HashMap<>();
        LocalScorer scorer = model.scorer();
        scorer.scoreTokens(requests, scores -> found.put(Integer.parseInt(scores.id()), sum(scores)));
        List<Double> drops = new ArrayList<>();
        for (int variant = 1; variant < requests.size(); variant++) {
            drops.add(found.get(0) - found.get(variant));
        }
        lines.add(JSON.writeValueAsString(Map.of(
                "id", sample.get("id").textValue(), "target", answers.get(0).text(), "attribution", drops)));
        return read;
    }

    private static double sum(Scores scores) {
        return scores.logProb();
    }
}
