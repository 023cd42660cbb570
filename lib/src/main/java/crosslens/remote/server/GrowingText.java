package crosslens.remote.server;

import java.util.List;

/**
 * The part of a growing answer that can be shown: no half characters, nothing from the first stop text on, and nothing that may yet turn out to begin one.
 * For one thread.
 */
final class GrowingText {
    private static final char INCOMPLETE = '\uFFFD';

    private final List<String> stops;
    private int shown;
    private boolean stopped;

    GrowingText(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /** What can be shown beyond what was shown before; perhaps nothing. */
    String grow(String text) {
        int cut = cut(text, stops);
        stopped = cut < text.length();
        int end = cut;
        if (!stopped) {
            while (end > shown && text.charAt(end - 1) == INCOMPLETE) {
                end--;
            }
            end = Math.max(shown, end - heldBack(text.substring(shown, end)));
        }
        return show(text, end);
    }

    /** The rest, once the whole text is known. */
    String rest(String text) {
        return show(text, cut(text, stops));
    }

    /** Whether a stop text was reached. */
    boolean stopped() {
        return stopped;
    }

    /** Where the first of the stop texts begins, else the text's end. */
    static int cut(String text, List<String> stops) {
        return stops.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(text.length());
    }

    private String show(String text, int end) {
        String more = text.substring(Math.min(shown, end), end);
        shown = Math.max(shown, end);
        return more;
    }

    /** The length of the longest end of a text that begins a stop text. */
    private int heldBack(String text) {
        for (int from = 0; from < text.length(); from++) {
            String end = text.substring(from);
            if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
                return end.length();
            }
        }
        return 0;
    }
}
