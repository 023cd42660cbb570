package crosslens.report.claim;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A claim of the study and the test of it.
 *
 * @param says the claim in our words
 * @param test what is measured and which bound decides; the bounds are ours where the study names none
 */
record Claim(String says, String test, Test tester) {
    /** How a claim is tested. */
    @FunctionalInterface
    interface Test {
        /**
         * Tests a claim on one model.
         *
         * @param all models given, this one among them
         * @return empty if the claim is not about such a model
         */
        Optional<ClaimFinding> of(ClaimEvidence model, List<ClaimEvidence> all);
    }

    /** A claim about every model by itself. */
    static Claim ofEach(String says, String test, Function<ClaimEvidence, ClaimFinding> tester) {
        return new Claim(says, test, (model, all) -> Optional.of(tester.apply(model)));
    }
}
