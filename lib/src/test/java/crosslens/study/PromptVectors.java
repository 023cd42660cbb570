package crosslens.study;

import static org.assertj.core.api.Assertions.within;

import crosslens.data.CrossItem;
import crosslens.decoder.Pack;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import crosslens.similarity.Pooling;
import crosslens.similarity.SimilarityPart;
import crosslens.tensor.TensorScope;
import crosslens.token.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hidden states of whole prompts read alone, and what the definitions say of them. */
final class PromptVectors {
    static final int LAYERS = 3;
    private static final int WIDTH = 24;

    private PromptVectors() {}

    /** One vector a sample, by part, each of shape (layers, E), from the whole prompt read alone. A paragraph gives one context. */
    static Map<SimilarityPart, List<double[][]>> of(Model model, SimilarityPlan plan, Answering.Task task)
            throws IOException {
        Map<SimilarityPart, List<double[][]>> vectors = new HashMap<>();
        for (SimilarityPart part : SimilarityPart.values()) {
            vectors.put(part, new ArrayList<>());
        }
        int paragraph = -1;
        for (CrossItem item : task.wanted()) {
            Prompt prompt = task.prompts().build(item).raw("Answer:");
            Encoding tokens = model.tokens(prompt).orElseThrow();
            double[][][] hidden = hidden(model, tokens.ids());
            Map<PartKind, BitSet> parts = PartTokens.find(prompt, tokens.starts(), tokens.ends());
            vectors.get(SimilarityPart.QUESTION).add(mean(hidden, parts.get(PartKind.QUESTION), plan.pooling()));
            BitSet last = new BitSet();
            last.set(tokens.size() - 1);
            vectors.get(SimilarityPart.LAST).add(mean(hidden, last, Pooling.MEAN));
            if (item.paragraph() != paragraph) {
                vectors.get(SimilarityPart.CONTEXT).add(mean(hidden, parts.get(PartKind.CONTEXT), plan.pooling()));
            }
            paragraph = item.paragraph();
        }
        return vectors;
    }

    private static double[][][] hidden(Model model, int[] ids) {
        double[][][] hidden = new double[LAYERS][ids.length][WIDTH];
        var decoder = model.local().decoder();
        try (TensorScope pass = decoder.scope()) {
            decoder.forward(pass, Pack.Tree.single(ids), null, (layer, h) -> {
                Number[] flat = h.toArray();
                for (int i = 0; i < flat.length; i++) {
                    hidden[layer][i / WIDTH][i % WIDTH] = flat[i].doubleValue();
                }
            });
        }
        return hidden;
    }

    private static double[][] mean(double[][][] hidden, BitSet tokens, Pooling pooling) {
        double[][] mean = new double[LAYERS][WIDTH];
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int token = 0; token < hidden[layer].length; token++) {
                boolean counts = pooling == Pooling.MEAN ? tokens.get(token) : token == tokens.length() - 1;
                for (int d = 0; d < WIDTH && counts; d++) {
                    mean[layer][d] += hidden[layer][token][d] / (pooling == Pooling.MEAN ? tokens.cardinality() : 1);
                }
            }
        }
        return mean;
    }

    /** S by its definition: cosines of the same samples over cosines of all different ones. */
    static double similarity(List<double[][]> english, List<double[][]> other, int layer) {
        int k = other.size();
        double cross = 0;
        double within = 0;
        for (int i = 0; i < k; i++) {
            cross += cosine(english.get(i)[layer], other.get(i)[layer]) / k;
            for (int j = 0; j < i; j++) {
                within += cosine(other.get(i)[layer], other.get(j)[layer]) / (k * (k - 1) / 2.0);
            }
        }
        return cross / within;
    }

    private static double cosine(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int d = 0; d < a.length; d++) {
            ab += a[d] * b[d];
            aa += a[d] * a[d];
            bb += b[d] * b[d];
        }
        return ab / Math.sqrt(aa) / Math.sqrt(bb);
    }

    /** One layer of every sample, shape (K, E). */
    static float[][] layer(List<double[][]> samples, int layer) {
        float[][] rows = new float[samples.size()][WIDTH];
        for (int i = 0; i < rows.length; i++) {
            for (int d = 0; d < WIDTH; d++) {
                rows[i][d] = (float) samples.get(i)[layer][d];
            }
        }
        return rows;
    }
}
