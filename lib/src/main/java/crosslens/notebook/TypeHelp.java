package crosslens.notebook;

import java.util.List;

/**
 * What the sources say of a type.
 *
 * @param doc its javadoc as plain text
 * @param members public methods, record components and constants, in the order of the source
 */
record TypeHelp(String name, String doc, List<Member> members) {
    TypeHelp {
        members = List.copyOf(members);
    }

    /**
     * One thing a type offers.
     *
     * @param signature as a caller reads it, e.g. {@code table(String id, RunSet runs) → TableView}
     * @param doc its javadoc as plain text, empty if there is none
     */
    record Member(String name, String signature, String doc) {
        /** The first sentence of the javadoc. */
        String sentence() {
            return JavadocText.sentence(doc);
        }
    }
}
