package crosslens.score;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import crosslens.text.Language;
import crosslens.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules that know the language of the answer; they go on from MLQA's and cover the study's twelve. Shown beside the SQuAD score, never instead of it.
 *
 * <p>In this order: canonical composition (NFC), lower case (Turkish has its own i), every Unicode punctuation mark and ASCII symbol dropped, the language's
 * articles dropped, white space collapsed. Articles: en es de vi ar el ro; a Vietnamese classifier or particle that MLQA lists counts as one; Arabic loses
 * the prefix ال of a word of four letters or more. Tokens: Chinese and Japanese by character, with other scripts' words in between kept whole; Thai, Lao,
 * Khmer and Burmese by ICU's dictionary words; every other language by white space.
 */
public record LanguageAwareNormalizer(Language language) implements AnswerNormalizer {
    private static final Map<String, Set<String>> ARTICLES = Map.of(
            "en", Set.of("a", "an", "the"),
            "es", Set.of("un", "una", "unos", "unas", "el", "la", "los", "las"),
            "de", Set.of("ein", "eine", "einen", "einem", "eines", "einer", "der", "die", "das", "den", "dem", "des"),
            "vi", Set.of("của", "là", "cái", "chiếc", "những"),
            "el",
                    Set.of(
                            "ο", "η", "το", "οι", "τα", "του", "της", "τον", "την", "τη", "των", "τους", "τις", "ένας",
                            "ένα", "έναν", "ενός", "μια", "μία", "μιας"),
            "ro", Set.of("un", "o", "niște", "unui", "unei", "unor"));

    private static final Set<String> BY_CHARACTER = Set.of("zh", "ja");
    private static final Set<String> BY_DICTIONARY = Set.of("th", "lo", "km", "my");
    private static final String ARABIC_ARTICLE = "ال";
    private static final int SHORTEST_WITH_ARTICLE = 4;

    @Override
    public String normalize(String answer) {
        String composed = Normalizer2.getNFCInstance().normalize(answer);
        String lower = language.equals(Language.TR)
                ? UCharacter.toLowerCase(new ULocale("tr"), composed)
                : PythonText.lower(composed);
        String bare = dropPunctuation(lower);
        List<String> words =
                PythonText.split(PythonText.removeWords(bare, ARTICLES.getOrDefault(language.code(), Set.of())));
        if (language.equals(Language.AR)) {
            words = words.stream()
                    .map(LanguageAwareNormalizer::dropArabicArticle)
                    .toList();
        }
        return String.join(" ", words);
    }

    @Override
    public List<String> split(String normalized) {
        List<String> tokens = new ArrayList<>();
        for (String word : PythonText.split(normalized)) {
            if (BY_CHARACTER.contains(language.code())) {
                addCharacters(word, tokens);
            } else if (BY_DICTIONARY.contains(language.code())) {
                addDictionaryWords(word, tokens);
            } else {
                tokens.add(word);
            }
        }
        return List.copyOf(tokens);
    }

    private static String dropPunctuation(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isPunctuation(c)).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isPunctuation(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.CONNECTOR_PUNCTUATION,
                    ECharacterCategory.DASH_PUNCTUATION,
                    ECharacterCategory.START_PUNCTUATION,
                    ECharacterCategory.END_PUNCTUATION,
                    ECharacterCategory.INITIAL_PUNCTUATION,
                    ECharacterCategory.FINAL_PUNCTUATION,
                    ECharacterCategory.OTHER_PUNCTUATION -> true;
            default -> "$+<=>^`|~".indexOf(codePoint) >= 0; // the rest of ASCII's, which Unicode calls symbols
        };
    }

    private static String dropArabicArticle(String word) {
        return word.startsWith(ARABIC_ARTICLE) && word.length() >= SHORTEST_WITH_ARTICLE
                ? word.substring(ARABIC_ARTICLE.length())
                : word;
    }

    /** An ideograph, kana or bopomofo sign is a token; what stands between two of them is one. */
    private static void addCharacters(String word, List<String> tokens) {
        int runStart = 0;
        for (int i = 0; i < word.length(); ) {
            int codePoint = word.codePointAt(i);
            int next = i + Character.charCount(codePoint);
            if (standsAlone(codePoint)) {
                if (runStart < i) {
                    tokens.add(word.substring(runStart, i));
                }
                tokens.add(word.substring(i, next));
                runStart = next;
            }
            i = next;
        }
        if (runStart < word.length()) {
            tokens.add(word.substring(runStart));
        }
    }

    private static boolean standsAlone(int codePoint) {
        int script = UScript.getScript(codePoint);
        return script == UScript.HAN
                || script == UScript.HIRAGANA
                || script == UScript.KATAKANA
                || script == UScript.BOPOMOFO;
    }

    private void addDictionaryWords(String word, List<String> tokens) {
        BreakIterator words = BreakIterator.getWordInstance(new ULocale(language.code()));
        words.setText(word);
        int start = words.first();
        for (int end = words.next(); end != BreakIterator.DONE; end = words.next()) {
            tokens.add(word.substring(start, end));
            start = end;
        }
    }
}
