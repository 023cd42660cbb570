package crosslens.prompt;

import crosslens.data.CrossItem;
import crosslens.prompt.PromptWording.Section;
import crosslens.text.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the user message of every item of a cell, with its parts. What a context, question or gold says is copied as it is, newlines and braces
 * included. Immutable; may be shared by threads.
 */
public final class PromptBuilder {
    private final PromptWording wording;
    private final Cell cell;
    private final Demonstrations demonstrations;
    private final Map<String, CrossItem> solved = new HashMap<>();

    /**
     * @param demonstrations may be null for a cell of zero shots
     * @param items the data set's items in the cell's direction; those that serve as demonstrations must be among them
     * @throws IllegalArgumentException if the wording is not the cell's, an item is of another direction, or a demonstration is missing
     */
    public PromptBuilder(PromptWording wording, Cell cell, Demonstrations demonstrations, List<CrossItem> items) {
        this.wording = wording;
        this.cell = cell;
        this.demonstrations = demonstrations;
        if (!wording.name().equals(cell.format())) {
            throw new IllegalArgumentException(
                    "a cell of format " + cell.format() + " with the wording " + wording.name());
        }
        if (cell.shots() > 0) {
            if (demonstrations == null) {
                throw new IllegalArgumentException(cell.shots() + " shots need demonstrations");
            }
            List<String> ids = new ArrayList<>(demonstrations.main().ids());
            ids.addAll(demonstrations.spare().ids());
            items.stream()
                    .filter(item -> ids.contains(item.id()))
                    .forEach(item -> solved.put(item.id(), checked(item)));
            ids.removeAll(solved.keySet());
            if (!ids.isEmpty()) {
                throw new IllegalArgumentException("the demonstrations " + ids + " are not among the items given");
            }
        }
    }

    /** Ids of the demonstrations an item is asked with, as a run records them; none at zero shots. */
    public List<String> demonstrationIds(CrossItem item) {
        return cell.shots() == 0 ? List.of() : demonstrations.pairFor(item).ids();
    }

    /**
     * The user message for one item: no template, no answer prefix, no newline at its end.
     *
     * @throws IllegalArgumentException if the item is of another direction than the cell
     */
    public Prompt build(CrossItem item) {
        checked(item);
        Writer out = new Writer();
        for (List<Section> group : wording.layout()) {
            if (!group.equals(List.of(Section.DEMONSTRATIONS))) {
                out.gap();
                for (Section section : group) {
                    write(section, item, out);
                }
            } else {
                for (String id : demonstrationIds(item)) {
                    out.gap();
                    demonstration(solved.get(id), out);
                }
            }
        }
        out.parts.sort(Comparator.comparingInt(Part::start).thenComparing(Part::end, Comparator.reverseOrder()));
        return new Prompt(out.text.toString(), out.parts);
    }

    private void write(Section section, CrossItem item, Writer out) {
        Language answer = cell.context();
        switch (section) {
            case OPENING -> out.line(PartKind.TASK, wording.opening(answer));
            case INSTRUCTIONS -> out.line(PartKind.TASK, String.join("\n", wording.instructions(answer)));
            case START -> out.line(PartKind.LABEL, wording.start(answer));
            case CONTEXT -> out.labelled(wording.contextLabel(), PartKind.CONTEXT, item.context());
            case QUESTION -> out.labelled(wording.questionLabel(), PartKind.QUESTION, item.question());
            case DEMONSTRATIONS -> throw new IllegalStateException("demonstrations are a group of their own");
        }
    }

    private void demonstration(CrossItem item, Writer out) {
        int start = out.labelled(wording.contextLabel(), null, item.context());
        out.labelled(wording.questionLabel(), null, item.question());
        out.labelled(wording.answerLabel(), null, item.goldTexts().get(0));
        out.parts.add(new Part(PartKind.DEMO, start, out.text.length()));
    }

    private CrossItem checked(CrossItem item) {
        if (!item.contextLanguage().equals(cell.context())
                || !item.questionLanguage().equals(cell.question())) {
            throw new IllegalArgumentException("item " + item.id() + " is " + item.contextLanguage() + "-"
                    + item.questionLanguage() + ", the cell is " + cell.pair());
        }
        return item;
    }

    /** Text and parts as they grow. */
    private static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<Part> parts = new ArrayList<>();
        private boolean gap;

        /** An empty line before what comes next. */
        void gap() {
            gap = true;
        }

        void newLine() {
            if (text.length() > 0) {
                text.append(gap ? "\n\n" : "\n");
            }
            gap = false;
        }

        /** Lines of one kind that follow each other are one part. */
        void line(PartKind kind, String line) {
            if (line.isEmpty()) {
                return;
            }
            Part last = gap || parts.isEmpty() ? null : parts.get(parts.size() - 1);
            boolean continues = last != null && last.kind() == kind && last.end() == text.length();
            newLine();
            add(kind, line);
            if (continues) {
                parts.subList(parts.size() - 2, parts.size()).clear();
                parts.add(new Part(kind, last.start(), text.length()));
            }
        }

        /** Returns where the label starts. */
        int labelled(String label, PartKind kind, String value) {
            newLine();
            int start = text.length();
            add(PartKind.LABEL, label);
            text.append(' ');
            add(kind, value);
            return start;
        }

        private void add(PartKind kind, String piece) {
            int start = text.length();
            text.append(piece);
            if (kind != null && !piece.isEmpty()) {
                parts.add(new Part(kind, start, text.length()));
            }
        }
    }
}
