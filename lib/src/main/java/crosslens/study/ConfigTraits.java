package crosslens.study;

import crosslens.checkpoint.ModelTraits;
import crosslens.decoder.Attention;
import crosslens.decoder.DecoderConfig;
import crosslens.decoder.FeedForward;
import crosslens.decoder.RopeScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Describes the arithmetic of a model that can be run. */
final class ConfigTraits {
    private ConfigTraits() {}

    /** The traits as they will be computed, defaults filled in; architecture and licence stay the files'. */
    static ModelTraits of(DecoderConfig config, ModelTraits files) {
        Attention attention = config.attention();
        boolean latent = attention instanceof Attention.Latent;
        return new ModelTraits(
                files.architecture(),
                OptionalLong.of(config.layers().size()),
                OptionalLong.of(attention.heads()),
                OptionalLong.of(attention.kvHeads()),
                OptionalLong.of(attention.keyWidth()),
                OptionalLong.of(config.hidden()),
                latent ? files.intermediate() : OptionalLong.of(inner(config)),
                OptionalLong.of(config.vocabulary()),
                OptionalLong.of(config.contextLength()),
                files.licence(),
                unusual(config));
    }

    private static long inner(DecoderConfig config) {
        return config.layers().get(0).feedForward() instanceof FeedForward.Gated gated ? gated.intermediate() : 0;
    }

    private static List<String> unusual(DecoderConfig config) {
        List<String> lines = new ArrayList<>();
        if (config.attention() instanceof Attention.Latent latent) {
            lines.add("latent attention (MLA): one vector of " + latent.keyWidth() + " cached a token"
                    + (latent.queryRank() > 0 ? ", queries compressed to " + latent.queryRank() : ""));
        } else {
            grouped(lines, (Attention.Grouped) config.attention());
        }
        if (config.finalSoftCap() > 0) {
            lines.add("soft-cap of logits " + plain(config.finalSoftCap()));
        }
        windows(lines, config);
        if (config.postNorms()) {
            lines.add("norms after attention and MLP too");
        }
        if (config.embeddingScale() != 1) {
            lines.add("embeddings times " + plain(config.embeddingScale()));
        }
        rotary(lines, config);
        mixtures(lines, config);
        if (config.tiedEmbeddings()) {
            lines.add("the head is the embedding matrix");
        }
        return lines;
    }

    private static void grouped(List<String> lines, Attention.Grouped attention) {
        if (attention.bias()) {
            lines.add(
                    "bias on queries, keys and values" + (attention.outputBias() ? ", and on attention's result" : ""));
        }
        if (attention.qkNorm()) {
            lines.add("norms of queries and keys");
        }
        double usual = 1 / Math.sqrt(attention.headDim());
        if (Math.abs(attention.scale() - usual) > 1e-9) {
            lines.add("scores times 1/√" + plain(1 / (attention.scale() * attention.scale())));
        }
        if (attention.softCap() > 0) {
            lines.add("soft-cap of scores " + plain(attention.softCap()));
        }
    }

    private static void windows(List<String> lines, DecoderConfig config) {
        config.layers().stream()
                .mapToInt(DecoderConfig.Layer::window)
                .filter(window -> window > 0)
                .distinct()
                .forEach(window -> lines.add("sliding window of " + window + " tokens in "
                        + config.layers().stream()
                                .filter(layer -> layer.window() == window)
                                .count()
                        + " of " + config.layers().size() + " layers"));
    }

    private static void rotary(List<String> lines, DecoderConfig config) {
        List<Double> bases = config.layers().stream()
                .map(layer -> layer.rope().theta())
                .distinct()
                .toList();
        if (bases.size() > 1) {
            lines.add("rotary bases "
                    + String.join(
                            " and ", bases.stream().map(ConfigTraits::plain).toList()));
        }
        config.layers().stream()
                .map(layer -> layer.rope().scaling())
                .distinct()
                .filter(scaling -> !(scaling instanceof RopeScaling.None))
                .forEach(scaling -> lines.add("rotary scaling: " + named(scaling)));
    }

    private static String named(RopeScaling scaling) {
        if (scaling instanceof RopeScaling.Linear linear) {
            return "linear, factor " + plain(linear.factor());
        }
        if (scaling instanceof RopeScaling.Llama3 llama) {
            return "llama3, factor " + plain(llama.factor());
        }
        if (scaling instanceof RopeScaling.Yarn yarn) {
            return "yarn, factor " + plain(yarn.factor());
        }
        return "a factor for each frequency";
    }

    private static void mixtures(List<String> lines, DecoderConfig config) {
        List<FeedForward.Experts> mixtures = config.layers().stream()
                .map(DecoderConfig.Layer::feedForward)
                .filter(FeedForward.Experts.class::isInstance)
                .map(FeedForward.Experts.class::cast)
                .toList();
        if (!mixtures.isEmpty()) {
            FeedForward.Experts e = mixtures.get(0);
            lines.add("mixture of " + e.experts() + " experts, " + e.chosen() + " a token, in " + mixtures.size()
                    + " layers" + (e.groups() > 1 ? ", from " + e.chosenGroups() + " of " + e.groups() + " groups" : "")
                    + (e.shared() > 0 ? ", beside a shared one" : ""));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
