package crosslens.cli;

import crosslens.data.ParallelSet;
import crosslens.study.CatalogueEntry;
import crosslens.study.CatalogueResult;
import crosslens.study.CatalogueSelection;
import crosslens.study.CatalogueStock;
import crosslens.study.CatalogueWork;
import crosslens.study.Crosslens;
import crosslens.study.Model;
import crosslens.text.Language;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes what the catalogue lists: what is missing first if that is asked for; else an error names the one command to type. */
final class CatalogueDesk {
    private final Crosslens kit;
    private final CatalogueEntry entry;

    CatalogueDesk(Crosslens kit, CatalogueEntry entry) {
        this.kit = kit;
        this.entry = entry;
    }

    /**
     * Makes the entry.
     *
     * @param compute whether what is missing is computed first
     * @param options what else the user typed, for the command that an error names
     */
    CatalogueResult make(CatalogueSelection of, boolean compute, String options)
            throws IOException, InterruptedException {
        requireLanguages(of);
        if (compute) {
            compute(of);
        }
        require(of, options);
        return entry.make(kit, of);
    }

    private void requireLanguages(CatalogueSelection of) throws IOException, InterruptedException {
        if (of.filter().languages().isEmpty()) {
            return;
        }
        ParallelSet data = kit.data().load(Optional.empty());
        for (Language language : of.filter().languages()) {
            if (!data.languages().contains(language)) {
                throw new IllegalArgumentException(data.name() + " has no " + language.englishName() + " (" + language
                        + "); it has "
                        + data.languages().stream().map(Language::code).collect(Collectors.joining(", ")));
            }
        }
    }

    private void compute(CatalogueSelection of) throws IOException, InterruptedException {
        if (of.models().isEmpty() && entry.need().leastModels() > 0) {
            throw new IllegalArgumentException("--run-missing needs to know of which model: add --model M");
        }
        System.err.println(Terminal.safe(kit.data().locate(Optional.empty()).note()));
        CatalogueWork work = new CatalogueWork(kit);
        for (String name : of.models()) {
            try (Model model = kit.model(name)) {
                CatalogueWork.Outline outline = work.outline(entry, of.filter(), model);
                System.err.println(Terminal.safe(
                        outline.missing() == 0
                                ? entry.name() + " needs nothing more of " + name
                                : "missing: " + outline.words()));
                if (outline.missing() > 0) {
                    work.run(entry, outline, model);
                }
            }
        }
    }

    private void require(CatalogueSelection of, String options) throws IOException, InterruptedException {
        int least = entry.need().leastModels();
        if (least == 0) {
            return;
        }
        CatalogueStock stock = CatalogueStock.counts(kit);
        List<String> models =
                of.filter().models().isEmpty() ? stock.models() : of.filter().models();
        if (models.size() < least) {
            throw new IllegalArgumentException(entry.name() + " compares " + least + " or more models, and "
                    + (models.isEmpty() ? "none is" : models.size() + " is")
                    + " there: name them with --model, in the order of its panels (base, instruct, tuned)");
        }
        for (int i = 0; i < models.size(); i++) {
            String asked = of.models().isEmpty() ? models.get(i) : of.models().get(i);
            if ((least > 1 || models.size() == 1 || !of.models().isEmpty())
                    && !stock.of(entry.need(), of.filter(), models.get(i)).possible()) {
                throw new IllegalArgumentException("nothing stored of " + asked + " for " + entry.name()
                        + ", which needs "
                        + entry.need() + ". To compute and make it: " + entry.command() + " --model " + asked + options
                        + " --run-missing");
            }
        }
        if (models.isEmpty()) {
            throw new IllegalArgumentException("nothing is stored for " + entry.name() + ", which needs " + entry.need()
                    + ". To compute and make it: " + entry.command() + " --model MODEL" + options + " --run-missing");
        }
    }
}
