package crosslens.score;

import crosslens.text.PythonText;
import java.util.List;

/** What two answers may differ in and still count as equal. Implementations are pure. */
public interface AnswerNormalizer {
    /** The answer as it is compared. */
    String normalize(String answer);

    /** The tokens whose overlap is counted, none of them empty. */
    default List<String> tokens(String answer) {
        return split(normalize(answer));
    }

    /** The tokens of an answer that is normalised already. */
    default List<String> split(String normalized) {
        return PythonText.split(normalized);
    }
}
