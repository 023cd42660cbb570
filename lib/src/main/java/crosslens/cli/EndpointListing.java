package crosslens.cli;

import crosslens.remote.ApiKey;
import crosslens.remote.EndpointAddress;
import java.util.Map;

/** What is known of a model behind an endpoint without asking it. */
final class EndpointListing {
    private EndpointListing() {}

    static void print(EndpointAddress address, Map<String, String> environment) {
        System.out.printf("name           %s%n", Terminal.safe(address.fingerprint()));
        System.out.printf("asked for as   %s%n", Terminal.safe(address.model()));
        System.out.printf("endpoint       %s%n", Terminal.safe(address.base().toString()));
        System.out.printf(
                "key            %s%n",
                ApiKey.of(environment, address).isPresent()
                        ? "from the environment"
                        : "none (" + ApiKey.VARIABLE + ", for openai.com and this machine also "
                                + ApiKey.OPENAI_VARIABLE + ")");
        System.out.printf("forms          chat (style chat), completion (style raw): --form%n");
        System.out.printf("fingerprint    %s%n", Terminal.safe(address.fingerprint()));
    }
}
