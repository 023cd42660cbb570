package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.local.LocalModel;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.similarity.SimilarityPart;
import crosslens.study.SimilarityPrompts.Encoded;
import crosslens.study.SimilarityPrompts.Reading;
import crosslens.text.Displayable;
import crosslens.text.Language;
import crosslens.walk.PooledWalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What S is made of, on one sample: its cosine to itself in English (of the numerator) and to another sample of its language (of the denominator), by layer.
 *
 * @param table a row a layer; columns by part
 */
public record SimilarityPair(String title, List<String> notes, Table table) implements Displayable {
    public SimilarityPair {
        notes = List.copyOf(notes);
    }

    /**
     * Reads three prompts: the sample in English and in the language, and the next sample of another paragraph in the language.
     *
     * @throws IllegalArgumentException if there is no such sample or language, or a prompt is too long for the model
     */
    static SimilarityPair read(
            Model model, ParallelSet data, SimilarityPlan plan, Language language, String id, long kvMemory)
            throws IOException, InterruptedException {
        SimilarityTasks tasks = SimilarityTasks.of(model, data, plan);
        Answering.Task other = tasks.others().stream()
                .filter(task -> task.cell().language().equals(language))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no cell of " + language + " in the plan; there are " + tasks.languages()));
        CrossItem item = item(other, id);
        CrossItem next = data.order().stream()
                .filter(candidate -> other.ids().contains(candidate))
                .map(candidate -> item(other, candidate))
                .filter(candidate -> candidate.paragraph() != item.paragraph())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the plan has no sample of another paragraph: take a larger limit"));
        LocalModel local = model.local();
        SimilarityPrompts prompts = new SimilarityPrompts(local, plan, Map.of(Subset.ALL, new TreeSet<>(tasks.ids())));
        List<Reading> readings = new ArrayList<>();
        List<Encoded> english = prompts.encode(tasks.english(), List.of(item(tasks.english(), id)));
        List<Encoded> both = prompts.encode(other, List.of(item, next));
        if (english.isEmpty() || both.size() < 2) {
            throw new IllegalArgumentException("a prompt is longer than the model's context of "
                    + local.card().contextLength() + " tokens");
        }
        readings.addAll(prompts.readings(tasks.english(), english));
        readings.addAll(prompts.readings(other, both));
        double[][][][] means = new double[readings.size()][][][];
        new PooledWalk(local.decoder(), kvMemory, plan.normalised())
                .run(readings.stream().map(Reading::sample).toList(), (sample, vectors) -> means[sample] = vectors);
        List<SimilarityPart> parts = List.copyOf(plan.parts());
        String title = item.id() + " in English and in " + language.englishName() + ", beside " + next.id() + ": "
                + model.card().name() + ", " + other.cell().pair() + ", "
                + other.cell().shots() + " shots, "
                + other.cell().format();
        List<String> notes = List.of(
                "English prompt: " + english.get(0).tokens().size() + " tokens, " + language.englishName() + " prompt: "
                        + both.get(0).tokens().size() + " tokens.",
                "Same: cosine between the sample's two languages. Different: cosine between two samples in "
                        + language.englishName() + ". S divides the mean of the one by the mean of the other.");
        return new SimilarityPair(title, notes, table(parts, means));
    }

    private static CrossItem item(Answering.Task task, String id) {
        return task.wanted().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no question '" + id + "' in the plan"));
    }

    private static Table table(List<SimilarityPart> parts, double[][][][] means) {
        int layers = means[0][0].length;
        IntColumn layer = IntColumn.create("layer");
        for (int l = 0; l < layers; l++) {
            layer.append(l);
        }
        Table table = Table.create("pair", layer);
        for (int part = 0; part < parts.size(); part++) {
            DoubleColumn same = DoubleColumn.create(parts.get(part) + ", same");
            DoubleColumn different = DoubleColumn.create(parts.get(part) + ", different");
            for (int l = 0; l < layers; l++) {
                same.append(cosine(means[0][part][l], means[1][part][l]));
                different.append(cosine(means[1][part][l], means[2][part][l]));
            }
            table.addColumns(Numbers.plain(same), Numbers.plain(different));
        }
        return table;
    }

    private static double cosine(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int d = 0; d < a.length; d++) {
            ab += a[d] * b[d];
            aa += a[d] * a[d];
            bb += b[d] * b[d];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Override
    public String text() {
        return view().text();
    }

    @Override
    public String html() {
        return view().html();
    }

    private TableView view() {
        return new TableView(List.of(new ReportTable("pair", title, notes, table)));
    }
}
