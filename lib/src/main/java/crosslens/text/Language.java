package crosslens.text;

import com.ibm.icu.util.ULocale;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A language by its ISO 639-1 code. The study's twelve are constants; {@link #of} takes every other ISO code, so that a user's own language needs
 * no change here. Rules that depend on a language (articles, segmentation) live with the scorer and fall back to "none".
 */
public record Language(String code) implements Comparable<Language> {
    private static final Set<String> ISO = Set.of(Locale.getISOLanguages());

    public static final Language EN = new Language("en");
    public static final Language DE = new Language("de");
    public static final Language ES = new Language("es");
    public static final Language VI = new Language("vi");
    public static final Language ZH = new Language("zh");
    public static final Language HI = new Language("hi");
    public static final Language AR = new Language("ar");
    public static final Language EL = new Language("el");
    public static final Language RO = new Language("ro");
    public static final Language RU = new Language("ru");
    public static final Language TH = new Language("th");
    public static final Language TR = new Language("tr");

    /** The twelve languages of XQuAD, in the order of the study's tables. */
    public static final List<Language> STUDY = List.of(EN, DE, ES, VI, ZH, HI, AR, EL, RO, RU, TH, TR);

    public Language {
        if (!ISO.contains(code)) {
            throw new IllegalArgumentException("unknown language '" + code
                    + "': give an ISO 639-1 code; the study's are en, de, es, vi, zh, hi, ar, el, ro, ru, th, tr");
        }
    }

    /** The language of a code such as {@code de}; upper case and surrounding space are accepted. */
    public static Language of(String code) {
        return new Language(code.strip().toLowerCase(Locale.ROOT));
    }

    /** True if {@link #of} takes the code. */
    public static boolean isKnown(String code) {
        return ISO.contains(code.strip().toLowerCase(Locale.ROOT));
    }

    /** The English name, e.g. {@code German}. */
    public String englishName() {
        return ULocale.getDisplayLanguage(code, ULocale.ENGLISH);
    }

    /** The language's own name, e.g. {@code Deutsch}. */
    public String nativeName() {
        return ULocale.getDisplayLanguage(code, new ULocale(code));
    }

    public boolean rightToLeft() {
        return new ULocale(code).isRightToLeft();
    }

    @Override
    public int compareTo(Language other) {
        int mine = STUDY.indexOf(this);
        int theirs = STUDY.indexOf(other);
        return mine >= 0 && theirs >= 0
                ? Integer.compare(mine, theirs)
                : mine >= 0 ? -1 : theirs >= 0 ? 1 : code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
