package crosslens.data;

import crosslens.data.SquadDocument.Place;
import java.io.IOException;

/** A file that is not in the shape of SQuAD v1.1; the message names file, line and column. */
final class SquadFormatException extends IOException {
    private final transient Place place;
    private final String questionId;
    private final String detail;

    SquadFormatException(String file, Place place, String questionId, String detail, Throwable cause) {
        super(file + ":" + place + ": " + detail, cause);
        this.place = place;
        this.questionId = questionId;
        this.detail = detail;
    }

    Place place() {
        return place;
    }

    String questionId() {
        return questionId;
    }

    /** The message without the place. */
    String detail() {
        return detail;
    }
}
