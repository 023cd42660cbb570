package crosslens.notebook;

import crosslens.data.ParallelSet;
import crosslens.prompt.Scenario;
import crosslens.prompt.Style;
import crosslens.report.Figure;
import crosslens.study.AnswerPlan;
import crosslens.study.Browse;
import crosslens.study.Crosslens;
import crosslens.study.ErrorList;
import crosslens.study.Errors;
import crosslens.study.Model;
import crosslens.study.OraclePlan;
import crosslens.study.OracleSet;
import crosslens.study.RelevancePlan;
import crosslens.study.RelevanceSet;
import crosslens.study.RunSet;
import crosslens.study.SimilarityPlan;
import crosslens.study.SimilaritySet;
import crosslens.study.TableView;
import crosslens.text.Displayable;
import crosslens.text.Language;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code help(x)} in a cell: what a value, a type or a word of the kit offers, from the javadoc, with examples. */
public final class Help {
    /** The types a notebook meets, where words are looked up. */
    static final List<Class<?>> TYPES = List.of(
            Crosslens.class,
            AnswerPlan.class,
            RunSet.class,
            Browse.class,
            TableView.class,
            Figure.class,
            Model.class,
            Errors.class,
            ErrorList.class,
            OraclePlan.class,
            OracleSet.class,
            RelevancePlan.class,
            RelevanceSet.class,
            SimilarityPlan.class,
            SimilaritySet.class,
            ParallelSet.class,
            Language.class,
            Scenario.class,
            Style.class,
            Show.class,
            Progress.class);

    private Help() {}

    /** Where to start: the types a notebook meets, one line each. */
    public static Displayable help() {
        List<HelpPage.Entry> entries = new ArrayList<>();
        for (Class<?> type : TYPES) {
            TypeHelp source = SourceHelp.of(type).orElseThrow();
            entries.add(new HelpPage.Entry(source.name(), JavadocText.sentence(source.doc()), ""));
        }
        return new HelpPage(
                "Crosslens in a notebook",
                "help(kit) or help(any value) lists what it offers, help(RunSet.class) does so for a type, and help(\"oracle\") finds a word in names.",
                entries);
    }

    /**
     * What something offers.
     *
     * @param what a value; a class; or a word, for all methods with it in their names
     * @throws IllegalArgumentException if it is nothing of the kit, or no name holds the word
     */
    public static Displayable help(Object what) {
        if (what instanceof String word) {
            return search(word.strip());
        }
        Class<?> given = what instanceof Class<?> type ? type : what == null ? Void.class : what.getClass();
        return described(given)
                .map(Help::page)
                .orElseThrow(() -> new IllegalArgumentException("no help on " + given.getName()
                        + ": it is not a type of the kit; help() lists where to start"));
    }

    /** The type itself if it is public and of the kit, else its nearest ancestor that is. */
    private static Optional<TypeHelp> described(Class<?> type) {
        if (type == null) {
            return Optional.empty();
        }
        if (Modifier.isPublic(type.getModifiers()) && !type.equals(Displayable.class)) {
            Optional<TypeHelp> source = SourceHelp.of(type);
            if (source.isPresent()) {
                return source;
            }
        }
        for (Class<?> face : type.getInterfaces()) {
            Optional<TypeHelp> source = described(face);
            if (source.isPresent()) {
                return source;
            }
        }
        return described(type.getSuperclass());
    }

    private static HelpPage page(TypeHelp type) {
        List<HelpPage.Entry> entries = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TypeHelp.Member member : type.members()) {
            String example = seen.add(member.name()) ? HelpExamples.of(type.name(), member.name()) : "";
            entries.add(new HelpPage.Entry(member.signature(), member.sentence(), example));
        }
        return new HelpPage(type.name(), type.doc(), entries);
    }

    private static HelpPage search(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        List<HelpPage.Entry> entries = new ArrayList<>();
        for (Class<?> type : TYPES) {
            TypeHelp source = SourceHelp.of(type).orElseThrow();
            if (source.name().toLowerCase(Locale.ROOT).contains(wanted)) {
                entries.add(new HelpPage.Entry(source.name(), JavadocText.sentence(source.doc()), ""));
            }
            source.members().stream()
                    .filter(member -> member.name().toLowerCase(Locale.ROOT).contains(wanted))
                    .forEach(member -> entries.add(new HelpPage.Entry(
                            source.name() + "." + member.signature(),
                            member.doc(),
                            HelpExamples.of(source.name(), member.name()))));
        }
        if (word.isEmpty() || entries.isEmpty()) {
            throw new IllegalArgumentException(
                    "no name holds '" + word + "'; help() lists where to start, help(kit) what the kit does");
        }
        return new HelpPage("'" + word + "' in names", "", entries);
    }
}
