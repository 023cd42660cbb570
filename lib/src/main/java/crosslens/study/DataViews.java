package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.data.ParallelSet;
import crosslens.data.QaExample;
import crosslens.prompt.Prompt;
import crosslens.report.Numbers;
import crosslens.report.ReportTable;
import crosslens.score.ItemScore;
import crosslens.score.Scorer;
import crosslens.text.Language;
import crosslens.token.Encoding;
import java.io.IOException;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Data sets looked at as a whole: sizes, one item in all languages, what texts cost in tokens, what the scorers say of made-up answers. */
final class DataViews {
    private DataViews() {}

    /** One row a language: paragraphs, questions, mean lengths in characters (code points), counted once a question. */
    static TableView sizes(ParallelSet set) {
        StringColumn language = StringColumn.create("language");
        StringColumn name = StringColumn.create("name");
        IntColumn paragraphs = IntColumn.create("paragraphs");
        IntColumn questions = IntColumn.create("questions");
        DoubleColumn context = Numbers.plain(DoubleColumn.create("context"));
        DoubleColumn question = Numbers.plain(DoubleColumn.create("question"));
        DoubleColumn gold = Numbers.plain(DoubleColumn.create("gold"));
        for (Language l : set.languages()) {
            List<QaExample> examples = set.examples(l);
            language.append(l.code());
            name.append(l.englishName() + " · " + l.nativeName());
            paragraphs.append(set.paragraphs());
            questions.append(set.size());
            context.append(examples.stream()
                    .mapToInt(e -> length(e.context()))
                    .average()
                    .orElse(Double.NaN));
            question.append(examples.stream()
                    .mapToInt(e -> length(e.question()))
                    .average()
                    .orElse(Double.NaN));
            gold.append(examples.stream()
                    .mapToInt(e -> length(e.golds().get(0).text()))
                    .average()
                    .orElse(Double.NaN));
        }
        return view(
                "sizes",
                set.name() + ": sizes, mean lengths in characters",
                Table.create("sizes", language, name, paragraphs, questions, context, question, gold));
    }

    /** One question in every language, with its gold and the start of its context. */
    static TableView parallel(ParallelSet set, String id, List<Language> languages) {
        StringColumn language = StringColumn.create("language");
        StringColumn question = StringColumn.create("question");
        StringColumn gold = StringColumn.create("gold");
        StringColumn context = StringColumn.create("context");
        for (Language l : languages.isEmpty() ? set.languages() : languages) {
            QaExample example = set.examples(l).stream()
                    .filter(e -> e.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no question '" + id + "' in " + set.name()));
            language.append(l.code());
            question.append(example.question());
            gold.append(example.golds().get(0).text());
            context.append(example.context());
        }
        return view("parallel", set.name() + ", " + id, Table.create("parallel", language, question, gold, context));
    }

    /** What the same contexts cost in a model's tokens: characters a token, and tokens as a multiple of English. */
    static TableView tokens(ParallelSet set, Model model) throws IOException {
        StringColumn language = StringColumn.create("language");
        IntColumn tokens = IntColumn.create("tokens a context");
        DoubleColumn characters = Numbers.plain(DoubleColumn.create("characters a token"));
        DoubleColumn times = Numbers.plain(DoubleColumn.create("times the first language"));
        IntColumn golds = IntColumn.create("longest gold in tokens");
        double reference = Double.NaN;
        for (Language l : set.languages()) {
            long all = 0;
            long length = 0;
            int longest = 0;
            for (QaExample example : set.examples(l)) {
                all += encoding(model, Prompt.plain(example.context())).size();
                length += length(example.context());
                longest = Math.max(
                        longest,
                        encoding(model, Prompt.plain(example.golds().get(0).text()))
                                .size());
            }
            reference = Double.isNaN(reference) ? all : reference;
            language.append(l.code());
            tokens.append((int) (all / set.size()));
            characters.append((double) length / all);
            times.append(all / reference);
            golds.append(longest);
        }
        return view(
                "tokens",
                set.name() + ": what the texts cost in tokens of "
                        + model.card().name(),
                Table.create("tokens", language, tokens, characters, times, golds));
    }

    /** Made-up answers and what both scorers say of them. */
    static TableView scorers() {
        List<String[]> cases = List.of(
                new String[] {"en", "The red house", "red house"},
                new String[] {"en", "in the red house", "red house"},
                new String[] {"en", "a blue boat", "red house"},
                new String[] {"de", "das rote Haus", "rote Haus"},
                new String[] {"zh", "红色的房子", "红色房子"},
                new String[] {"th", "บ้านสีแดง", "สีแดง"},
                new String[] {"ar", "البيت الأحمر", "بيت أحمر"});
        StringColumn language = StringColumn.create("language");
        StringColumn answer = StringColumn.create("answer");
        StringColumn gold = StringColumn.create("gold");
        DoubleColumn[] scores = {
            Numbers.plain(DoubleColumn.create("EM")),
            Numbers.plain(DoubleColumn.create("F1")),
            Numbers.plain(DoubleColumn.create("EM, language-aware")),
            Numbers.plain(DoubleColumn.create("F1, language-aware"))
        };
        Scorer scorer = new Scorer();
        for (String[] c : cases) {
            Language l = Language.of(c[0]);
            ItemScore score = scorer.score(
                    c[1], new CrossItem("example", 0, l, l, c[2], "", List.of(new crosslens.data.Gold(c[2], 0))));
            language.append(c[0]);
            answer.append(c[1]);
            gold.append(c[2]);
            double[] values = {score.exactMatch(), score.f1(), score.awareExactMatch(), score.awareF1()};
            for (int i = 0; i < values.length; i++) {
                scores[i].append(values[i] * 100);
            }
        }
        return view(
                "scorers",
                "Made-up answers and their scores in percent",
                Table.create("scorers", language, answer, gold, scores[0], scores[1], scores[2], scores[3]));
    }

    private static TableView view(String id, String title, Table table) {
        return new TableView(List.of(new ReportTable(id, title, List.of(), table)));
    }

    private static Encoding encoding(Model model, Prompt text) throws IOException {
        return model.tokens(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        model.card().name() + " is behind an endpoint, which alone knows its tokens"));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
