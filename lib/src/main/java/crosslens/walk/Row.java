package crosslens.walk;

import crosslens.walk.PrefixTree.Node;
import java.util.Arrays;

/** A sequence that is being continued by one token after the other. */
final class Row {
    private final Node end;
    private final int seat;
    private final int[] prompt;
    // Tokens of the sequence that lie in the seat, not in nodes.
    private int seated;
    private int[] added = new int[16];
    private int count;

    Row(Node end, int seat, int[] prompt, int seated) {
        this.end = end;
        this.seat = seat;
        this.prompt = prompt;
        this.seated = seated;
    }

    Node end() {
        return end;
    }

    int seat() {
        return seat;
    }

    int sequence() {
        return end.end();
    }

    /** The sequence goes on with this token, which the next step reads. */
    void add(int token) {
        if (count == added.length) {
            added = Arrays.copyOf(added, 2 * count);
        }
        added[count++] = token;
        seated++;
    }

    int lastToken() {
        return added[count - 1];
    }

    int lastPosition() {
        return prompt.length + count - 1;
    }

    /** Filled slots of the seat once the last token is read. */
    int seated() {
        return seated;
    }

    /** The whole sequence so far. */
    int[] tokens() {
        int[] all = Arrays.copyOf(prompt, prompt.length + count);
        System.arraycopy(added, 0, all, prompt.length, count);
        return all;
    }
}
