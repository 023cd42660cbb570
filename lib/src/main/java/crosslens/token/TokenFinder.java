package crosslens.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the tokens of one kind where a text spells them out; where several begin at one place, the longest counts. Immutable. */
final class TokenFinder {
    private final Map<Character, List<Token>> byFirst = new HashMap<>();

    private record Token(int id, String text) {}

    /** A token found at {@code [start, end)}. */
    record Match(int id, int start, int end) {}

    TokenFinder(Vocabulary vocabulary, Vocabulary.Kind kind) {
        for (int id = 0; id < vocabulary.size(); id++) {
            String text = vocabulary.symbols().get(id);
            if (vocabulary.kinds().get(id) == kind && !text.isEmpty()) {
                byFirst.computeIfAbsent(text.charAt(0), first -> new ArrayList<>())
                        .add(new Token(id, text));
            }
        }
        Comparator<Token> longestFirst =
                Comparator.comparingInt(token -> -token.text().length());
        byFirst.values().forEach(tokens -> tokens.sort(longestFirst));
    }

    /** The first match that lies whole within {@code [from, to)}, or null. */
    Match next(String text, int from, int to) {
        if (byFirst.isEmpty()) {
            return null;
        }
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
