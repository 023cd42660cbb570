package crosslens.decoder;

import java.util.Arrays;

/** Grouped-query decoders' arithmetic written out in plain float64 loops, one sequence at a time: what the fast one is compared with. */
public final class ReferenceDecoder {
    private final TinyCheckpoint weights;
    private final DecoderConfig config;
    private final Attention.Grouped attention;
    private Surrogate surrogate = Surrogate.NONE;

    public ReferenceDecoder(TinyCheckpoint weights, DecoderConfig config) {
        this.weights = weights;
        this.config = config;
        attention = (Attention.Grouped) config.attention();
    }

    /** h_0 to h_N, shape (N + 1, T, E). */
    public double[][][] hidden(int[] ids) {
        double[][][] all = new double[config.layers().size() + 1][][];
        all[0] = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            all[0][t] = Arrays.stream(row("token_embd.weight", ids[t]))
                    .map(x -> x * config.embeddingScale())
                    .toArray();
        }
        for (int layer = 0; layer < config.layers().size(); layer++) {
            all[layer + 1] = mlp(attention(all[layer], layer), layer);
        }
        return all;
    }

    /** The logit of a token after a row, computed on from what a layer's input would be, with what the surrogate holds constant. */
    double logit(double[][] hidden, int layer, Target target, Surrogate constants) {
        surrogate = constants;
        try {
            double[][] h = hidden;
            for (int i = layer; i < config.layers().size(); i++) {
                h = mlp(attention(h, i), i);
            }
            double[] z = head(h[target.row()]);
            return z[target.token()] - (target.against() == Target.NONE ? 0 : z[target.against()]);
        } finally {
            surrogate = Surrogate.NONE;
        }
    }

    /** Logits after the last token, shape (V). */
    public double[] logits(int[] ids) {
        return head(hidden(ids)[config.layers().size()][ids.length - 1]);
    }

    private double[] head(double[] row) {
        double[] last = norm(row, "output_norm.weight");
        return Arrays.stream(times(config.tiedEmbeddings() ? "token_embd.weight" : "output.weight", last))
                .map(logit -> capped(logit, config.finalSoftCap()))
                .toArray();
    }

    private double capped(double x, double cap) {
        double u = x / cap;
        return cap == 0 ? x : x * surrogate.constant(u == 0 ? 1 : Math.tanh(u) / u);
    }

    private double[] shared(double[] x, double alpha) {
        return Arrays.stream(x).map(value -> surrogate.share(value, alpha)).toArray();
    }

    private double[][] attention(double[][] h, int layer) {
        String block = "blk." + layer + ".";
        double[][] q = new double[h.length][];
        double[][] k = new double[h.length][];
        double[][] v = new double[h.length][];
        for (int t = 0; t < h.length; t++) {
            double[] x = norm(h[t], block + "attn_norm.weight");
            q[t] = shared(turned(times(block + "attn_q.weight", x), t, layer), 0.25);
            k[t] = shared(turned(times(block + "attn_k.weight", x), t, layer), 0.25);
            v[t] = shared(times(block + "attn_v.weight", x), 0.5);
        }
        double[][] out = new double[h.length][];
        for (int t = 0; t < h.length; t++) {
            out[t] = sum(
                    h[t],
                    times(
                            block + "attn_output.weight",
                            heads(q[t], k, v, t, config.layers().get(layer).window())));
        }
        return out;
    }

    private double[] heads(double[] q, double[][] k, double[][] v, int t, int window) {
        int width = attention.headDim();
        int from = window == 0 ? 0 : Math.max(0, t - window + 1);
        double[] all = new double[q.length];
        for (int head = 0; head < attention.heads(); head++) {
            int shared = head / (attention.heads() / attention.kvHeads());
            double[] weight = new double[t + 1];
            double total = 0;
            for (int s = from; s <= t; s++) {
                double score = 0;
                for (int d = 0; d < width; d++) {
                    score += q[head * width + d] * k[s][shared * width + d];
                }
                weight[s] = Math.exp(capped(score * attention.scale(), attention.softCap()));
                total += weight[s];
            }
            for (int s = from; s <= t; s++) {
                for (int d = 0; d < width; d++) {
                    all[head * width + d] += weight[s] / total * v[s][shared * width + d];
                }
            }
        }
        return all;
    }

    // Adjacent pairs of every head turn by position times frequency.
    private double[] turned(double[] x, int position, int layer) {
        Rope rope = config.layers().get(layer).rope();
        double[] frequencies = rope.scaling().frequencies(rope.theta(), attention.headDim());
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i += 2) {
            double angle = position * frequencies[i % attention.headDim() / 2];
            out[i] = x[i] * Math.cos(angle) - x[i + 1] * Math.sin(angle);
            out[i + 1] = x[i] * Math.sin(angle) + x[i + 1] * Math.cos(angle);
        }
        return out;
    }

    private double[][] mlp(double[][] h, int layer) {
        String block = "blk." + layer + ".";
        double[][] out = new double[h.length][];
        for (int t = 0; t < h.length; t++) {
            double[] x = norm(h[t], block + "ffn_norm.weight");
            double[] gate = times(block + "ffn_gate.weight", x);
            double[] up = times(block + "ffn_up.weight", x);
            for (int i = 0; i < gate.length; i++) {
                up[i] = surrogate.share(up[i] * gate[i] * surrogate.constant(slope(gate[i])), 0.5);
            }
            out[t] = sum(h[t], times(block + "ffn_down.weight", up));
        }
        return out;
    }

    // The activation of x divided by x.
    private double slope(double x) {
        return switch (config.activation()) {
            case SILU -> 1 / (1 + Math.exp(-x));
            case GELU_TANH -> 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case GELU -> throw new IllegalArgumentException("not written out here");
        };
    }

    private double[] norm(double[] x, String weight) {
        double mean = Arrays.stream(x).map(v -> v * v).sum() / x.length;
        double factor = surrogate.constant(1 / Math.sqrt(mean + config.normEpsilon()));
        double[] scale = row(weight, 0);
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] * factor * scale[i];
        }
        return out;
    }

    private double[] times(String matrix, double[] x) {
        float[] values = weights.values(matrix);
        double[] out = new double[values.length / x.length];
        for (int row = 0; row < out.length; row++) {
            for (int i = 0; i < x.length; i++) {
                out[row] += values[row * x.length + i] * x[i];
            }
        }
        return out;
    }

    private double[] row(String name, int row) {
        float[] values = weights.values(name);
        double[] out = new double[config.hidden()];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[row * out.length + i];
        }
        return out;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += b[i];
        }
        return out;
    }
}
