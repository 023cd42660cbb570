package crosslens.study;

import crosslens.report.CsvTable;
import crosslens.report.Figure;
import crosslens.report.ReportPage;
import crosslens.report.ReportTable;
import crosslens.text.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report of a study: every table and figure that can be made of what is stored, settings, differences from the paper, caveats, and what is missing. */
public final class StudyReport {
    /** What the kit does otherwise than the study, or had to decide. */
    private static final List<String> DIFFERENCES = List.of(
            "Intervals stand beside every number: 95 % bootstrap intervals over paragraphs; under 20 paragraphs none is printed. The study prints none.",
            "Each model stands in the one of the prompt formats v1 and v2 that has the higher mean F1 en-x, as in the study; best of two is a choice that flatters.",
            "Published values stand beside the study's own models only; for other models they are context.",
            "The study does not print the numbers of its figures: figures are drawn in its manner for your model, not compared point by point.",
            "Generation failures are counted by rules unless a judge's votes are stored; the study used a model as judge.",
            "The study most likely lost six items of the oracle (its shares fit 1184 items, not 1190); all items are counted here.",
            "Where no sample is right in all languages, the balanced subset is empty, and figures of hidden states show all samples and say so.");

    private static final List<String> CAVEATS = List.of(
            "A small sample tells little: look at the number of items in every title and at the intervals.",
            "Answers are decoded greedily in float32 unless the settings above say otherwise.",
            "Exact match and F1 are SQuAD v1.1's in all languages; they punish right answers in other words.",
            "A difference between two models or settings counts only if its paired interval leaves out zero.");

    private final Crosslens kit;
    private final CatalogueSelection of;
    private final List<String> failed;
    private final List<String> missing = new ArrayList<>();
    /** Which entry has drawn a picture, by its title and points. */
    private final Map<String, String> drawn = new HashMap<>();

    /**
     * @param of whose results are shown
     * @param failed what could not be computed, and why
     */
    public StudyReport(Crosslens kit, CatalogueSelection of, List<String> failed) {
        this.kit = kit.remembering();
        this.of = of;
        this.failed = List.copyOf(failed);
    }

    /** The models' names as a part of a file's name. */
    public static String fileName(List<String> models) {
        return String.join("-and-", models).replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /** Writes the report; a picture that several of the study's figures share (which differ in the model or its format) stands there once. */
    public void write(Path file) throws IOException, InterruptedException {
        RunSet runs = kit.runs(of.filter());
        String models = String.join(", ", of.filter().models());
        ReportPage page = new ReportPage("Cross-lingual context retrieval: " + models);
        page.section("What this rests on");
        page.paragraph("Made by Crosslens " + CodeVersion.current() + " on "
                + kit.data().load(Optional.empty()).name()
                + ". Every table and figure is drawn from stored results;"
                + " what each rests on is inside it.");
        runs.provenance().parts().forEach(page::table);
        new TableView(List.of(new ReportTable("runs", runs.cells().size() + " runs", runs.notes(), runs.overview())))
                .parts()
                .forEach(page::table);
        page.section("Caveats");
        page.list(CAVEATS);
        page.section("Differences from the paper");
        page.list(DIFFERENCES);
        for (CatalogueEntry.Kind kind : CatalogueEntry.Kind.values()) {
            page.group(kind == CatalogueEntry.Kind.TABLE ? "Tables" : "Figures");
            for (CatalogueEntry entry : Catalogue.all().entries(kind)) {
                add(page, entry);
            }
        }
        page.group("Left out");
        page.section("What could not be made, and why");
        List<String> all = new ArrayList<>(failed);
        all.addAll(missing);
        page.list(all.isEmpty() ? List.of("Nothing: all tables and figures are here.") : all);
        page.write(file);
    }

    /** What else chooses the same results on the command line. */
    private String options() {
        RunFilter filter = of.filter();
        String languages = filter.languages().stream().map(Language::code).collect(Collectors.joining(","));
        return (filter.style() == null
                        ? ""
                        : " --style " + filter.style().name().toLowerCase(Locale.ROOT))
                + (languages.isEmpty() ? "" : " --languages " + languages)
                + (filter.limit() == null ? "" : " --limit " + filter.limit());
    }

    private void add(ReportPage page, CatalogueEntry entry) throws IOException, InterruptedException {
        int least = entry.need().leastModels();
        if (of.filter().models().size() < least) {
            missing.add(entry.name() + " (" + entry.title() + ") compares " + least
                    + " or more models: name them with --model, in the order of its panels.");
            return;
        }
        CatalogueResult made;
        try {
            made = entry.make(kit, of);
        } catch (IllegalArgumentException e) {
            missing.add(entry.name() + " (" + entry.title() + "): " + e.getMessage());
            return;
        }
        String name = entry.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + entry.name().substring(1);
        page.section(name + ": " + entry.title());
        page.source((entry.isOurs() ? "Ours" : "In the study: " + entry.study()) + ". Again: " + entry.command()
                + " --model " + String.join(" --model ", of.models()) + options());
        made.table().ifPresent(table -> table.parts().forEach(page::table));
        for (Figure figure : made.figures()) {
            String first = drawn.putIfAbsent(figure.title() + CsvTable.render(figure.points()), entry.name());
            if (first == null) {
                page.figure(figure);
            } else {
                page.paragraph(
                        "The same picture as " + first
                                + " above. In the study they differ (model, format or panels); what is stored here is the same for both.");
            }
        }
    }
}
