package crosslens.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reply of a judge.
 *
 * @param id of the answer
 * @param turn the vote's number, from 0
 * @param reply as the judge wrote it
 * @param verdict the class; empty if the reply is none of the digits: the answer is then unjudged, never guessed
 */
public record Vote(String id, int turn, String reply, Optional<FailureType> verdict) {
    /** The vote that a reply is: a single digit of a class with nothing but white space around it. */
    public static Vote of(String id, int turn, String reply) {
        return new Vote(id, turn, reply, verdict(reply));
    }

    /** The class that a reply names; empty if it is anything but one digit of a class. */
    public static Optional<FailureType> verdict(String reply) {
        String text = reply.strip();
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9'
                ? FailureType.ofDigit(text.charAt(0) - '0')
                : Optional.empty();
    }

    /** The class with the most of the votes; empty if there is no valid vote, or two classes have as many. */
    public static Optional<FailureType> majority(Collection<Vote> votes) {
        Map<FailureType, Integer> counts = new EnumMap<>(FailureType.class);
        votes.forEach(vote -> vote.verdict().ifPresent(type -> counts.merge(type, 1, Integer::sum)));
        List<Map.Entry<FailureType, Integer>> ranked = new ArrayList<>(counts.entrySet());
        ranked.sort(
                Comparator.comparing(Map.Entry<FailureType, Integer>::getValue).reversed());
        boolean tie = ranked.size() > 1
                && ranked.get(0).getValue().equals(ranked.get(1).getValue());
        return ranked.isEmpty() || tie
                ? Optional.empty()
                : Optional.of(ranked.get(0).getKey());
    }
}
