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

/**
 * Prints how long the relevance of every layer takes, a sample at a time, and the process's peak memory, as one line of JSON.
 *
 * <p>Arguments: a .gguf file, a file of {@code {"id", "ids"}} a line, PLAIN or ONEDNN, the number of threads, WHOLE or BY_LAYER, and
 * how many rounds. {@code lib/src/bench/relevance.py} calls it beside LXT.
 */
public final class RelevanceBench {
    private RelevanceBench() {}

    public static void main(String[] args) throws IOException {
        List<AttnLrp.Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[1]))) {
            List<Integer> ids = new ArrayList<>();
            for (JsonNode id : new ObjectMapper().readTree(line).get("ids")) {
                ids.add(id.intValue());
            }
            samples.add(AttnLrp.Sample.likeliest(
                    ids.stream().mapToInt(Integer::intValue).toArray()));
        }
        int tokens = samples.stream().mapToInt(sample -> sample.ids().length).sum();
        try (Checkpoint checkpoint = GgufFile.open(Path.of(args[0]));
                Decoder decoder =
                        Decoder.open(checkpoint, FloatType.F32, Products.valueOf(args[2]), Integer.parseInt(args[3]))) {
            AttnLrp lrp = AttnLrp.of(decoder, Recording.valueOf(args[4]));
            lrp.explain(samples.get(0));
            for (int round = 0; round < Integer.parseInt(args[5]); round++) {
                long cpu = processorTime();
                long start = System.nanoTime();
                double sum = 0;
                for (AttnLrp.Sample sample : samples) {
                    LayerRelevance found = lrp.explain(sample);
                    sum += found.logit();
                }
                double seconds = (System.nanoTime() - start) / 1e9 / samples.size();
                System.out.printf(
                        "{\"samples\": %d, \"tokens\": %d, \"seconds\": %.3f, \"processor\": %.3f, \"peak_kb\": %d, \"logits\": %.5f}%n",
                        samples.size(), tokens, seconds, (processorTime() - cpu) / 1e9 / samples.size(), peak(), sum);
            }
        }
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
