package crosslens.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import crosslens.attribute.AttnLrp;
import crosslens.attribute.LayerRelevance;
import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.GgufFile;
import crosslens.decoder.Decoder;
import crosslens.decoder.Products;
import crosslens.decoder.Recording;
import crosslens.tensor.FloatType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Prints how long the relevance of every layer takes, a sample at a time, and the process's peak memory. {@code lib/src/bench/attribution.py}
 * calls it beside LXT.
 *
 * <p>Arguments: a .gguf file, a file of {@code {"id", "ids"}} a line, the products, the number of threads, WHOLE or BY_LAYER, how many
 * rounds, and, if wanted, a file for the relevances.
 */
public final class RelevanceBench {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RelevanceBench() {}

    public static void main(String[] args) throws IOException {
        List<AttnLrp.Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            JsonNode ids = JSON.readTree(line).get("ids");
            samples.add(AttnLrp.Sample.likeliest(StreamSupport.stream(ids.spliterator(), false)
                    .mapToInt(JsonNode::intValue)
                    .toArray()));
        }
        int tokens = samples.stream().mapToInt(sample -> sample.ids().length).sum();
        try (Checkpoint checkpoint = GgufFile.open(Path.of(args[0]));
                Decoder decoder =
                        Decoder.open(checkpoint, FloatType.F32, Products.valueOf(args[2]), Integer.parseInt(args[3]))) {
            AttnLrp lrp = AttnLrp.of(decoder, Recording.valueOf(args[4]));
            lrp.explain(samples.get(0));
            List<LayerRelevance> found = new ArrayList<>();
            for (int round = 0; round < Integer.parseInt(args[5]); round++) {
                found.clear();
                long cpu = BenchResult.processorTime();
                long start = System.nanoTime();
                samples.forEach(sample -> found.add(lrp.explain(sample)));
                double seconds = (System.nanoTime() - start) / 1e9 / samples.size();
                double processor = (BenchResult.processorTime() - cpu) / 1e9 / samples.size();
                new BenchResult(samples.size(), tokens, seconds, processor).print();
            }
            if (args.length > 6) {
                write(found, Path.of(args[6]));
            }
        }
    }

    private static void write(List<LayerRelevance> found, Path out) throws IOException {
        List<String> lines = new ArrayList<>();
        for (LayerRelevance one : found) {
            lines.add(JSON.writeValueAsString(Map.of("relevance", one.values())));
        }
        Files.write(out, lines);
    }
}
