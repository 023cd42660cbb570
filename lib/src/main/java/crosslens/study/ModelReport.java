package crosslens.study;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.ModelTraits;
import crosslens.decoder.Architecture;
import crosslens.decoder.DecoderConfig;
import crosslens.decoder.MemoryNeed;
import crosslens.text.Displayable;
import crosslens.text.Html;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What a model is and what it needs, without its weights having been loaded.
 *
 * @param entry name, size and type
 * @param needs by type, in order of length; empty if the model cannot be run here
 * @param available bytes of memory that may be taken now
 */
public record ModelReport(
        ModelEntry entry,
        ModelTraits traits,
        boolean chatTemplate,
        String fingerprint,
        Map<String, List<MemoryNeed>> needs,
        long available)
        implements Displayable {
    /** The lengths that are always shown, in tokens. */
    public static final List<Integer> LENGTHS = List.of(1024, 2048, 4096);

    static ModelReport of(String name, Checkpoint checkpoint, List<Integer> lengths, long available)
            throws IOException {
        Optional<String> problem = ModelEntry.problem(checkpoint);
        ModelTraits traits = ModelTraits.of(checkpoint);
        ModelEntry entry = new ModelEntry(
                name,
                traits.architecture(),
                ModelEntry.parameters(checkpoint),
                ModelEntry.weightBytes(checkpoint.path()),
                ModelEntry.type(checkpoint),
                problem);
        Map<String, List<MemoryNeed>> needs = new LinkedHashMap<>();
        if (problem.isEmpty()) {
            DecoderConfig config = Architecture.of(checkpoint).config(checkpoint);
            traits = ConfigTraits.of(config, traits);
            needs.put("f32", needs(config, entry.parameters(), Float.BYTES, lengths));
            needs.put("bf16", needs(config, entry.parameters(), Short.BYTES, lengths));
        }
        return new ModelReport(
                entry, traits, checkpoint.chatTemplate().isPresent(), checkpoint.fingerprint(), needs, available);
    }

    private static List<MemoryNeed> needs(DecoderConfig config, long parameters, int bytes, List<Integer> lengths) {
        TreeSet<Integer> all = new TreeSet<>(LENGTHS);
        all.addAll(lengths);
        return all.stream()
                .map(length -> MemoryNeed.of(config, parameters, bytes, length))
                .toList();
    }

    @Override
    public String text() {
        List<String> lines = new ArrayList<>();
        line(lines, "name", entry.name());
        line(lines, "architecture", traits.architecture());
        line(lines, "parameters", String.format(Locale.ROOT, "%,d", entry.parameters()));
        line(lines, "files", entry.type() + ", " + size(entry.bytes()));
        line(
                lines,
                "shape",
                number(traits.layers()) + " layers, " + number(traits.heads()) + " heads over "
                        + number(traits.kvHeads()) + " key and value heads of width " + number(traits.headDim()));
        line(lines, "widths", "residual " + number(traits.hidden()) + ", MLP " + number(traits.intermediate()));
        line(lines, "vocabulary", number(traits.vocabulary()));
        line(lines, "context", number(traits.context()) + " tokens");
        line(lines, "unusual", traits.unusual().isEmpty() ? "nothing" : String.join("; ", traits.unusual()));
        line(lines, "chat template", chatTemplate ? "yes" : "no");
        line(lines, "licence", traits.licence().orElse("not stated in its files"));
        line(lines, "fingerprint", fingerprint);
        line(lines, "runs here", entry.problem().map(p -> "no: " + p).orElse("yes"));
        if (!needs.isEmpty()) {
            memory(lines);
        }
        return String.join("\n", lines) + "\n";
    }

    private void memory(List<String> lines) {
        lines.add("");
        lines.add("memory in GiB, estimated; " + MachineMemory.gib(available) + " is available now");
        lines.add(String.format(
                "%-5s %8s %9s %9s %12s %9s %13s",
                "type", "tokens", "weights", "keys+val.", "activations", "answers", "+attribution"));
        boolean beyond = false;
        for (Map.Entry<String, List<MemoryNeed>> type : needs.entrySet()) {
            for (MemoryNeed need : type.getValue()) {
                boolean longer = need.length() > traits.context().orElse(Long.MAX_VALUE);
                beyond |= longer;
                lines.add(String.format(
                        Locale.ROOT,
                        "%-5s %8s %9.2f %9.2f %12.2f %9.2f %13.2f",
                        type.getKey(),
                        need.length() + (longer ? "*" : ""),
                        gib(need.weights()),
                        gib(need.keysValues()),
                        gib(need.activations()),
                        gib(need.answers()),
                        gib(need.explanation())));
            }
        }
        if (beyond) {
            lines.add("* longer than the model's context");
        }
    }

    private static String size(long bytes) {
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%,.0f kB", bytes / 1e3)
                : bytes < 1_000_000_000
                        ? String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6)
                        : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }

    private static double gib(long bytes) {
        return bytes / (double) (1L << 30);
    }

    private static void line(List<String> lines, String name, String value) {
        lines.add(String.format("%-14s %s", name, value));
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,d", value.getAsLong()) : "?";
    }

    @Override
    public String html() {
        return "<pre>" + Html.escape(text()) + "</pre>";
    }
}
