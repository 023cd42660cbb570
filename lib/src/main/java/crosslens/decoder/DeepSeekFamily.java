package crosslens.decoder;

import crosslens.checkpoint.Checkpoint.Format;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * DeepSeek-V2: latent attention and mixtures of experts.
 *
 * <p>The models' own code, llama.cpp and newer releases of the transformers library multiply scores by the square of yarn's
 * amplitude; the library's releases up to 4 do not. A folder saved by one of these, which neither names the models' code
 * ({@code auto_map}) nor was saved later, is read as they compute.
 */
final class DeepSeekFamily implements Family {
    /** Of the norms of compressed vectors, whatever the file's epsilon. */
    private static final double LATENT_EPSILON = 1e-6;

    private static final long SOFTMAX = 1;

    @Override
    public DecoderConfig config(Facts facts, TensorNames names) throws IOException {
        Common common = Common.of(facts, names, 2048, 1e-6, false);
        FeedForward dense = new FeedForward.Gated(common.intermediate(), false);
        int firstMixed = facts.integer(Key.DENSE_LAYERS, 0);
        FeedForward mixed = firstMixed < common.layers() ? experts(facts) : dense;
        Rope rope = new Rope(facts.number(Key.THETA, 10_000), RopeFacts.scaling(facts));
        Attention attention = attention(facts, common, rope);
        List<DecoderConfig.Layer> layers = IntStream.range(0, common.layers())
                .mapToObj(layer -> new DecoderConfig.Layer(0, rope, layer < firstMixed ? dense : mixed))
                .toList();
        facts.require(Key.MLP_BIAS, false);
        facts.require(Key.ATTENTION_BIAS, false);
        return new DecoderConfig(
                common.hidden(),
                common.vocabulary(),
                common.contextLength(),
                common.normEpsilon(),
                1,
                0,
                common.tied(),
                false,
                Common.activation(facts, Activation.SILU),
                attention,
                layers);
    }

    private static Attention attention(Facts facts, Common common, Rope rope) {
        boolean folder = facts.format() == Format.TRANSFORMERS;
        int heads = facts.integer(Key.HEADS);
        int keys = facts.integer(Key.KV_HEADS, heads);
        if (keys != heads && (folder || keys != 1)) {
            facts.problems()
                    .add("latent attention with " + keys + " key heads for " + heads + " heads is not supported");
        }
        // Both are stated for the cache in newer GGUF files, and for a head in older ones.
        int cachedKey = facts.integer(Key.HEAD_DIM, 0);
        int cachedValue = facts.integer(Key.VALUE_DIM, 0);
        int rotary = facts.integer(folder ? Key.ROTARY_WIDTH : Key.ROTARY_DIM, folder ? 64 : 0);
        int plain =
                folder ? facts.integer(Key.PLAIN_WIDTH, 128) : facts.integer(Key.LATENT_KEY_WIDTH, cachedKey) - rotary;
        int value = folder ? facts.integer(Key.VALUE_WIDTH, 128) : facts.integer(Key.LATENT_VALUE_WIDTH, cachedValue);
        double longer = longerScores(facts, rope);
        return new Attention.Latent(
                heads,
                facts.integerOrNone(Key.QUERY_RANK, folder ? 1536 : 0),
                facts.integer(Key.KV_RANK, folder ? 512 : 0),
                plain,
                rotary,
                value,
                RotaryPairs.INTERLEAVED,
                LATENT_EPSILON,
                longer * longer / Math.sqrt(plain + rotary));
    }

    private static double longerScores(Facts facts, Rope rope) {
        if (!(rope.scaling() instanceof RopeScaling.Yarn yarn)) {
            return 1;
        }
        double logMultiplier = facts.number(Key.SCALING_LOG_MULTIPLIER, 0);
        if (logMultiplier != 0) {
            return RopeScaling.Yarn.usualAmplitude(yarn.factor(), 10 * logMultiplier);
        }
        double weight = facts.number(Key.SCALING_MSCALE_ALL, 0);
        boolean early = facts.outer("transformers_version")
                .map(version -> version.toString().startsWith("4."))
                .orElse(false);
        return ownCode(facts) || !early ? RopeScaling.Yarn.usualAmplitude(yarn.factor(), weight) : 1;
    }

    /** Whether the folder brings the models' own code. */
    private static boolean ownCode(Facts facts) {
        return facts.outer("auto_map.AutoModelForCausalLM").isPresent();
    }

    private static FeedForward experts(Facts facts) {
        boolean folder = facts.format() == Format.TRANSFORMERS;
        int experts = facts.integer(Key.EXPERTS, folder ? 64 : 0);
        int width = facts.integer(Key.EXPERT_INTERMEDIATE, folder ? 1407 : 0);
        int shared = facts.integer(Key.EXPERTS_SHARED, folder ? 2 : 0);
        facts.require(Key.EXPERT_EVERY, 1);
        facts.require(Key.EXPERT_SCORES, (Object) SOFTMAX);
        facts.require(Key.EXPERT_SCORES_NAMED, "softmax");
        boolean sumToOne = facts.flag(Key.EXPERT_SUM_TO_ONE, false);
        if (sumToOne && (ownCode(facts) || !folder)) {
            // The library's own class ignores this; the model's code does not.
            facts.problems().add("expert weights made to sum to 1 are not supported");
        }
        String choice = facts.text(Key.EXPERT_CHOICE, "greedy");
        int groups = facts.integer(Key.EXPERT_GROUPS, 1);
        int chosenGroups = facts.integer(Key.EXPERT_GROUPS_CHOSEN, groups);
        boolean grouped = folder ? choice.equals("group_limited_greedy") : groups > 1;
        if (!grouped && !choice.equals("greedy")) {
            facts.problems().add("choosing experts by " + choice + " is not supported");
        }
        return new FeedForward.Experts(
                experts,
                facts.integer(Key.EXPERTS_CHOSEN),
                width,
                Math.multiplyExact(shared, width),
                grouped ? groups : 1,
                grouped ? chosenGroups : 1,
                facts.number(Key.EXPERT_SCALE, 1));
    }
}
