package crosslens.checkpoint;

import crosslens.data.WebStatusException;
import java.io.IOException;

/** What a refusal of the hub means for the user, and what to do about it. */
final class HubErrors {
    private HubErrors() {}

    /**
     * The error for an answer that is not what was asked for.
     *
     * @param what the file that was asked for; null for the model itself
     */
    static IOException of(HubSettings settings, HubName name, String what, WebStatusException answer) {
        return new IOException(text(settings, name, what, answer), answer);
    }

    private static String text(HubSettings settings, HubName name, String what, WebStatusException answer) {
        String host = settings.endpoint().getHost();
        String page = settings.endpoint() + "/" + name.id();
        String subject = what == null ? name.id() : what + " of " + name.id();
        boolean authorised = settings.token().isPresent();
        switch (answer.status()) {
            case 401:
                return authorised
                        ? host + " does not accept the token that is set (HF_TOKEN or the token file), or " + subject
                                + " does not exist: check both at " + page
                        : subject + ": " + host
                                + " wants to know who is asking, so it does not exist, is private, or is"
                                + " gated. Check the name; for a gated model accept its licence at " + page
                                + "; then set HF_TOKEN to an access token of yours";
            case 403:
                return subject + " is gated: accept its licence at " + page + " with your account, then "
                        + (authorised
                                ? "run this again; a fine-grained token also needs the right to read gated models"
                                : "set HF_TOKEN to an access token of that account");
            case 404:
                return notThere(name, what, answer.code(), page, authorised);
            case 429:
                return host + " has had too many requests from here"
                        + answer.retryAfter()
                                .map(when -> " and wants to be asked again "
                                        + (when.matches("\\d+") ? "in " + when + " seconds" : "at " + when))
                                .orElse("; wait some minutes")
                        + (authorised ? "" : "; with HF_TOKEN set it allows more")
                        + ". What has arrived is kept";
            default:
                return subject + ": " + host + " answered " + answer.status()
                        + (answer.status() >= 500 ? " again and again; it may be down, try later" : "");
        }
    }

    private static String notThere(HubName name, String what, String code, String page, boolean authorised) {
        if (what != null) {
            return "there is no file " + what + " in " + name.id() + " at revision " + name.revision() + "; see "
                    + page;
        }
        if (code.equals("RevisionNotFound")) {
            return name.id() + " has no revision '" + name.revision()
                    + "': name a branch, a tag or a whole commit; see " + page;
        }
        String other = name.revision().equals(HubName.MAIN) ? "" : " with a revision '" + name.revision() + "'";
        return "the hub has no model " + name.id() + other + ", or it is private"
                + (authorised ? " and the token that is set may not see it" : " (then set HF_TOKEN)")
                + "; check the name at " + page;
    }
}
