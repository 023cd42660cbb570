package crosslens.remote;

import java.util.Map;

/**
 * An endpoint's key. Its value leaves this class in the request's header only; wherever else it turns up, in a reply say, it is blotted out.
 */
public final class ApiKey {
    /** Goes to any endpoint. */
    public static final String VARIABLE = "CROSSLENS_API_KEY";

    /** Goes to {@code openai.com} and to this machine only, so that naming another endpoint never sends it there. */
    public static final String OPENAI_VARIABLE = "OPENAI_API_KEY";

    /** No key: requests carry none. */
    public static final ApiKey NONE = new ApiKey("");

    private static final String BLOT = "[key]";

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * The key for an endpoint, {@link #NONE} if the environment has none for it.
     *
     * @param environment variables by name
     * @throws IllegalArgumentException if the key holds what no header can carry; the message does not show it
     */
    public static ApiKey of(Map<String, String> environment, EndpointAddress address) {
        String key = environment.getOrDefault(VARIABLE, "").strip();
        String host = address.base().getHost();
        boolean openAi = address.isLoopback()
                || address.base().getScheme().equals("https")
                        && (host.equals("openai.com") || host.endsWith(".openai.com"));
        if (key.isEmpty() && openAi) {
            key = environment.getOrDefault(OPENAI_VARIABLE, "").strip();
        }
        if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("the key in the environment holds characters that no key has");
        }
        return key.isEmpty() ? NONE : new ApiKey(key);
    }

    /** Whether there is one. */
    public boolean isPresent() {
        return !value.isEmpty();
    }

    String header() {
        return "Bearer " + value;
    }

    /** A text without the key. */
    String blot(String text) {
        return value.isEmpty() ? text : text.replace(value, BLOT);
    }

    @Override
    public String toString() {
        return isPresent() ? BLOT : "no key";
    }
}
