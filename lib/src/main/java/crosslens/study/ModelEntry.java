package crosslens.study;

import crosslens.checkpoint.Checkpoint;
import crosslens.checkpoint.FileDigests;
import crosslens.checkpoint.TensorInfo;
import crosslens.decoder.Architecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model in a list.
 *
 * @param name as it can be asked for
 * @param parameters number of values of all tensors
 * @param bytes of its weights on disk
 * @param type that most of its values are stored in, e.g. {@code BF16}
 * @param problem why it cannot be run here; empty if it can
 */
public record ModelEntry(
        String name, String architecture, long parameters, long bytes, String type, Optional<String> problem) {
    /** Where a model lies. */
    interface Place {
        Path find() throws IOException;
    }

    static ModelEntry of(String name, Place place) {
        try (Checkpoint checkpoint = Checkpoint.open(place.find(), FileDigests.uncached())) {
            String architecture = label(checkpoint);
            Optional<String> problem = problem(checkpoint);
            return new ModelEntry(
                    name,
                    architecture,
                    parameters(checkpoint),
                    weightBytes(checkpoint.path()),
                    type(checkpoint),
                    problem);
        } catch (IOException e) {
            return new ModelEntry(name, "", 0, 0, "", Optional.of(firstLine(e)));
        }
    }

    private static String label(Checkpoint checkpoint) {
        String key = checkpoint.format() == Checkpoint.Format.GGUF ? "general.architecture" : "model_type";
        return String.valueOf(checkpoint.metadata().getOrDefault(key, "unknown"));
    }

    /** Why a checkpoint cannot be run here, whole; empty if it can. */
    static Optional<String> problem(Checkpoint checkpoint) {
        try {
            Architecture.of(checkpoint).config(checkpoint);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    static long parameters(Checkpoint checkpoint) {
        return checkpoint.tensors().stream().mapToLong(TensorInfo::size).sum();
    }

    /** The type that most values have. */
    static String type(Checkpoint checkpoint) {
        Map<String, Long> values = new HashMap<>();
        checkpoint.tensors().forEach(t -> values.merge(t.type(), t.size(), Long::sum));
        return values.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("none");
    }

    /** Bytes of a model's file, or of the safetensors files of its folder. */
    static long weightBytes(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Files.size(place);
        }
        long bytes = 0;
        try (Stream<Path> files = Files.list(place)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private static String firstLine(IOException problem) {
        return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    }
}
