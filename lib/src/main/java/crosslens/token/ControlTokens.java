package crosslens.token;

import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Finds control tokens in the template's part of a prompt. Immutable. */
final class ControlTokens {
    private final TokenFinder finder;

    ControlTokens(Vocabulary vocabulary) {
        finder = new TokenFinder(vocabulary, Vocabulary.Kind.CONTROL);
    }

    /** All matches from left to right; each lies whole inside TEMPLATE parts, none overlaps another. */
    List<TokenFinder.Match> find(Prompt prompt) {
        BitSet template = new BitSet();
        for (Part part : prompt.parts()) {
            if (part.kind() == PartKind.TEMPLATE) {
                template.set(part.start(), part.end());
            }
        }
        List<TokenFinder.Match> matches = new ArrayList<>();
        String text = prompt.text();
        for (int start = template.nextSetBit(0); start >= 0; start = template.nextSetBit(start)) {
            int end = template.nextClearBit(start);
            TokenFinder.Match match = finder.next(text, start, end);
            while (match != null) {
                matches.add(match);
                match = finder.next(text, match.end(), end);
            }
            start = end;
        }
        return matches;
    }
}
