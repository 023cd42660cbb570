package crosslens.score;

import crosslens.text.PythonText;
import java.util.Set;

/**
 * The rules of SQuAD v1.1, which XQuAD applies to all its languages: lower case, ASCII punctuation dropped, the English articles dropped as whole words,
 * white space collapsed; in this order, since each step changes what the next one sees.
 */
public record SquadNormalizer() implements AnswerNormalizer {
    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    @Override
    public String normalize(String answer) {
        String bare = dropAsciiPunctuation(PythonText.lower(answer));
        return String.join(" ", PythonText.split(PythonText.removeWords(bare, ARTICLES)));
    }

    private static String dropAsciiPunctuation(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean punctuation = (c >= '!' && c <= '/')
                    || (c >= ':' && c <= '@')
                    || (c >= '[' && c <= '`')
                    || (c >= '{' && c <= '~');
            if (!punctuation) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
