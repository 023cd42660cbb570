package crosslens.data;

import java.util.List;

/** A file in the shape of SQuAD v1.1 exactly as it stands on disk, with the place of everything in it. Offsets count code points of the unstripped context. */
record SquadDocument(String name, String sha256, boolean startsWithBom, List<Article> articles) {
    SquadDocument {
        articles = List.copyOf(articles);
    }

    /** Line and column from 1; columns count UTF-16 units. */
    record Place(int line, int column) {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    record Article(List<Paragraph> paragraphs) {}

    record Paragraph(Text context, List<Question> questions) {}

    record Question(Text id, Text question, List<Answer> answers) {}

    record Answer(Text text, int start, Place startPlace) {}

    record Text(String value, Place place) {}
}
