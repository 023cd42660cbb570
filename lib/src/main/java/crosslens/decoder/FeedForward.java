package crosslens.decoder;

/** What a layer does to each token after attention. */
public sealed interface FeedForward {
    /**
     * A gated MLP: down(activation(gate x) · up x).
     *
     * @param intermediate width inside
     * @param bias whether all three products have one
     */
    record Gated(int intermediate, boolean bias) implements FeedForward {
        public Gated {
            Requirement.positive("intermediate", intermediate);
        }
    }

    /**
     * A mixture of gated MLPs (DeepSeek-V2, section 2.2). A router's softmax over all experts chooses; the chosen experts'
     * outputs are added, each times its probability times {@code scale}, which are not made to sum to 1 again.
     *
     * @param experts routed experts
     * @param chosen experts a token goes through
     * @param intermediate width inside each
     * @param shared width inside the MLP every token goes through, 0 if there is none
     * @param groups groups of neighbouring experts, of which a token may use {@code chosenGroups}, those with the likeliest
     *     expert; 1 if there are no groups
     */
    record Experts(int experts, int chosen, int intermediate, int shared, int groups, int chosenGroups, double scale)
            implements FeedForward {
        public Experts {
            Requirement.positive("experts", experts);
            Requirement.positive("chosen experts", chosen);
            Requirement.positive("intermediate", intermediate);
            Requirement.positive("groups of experts", groups);
            Requirement.positive("chosen groups", chosenGroups);
            if (chosen > experts
                    || experts % groups != 0
                    || chosenGroups > groups
                    || chosen > experts / groups * chosenGroups) {
                throw new IllegalArgumentException(chosen + " of " + experts + " experts cannot be chosen from "
                        + chosenGroups + " of " + groups + " groups");
            }
            if (shared < 0 || !(scale > 0)) {
                throw new IllegalArgumentException(
                        "shared width (" + shared + ") must be 0 or more and the scale (" + scale + ") above 0");
            }
        }
    }
}
