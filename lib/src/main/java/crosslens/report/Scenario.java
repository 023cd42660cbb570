package crosslens.report;

import crosslens.prompt.Cell;
import crosslens.text.Language;

/** A row of cells over the question languages x. en-en belongs to both. */
public enum Scenario {
    /** Context and answer English, question in x. */
    EN_X("en-x"),
    /** Context, question and answer in x. */
    X_X("x-x");

    private final String label;

    Scenario(String label) {
        this.label = label;
    }

    /** E.g. {@code en-x}, as the command line and the published files write it. */
    public String label() {
        return label;
    }

    /** Whether a cell is one of this scenario's. */
    public boolean has(Cell cell) {
        return cell.context().equals(this == EN_X ? Language.EN : cell.question());
    }

    /** The language of the context where the question is in {@code question}. */
    public Language context(Language question) {
        return this == EN_X ? Language.EN : question;
    }

    /** The scenario named {@code en-x} or {@code x-x}. */
    public static Scenario of(String label) {
        for (Scenario scenario : values()) {
            if (scenario.label.equals(label)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException("unknown scenario '" + label + "': en-x or x-x");
    }
}
