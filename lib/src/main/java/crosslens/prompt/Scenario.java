package crosslens.prompt;

import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** A family of cells, one for each language x. en-en belongs to every scenario and is one cell, not several. */
public enum Scenario {
    /** Context and answer English, question in x. */
    EN_X,
    /** All in x. */
    X_X,
    /** Context and answer in x, question English. */
    X_EN,
    /** Context and answer in one language, question in another, neither English: every pair of those named. */
    X_Y;

    /** The scenario of a name such as {@code en-x}. */
    public static Scenario of(String name) {
        for (Scenario scenario : values()) {
            if (scenario.toString().equals(name.strip().toLowerCase(Locale.ROOT))) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("unknown scenario '" + name + "'; there are " + List.of(values()));
    }

    /**
     * One cell for each combination, in the order of the arguments: formats, then shots, then languages.
     *
     * @param languages what x stands for; English gives en-en, and nothing where no language is to be English
     */
    public List<Cell> cells(
            Collection<Language> languages, Collection<Integer> shots, Collection<String> formats, Style style) {
        LinkedHashSet<Cell> cells = new LinkedHashSet<>();
        for (String format : formats) {
            for (int count : shots) {
                for (Language x : languages) {
                    for (Language context : contexts(x, languages)) {
                        cells.add(new Cell(context, this == X_EN ? Language.EN : x, count, format, style));
                    }
                }
            }
        }
        return List.copyOf(cells);
    }

    private Collection<Language> contexts(Language x, Collection<Language> languages) {
        if (this != X_Y) {
            return List.of(this == EN_X ? Language.EN : x);
        }
        return languages.stream()
                .filter(y -> !y.equals(x) && !y.equals(Language.EN) && !x.equals(Language.EN))
                .toList();
    }

    /** The cells of several scenarios, each once. */
    public static List<Cell> cells(
            Collection<Scenario> scenarios,
            Collection<Language> languages,
            Collection<Integer> shots,
            Collection<String> formats,
            Style style) {
        LinkedHashSet<Cell> cells = new LinkedHashSet<>();
        scenarios.forEach(scenario -> cells.addAll(scenario.cells(languages, shots, formats, style)));
        return new ArrayList<>(cells);
    }

    /** E.g. {@code en-x}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
