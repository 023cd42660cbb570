package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.prompt.Cell;
import crosslens.run.FindingSpec;
import crosslens.run.Shard;
import crosslens.similarity.Companion;
import crosslens.similarity.SimilarityPart;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The cells of a similarity run: en-en, and those that are compared with it.
 *
 * @param data name of the data set
 */
record SimilarityTasks(SimilarityPlan plan, String data, Answering.Task english, List<Answering.Task> others) {

    /** @throws IllegalArgumentException if the data has no English, or nothing is left to compare with it */
    static SimilarityTasks of(Model model, ParallelSet data, SimilarityPlan plan) throws IOException {
        List<Answering.Task> tasks = new ArrayList<>(
                new Answering(model, data, plan.prompts().shard(Shard.WHOLE), ProgressListener.NONE).tasks());
        Answering.Task english = tasks.stream()
                .filter(task -> isEnglish(task.cell()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("similarity compares languages with English, which "
                        + data.name() + " does not have; it has " + data.languages()));
        tasks.remove(english);
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("name a language besides English to compare it with");
        }
        return new SimilarityTasks(plan, data.name(), english, tasks);
    }

    private static boolean isEnglish(Cell cell) {
        return cell.context().equals(Language.EN) && cell.question().equals(Language.EN);
    }

    /** English and the others, in the plan's order. */
    List<Language> languages() {
        List<Language> languages = new ArrayList<>(List.of(Language.EN));
        others.forEach(task -> languages.add(task.cell().language()));
        return languages;
    }

    /** Every item's id, sorted. */
    SortedSet<String> ids() {
        return new TreeSet<>(english.ids());
    }

    /** English, then the others. */
    List<Answering.Task> all() {
        List<Answering.Task> all = new ArrayList<>(List.of(english));
        all.addAll(others);
        return all;
    }

    /** The items of a cell whose ids are wanted, by group of paragraphs. */
    static List<CrossItem> items(Answering.Task task, SortedSet<String> wanted) {
        return task.wanted().stream().filter(item -> wanted.contains(item.id())).toList();
    }

    /**
     * What determines the sums of one cell, part and subset.
     *
     * @param ids of the subset
     */
    FindingSpec sums(Answering.Task task, SimilarityPart part, Subset subset, SortedSet<String> ids) {
        return spec(SimilaritySetting.SUMS, Map.of(), task, part, subset, ids);
    }

    /** The same for the curve made of them. */
    FindingSpec curve(Answering.Task task, SimilarityPart part, Subset subset, SortedSet<String> ids) {
        return spec(SimilaritySetting.CURVE, Map.of(), task, part, subset, ids);
    }

    /** What determines the hidden states of one cell, whatever they are compared with. */
    FindingSpec states(Answering.Task task) {
        return FindingSpec.of(
                FindingSpec.Kind.SIMILARITY,
                task.spec(),
                Map.of(
                        SimilaritySetting.FORM, SimilaritySetting.STATES,
                        SimilaritySetting.POOLING, plan.pooling().toString(),
                        SimilaritySetting.NORMALISED, plan.normalised()));
    }

    /** What determines a measure beside S. */
    FindingSpec companion(
            Companion measure, Answering.Task task, SimilarityPart part, Subset subset, SortedSet<String> ids) {
        return spec(
                measure.toString(), Map.of(SimilaritySetting.MOST, plan.beside().items()), task, part, subset, ids);
    }

    private FindingSpec spec(
            String form,
            Map<String, ?> more,
            Answering.Task task,
            SimilarityPart part,
            Subset subset,
            SortedSet<String> ids) {
        Map<String, Object> settings = new LinkedHashMap<>(more);
        settings.put(SimilaritySetting.FORM, form);
        settings.put(SimilaritySetting.PART, part.toString());
        settings.put(SimilaritySetting.POOLING, plan.pooling().toString());
        settings.put(SimilaritySetting.SUBSET, SimilaritySetting.name(subset));
        settings.put(SimilaritySetting.ITEMS, Sha256.of(String.join("\n", ids)));
        settings.put(SimilaritySetting.COUNT, ids.size());
        settings.put(SimilaritySetting.NORMALISED, plan.normalised());
        settings.put(SimilaritySetting.REFERENCE, english.spec().key());
        return FindingSpec.of(FindingSpec.Kind.SIMILARITY, task.spec(), settings);
    }
}
