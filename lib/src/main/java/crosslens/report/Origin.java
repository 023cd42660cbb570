package crosslens.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import crosslens.text.Sha256;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a figure comes from; it travels inside its files.
 *
 * @param models the models shown, in order of appearance
 * @param runs the runs, in order of their keys
 */
public record Origin(List<String> models, List<Run> runs) {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int SHORT_KEY = 8;

    /**
     * One run behind a figure.
     *
     * @param cell e.g. {@code en-de, 2 shots, v1, raw}
     * @param settings as {@link CellScores#settings}, the code version among them
     */
    public record Run(String key, String model, String cell, int items, Map<String, String> settings) {
        public Run {
            settings = new TreeMap<>(settings);
        }
    }

    public Origin {
        models = List.copyOf(models);
        runs = runs.stream().sorted(Comparator.comparing(Run::key)).toList();
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a figure comes from at least one run");
        }
    }

    /** The origin of a figure that shows these cells. */
    public static Origin of(List<CellScores> cells) {
        return new Origin(
                cells.stream().map(CellScores::model).distinct().toList(),
                cells.stream()
                        .map(scores -> new Run(
                                scores.runKey(),
                                scores.model(),
                                scores.cell().labelWithStyle(),
                                scores.items().size(),
                                scores.settings()))
                        .toList());
    }

    /** Eight characters for a file name: the run's key where there is one run, else the hash of all keys in order. */
    public String shortKey() {
        String key = runs.size() == 1
                ? runs.get(0).key().replaceAll("[^A-Za-z0-9]", "")
                : Sha256.of(runs.stream().map(Run::key).collect(Collectors.joining("\n")));
        return key.substring(0, Math.min(SHORT_KEY, key.length()));
    }

    /** As JSON in ASCII, the same text for the same runs; settings that all runs share stand once. */
    public String json() {
        Map<String, String> common =
                new TreeMap<>(TableText.common(runs.stream().map(Run::settings).toList()));
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("models", models);
        origin.put("settings", common);
        origin.put(
                "runs",
                runs.stream()
                        .map(run -> {
                            Map<String, Object> entry = new LinkedHashMap<>();
                            entry.put("key", run.key());
                            entry.put("model", run.model());
                            entry.put("cell", run.cell());
                            entry.put("items", run.items());
                            Map<String, String> own = new TreeMap<>(run.settings());
                            own.entrySet().removeAll(common.entrySet());
                            own.forEach(entry::put);
                            return entry;
                        })
                        .toList());
        try {
            return JSON.writeValueAsString(origin);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are JSON", e);
        }
    }
}
