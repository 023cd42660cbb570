package crosslens.data;

import crosslens.text.Language;
import java.util.List;

/** One question put across languages: context and golds in one language, the question in another (or the same). */
public record CrossItem(
        String id,
        int paragraph,
        Language contextLanguage,
        Language questionLanguage,
        String context,
        String question,
        List<Gold> golds) {
    /** The golds' texts. */
    public List<String> goldTexts() {
        return golds.stream().map(Gold::text).toList();
    }
}
