package crosslens.data;

import crosslens.text.Language;
import crosslens.text.Quote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The same questions in several languages: equal ids in equal order and equal paragraphs, so that any two languages can be crossed. Immutable.
 */
public final class ParallelSet {
    private final String name;
    private final SortedMap<Language, LanguageFile> files = new TreeMap<>();
    private final List<String> order;

    /**
     * @throws IllegalArgumentException if there is no file, two of one language, or two that are not parallel; the message names the languages and the
     *     first question where they part
     */
    public ParallelSet(String name, Collection<LanguageFile> files) {
        this.name = name;
        for (LanguageFile file : files) {
            if (this.files.put(file.language(), file) != null) {
                throw new IllegalArgumentException("two files of " + file.language() + " in one data set");
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a data set needs at least one language");
        }
        LanguageFile first = this.files.get(this.files.firstKey());
        this.files.values().forEach(file -> requireParallel(first, file));
        this.order = List.copyOf(FixedOrder.of(first.examples()));
    }

    /** Short name such as {@code xquad}, used in titles and file names. */
    public String name() {
        return name;
    }

    /** The study's languages in its order, then others by code. */
    public List<Language> languages() {
        return List.copyOf(files.keySet());
    }

    /** Number of questions, the same in every language. */
    public int size() {
        return order.size();
    }

    /** Number of paragraphs that have a question. */
    public int paragraphs() {
        return (int) file(languages().get(0)).examples().stream()
                .mapToInt(QaExample::paragraph)
                .distinct()
                .count();
    }

    /** The questions of one language in the file's order. */
    public List<QaExample> examples(Language language) {
        return file(language).examples();
    }

    /** SHA-256 of one language's file, lower-case hex. */
    public String sha256(Language language) {
        return file(language).sha256();
    }

    /** Whether the file of a language is the one with this SHA-256. */
    public boolean holds(Language language, String sha256) {
        return languages().contains(language) && sha256(language).equals(sha256);
    }

    /** Every question with context and golds of one language and the question of another, in the file's order. */
    public List<CrossItem> items(Language context, Language question) {
        List<QaExample> contexts = examples(context);
        List<QaExample> questions = examples(question);
        List<CrossItem> items = new ArrayList<>(contexts.size());
        for (int i = 0; i < contexts.size(); i++) {
            QaExample c = contexts.get(i);
            items.add(new CrossItem(
                    c.id(),
                    c.paragraph(),
                    context,
                    question,
                    c.context(),
                    questions.get(i).question(),
                    c.golds()));
        }
        return List.copyOf(items);
    }

    /** All ids in {@link FixedOrder the one fixed order}, the same for every language. */
    public List<String> order() {
        return order;
    }

    /**
     * The first ids of {@link #order}: a larger limit only adds to a smaller one's; a limit beyond the size gives all.
     *
     * @param limit at least 1
     */
    public List<String> select(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit must be at least 1, not " + limit);
        }
        return order.subList(0, Math.min(limit, order.size()));
    }

    private LanguageFile file(Language language) {
        LanguageFile file = files.get(language);
        if (file == null) {
            throw new IllegalArgumentException(
                    "the data set " + name + " was loaded without " + language + "; it has " + languages());
        }
        return file;
    }

    private static void requireParallel(LanguageFile one, LanguageFile other) {
        String difference = firstDifference(one.examples(), other.examples());
        if (!difference.isEmpty()) {
            throw new IllegalArgumentException(
                    one.language() + " and " + other.language() + " are not parallel: " + difference);
        }
    }

    /** What parts two lists, or an empty text if they are parallel. */
    static String firstDifference(List<QaExample> one, List<QaExample> other) {
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            QaExample a = one.get(i);
            QaExample b = other.get(i);
            if (!a.id().equals(b.id())) {
                return "question " + (i + 1) + " is " + Quote.of(a.id()) + " in the one and " + Quote.of(b.id())
                        + " in the other";
            }
            if (a.paragraph() != b.paragraph()) {
                return "question " + Quote.of(a.id()) + " belongs to paragraph " + (a.paragraph() + 1)
                        + " in the one and " + (b.paragraph() + 1) + " in the other";
            }
        }
        return one.size() == other.size()
                ? ""
                : one.size() + " questions in the one and " + other.size() + " in the other";
    }
}
