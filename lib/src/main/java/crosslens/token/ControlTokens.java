package crosslens.token;

import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds control tokens in the template's part of a prompt; where several begin at one place, the longest counts. Immutable. */
final class ControlTokens {
    private final Map<Character, List<Token>> byFirst = new HashMap<>();

    private record Token(int id, String text) {}

    /** A control token found at {@code [start, end)}. */
    record Match(int id, int start, int end) {}

    ControlTokens(Vocabulary vocabulary) {
        for (int id = 0; id < vocabulary.size(); id++) {
            Vocabulary.Kind kind = vocabulary.kinds().get(id);
            String text = vocabulary.symbols().get(id);
            if ((kind == Vocabulary.Kind.CONTROL || kind == Vocabulary.Kind.USER_DEFINED) && !text.isEmpty()) {
                byFirst.computeIfAbsent(text.charAt(0), first -> new ArrayList<>())
                        .add(new Token(id, text));
            }
        }
        Comparator<Token> longestFirst =
                Comparator.comparingInt(token -> -token.text().length());
        byFirst.values().forEach(tokens -> tokens.sort(longestFirst));
    }

    /** All matches from left to right; each lies whole inside TEMPLATE parts, none overlaps another. */
    List<Match> find(Prompt prompt) {
        BitSet template = new BitSet();
        for (Part part : prompt.parts()) {
            if (part.kind() == PartKind.TEMPLATE) {
                template.set(part.start(), part.end());
            }
        }
        List<Match> matches = new ArrayList<>();
        String text = prompt.text();
        for (int start = template.nextSetBit(0); start >= 0; start = template.nextSetBit(start)) {
            int end = template.nextClearBit(start);
            for (Match match = next(text, start, end); match != null; match = next(text, match.end(), end)) {
                matches.add(match);
            }
            start = end;
        }
        return matches;
    }

    /** The first match that lies whole within {@code [from, to)}, or null. */
    private Match next(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            for (Token token : byFirst.getOrDefault(text.charAt(at), List.of())) {
                int end = at + token.text().length();
                if (end <= to && text.startsWith(token.text(), at)) {
                    return new Match(token.id(), at, end);
                }
            }
        }
        return null;
    }
}
