package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A recorded pass and the way back through it. It lives as long as the scope it was given. */
final class RelevancePass {
    private final Arithmetic model;
    private final TensorScope pass;
    private final Pack.Tree pack;
    private final GradientRule rule;
    private final NDArray targets;

    RelevancePass(Arithmetic model, TensorScope pass, Pack.Tree pack, List<Target> targets, GradientRule rule) {
        if (model.products() != Products.PLAIN) {
            throw new IllegalArgumentException(
                    "no gradient passes through oneDNN products: open the model with plain ones");
        }
        if (pack.slots().length > 0 || !pack.reaches().isEmpty()) {
            throw new IllegalArgumentException(
                    "relevance needs whole sequences that neither keep nor reach cached tokens");
        }
        this.model = model;
        this.pass = pass;
        this.pack = pack;
        this.rule = rule;
        this.targets = targets(targets);
    }

    private NDArray targets(List<Target> targets) {
        int[] runs = pack.runs();
        int vocabulary = model.config().vocabulary();
        BitSet explained = new BitSet();
        List<Long> flat = new ArrayList<>();
        for (Target target : targets) {
            if (target.row() >= pack.ids().length) {
                throw new IllegalArgumentException(
                        "target row " + target.row() + " is not in 0.." + (pack.ids().length - 1));
            }
            int highest = Math.max(target.token(), target.against());
            if (highest >= vocabulary) {
                throw new IllegalArgumentException("target token " + highest + " is not in 0.." + (vocabulary - 1));
            }
            int run = 0;
            while (runs[run + 1] <= target.row()) {
                run++;
            }
            if (explained.get(run)) {
                throw new IllegalArgumentException("two targets in the sequence that begins at row " + runs[run]
                        + ": their relevances would be added");
            }
            explained.set(run);
            flat.addAll(List.of((long) target.row(), (long) target.token(), (long) target.against()));
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("relevance needs a target");
        }
        return pass.longs(flat.stream().mapToLong(Long::longValue).toArray(), targets.size(), 3);
    }

    Relevance run(Recording recording) {
        return recording == Recording.WHOLE ? whole() : byLayer();
    }

    private Relevance whole() {
        LayerPass layers = new LayerPass(model, pass, pack, rule);
        List<NDArray> hidden = new ArrayList<>();
        hidden.add(TensorScope.leaf(layers.embeddings()));
        for (int i = 0; i < model.config().layers().size(); i++) {
            hidden.add(layers.layer(i, hidden.get(i)));
        }
        try (NDList numbers = explained(hidden.get(hidden.size() - 1))) {
            NDList derivatives = model.script().call(pass, "derivatives", hidden, numbers.get(0), pass.scalar(0));
            double[][] rows = new double[hidden.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = sums(hidden.get(i), derivatives.get(i));
            }
            return new Relevance(Arithmetic.doubles(numbers.get(1)), tokens(numbers), rows);
        }
    }

    private Relevance byLayer() {
        LayerPass values = new LayerPass(model, pass, pack, (KvCache) null);
        int last = model.config().layers().size();
        List<NDArray> hidden = new ArrayList<>();
        hidden.add(values.embeddings());
        for (int i = 0; i < last; i++) {
            hidden.add(values.layer(i, hidden.get(i)));
        }
        double[][] rows = new double[last + 1][];
        NDArray top = TensorScope.leaf(hidden.get(last));
        double[] numbers;
        int[] tokens;
        NDArray derivative;
        try (NDList explained = explained(top)) {
            numbers = Arithmetic.doubles(explained.get(1));
            tokens = tokens(explained);
            derivative = model.script()
                    .call(pass, "derivatives", List.of(top), explained.get(0), pass.scalar(0))
                    .singletonOrThrow();
        }
        rows[last] = sums(top, derivative);
        LayerPass recorded = new LayerPass(model, pass, pack, rule);
        for (int i = last - 1; i >= 0; i--) {
            hidden.remove(i + 1).close();
            NDArray input = TensorScope.leaf(hidden.get(i));
            try (NDArray output = recorded.layer(i, input);
                    NDArray weights = derivative) {
                derivative = model.script()
                        .call(pass, "pulled", input, output, weights)
                        .singletonOrThrow();
            }
            rows[i] = sums(input, derivative);
        }
        return new Relevance(numbers, tokens, rows);
    }

    private NDList explained(NDArray top) {
        Weights weights = model.weights();
        return model.script()
                .record(
                        pass,
                        "explained",
                        top,
                        targets,
                        weights.finalNorm(),
                        weights.head(),
                        model.ends().get(rule));
    }

    private static int[] tokens(NDList explained) {
        return Arrays.stream(explained.get(2).toLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    private double[] sums(NDArray hidden, NDArray derivative) {
        try (NDArray sums =
                model.script().call(pass, "relevance", hidden, derivative).singletonOrThrow()) {
            return Arithmetic.doubles(sums);
        }
    }
}
