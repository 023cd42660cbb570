package crosslens.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import crosslens.tensor.TensorScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** A recorded pass and the way back through it. It lives as long as the scope it was given. */
final class RelevancePass {
    private final Arithmetic model;
    private final TensorScope pass;
    private final Pack.Tree pack;
    private final GradientRule rule;
    private final NDArray targets;

    RelevancePass(Arithmetic model, TensorScope pass, Pack.Tree pack, List<Target> targets, GradientRule rule) {
        if (!model.products().differentiable()) {
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

    /** By the engine's differentiation. */
    Relevance recorded(Recording recording) {
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
        List<NDArray> hidden = new ArrayList<>();
        hidden.add(values.embeddings());
        for (int i = 0; i < model.config().layers().size(); i++) {
            hidden.add(values.layer(i, hidden.get(i)));
        }
        LayerPass recorded = new LayerPass(model, pass, pack, rule);
        return back(hidden, (i, derivative) -> {
            NDArray input = TensorScope.leaf(hidden.get(i));
            try (NDArray output = recorded.layer(i, input)) {
                return model.script()
                        .call(pass, "pulled", input, output, derivative)
                        .singletonOrThrow();
            }
        });
    }

    /** By {@link PlainLayers}. */
    Relevance writtenOut(Recording recording) {
        PlainLayers layers = new PlainLayers(model, pass, pack, recording);
        List<NDArray> hidden = new ArrayList<>();
        Deque<NDList> kept = new ArrayDeque<>();
        hidden.add(new LayerPass(model, pass, pack, (KvCache) null).embeddings());
        for (int i = 0; i < model.config().layers().size(); i++) {
            NDList results = layers.forth(i, hidden.get(i));
            hidden.add(results.get(0));
            if (recording == Recording.WHOLE) {
                kept.push(results);
            } else {
                closeRest(results);
            }
        }
        return back(hidden, (i, derivative) -> {
            NDList results = recording == Recording.WHOLE ? kept.pop() : layers.forth(i, hidden.get(i));
            NDArray next = layers.back(i, derivative, hidden.get(i), results);
            results.close();
            return next;
        });
    }

    private static void closeRest(NDList results) {
        results.subList(1, results.size()).forEach(NDArray::close);
    }

    /** The derivative with respect to a layer's input from the one with respect to its output. */
    @FunctionalInterface
    private interface StepBack {
        NDArray through(int layer, NDArray derivative);
    }

    /** Goes back from the targets to the embeddings; closes each layer's output once it is no longer needed. */
    private Relevance back(List<NDArray> hidden, StepBack step) {
        int last = hidden.size() - 1;
        double[][] rows = new double[last + 1][];
        NDArray top = TensorScope.leaf(hidden.get(last));
        try (NDList explained = explained(top)) {
            NDArray derivative = model.script()
                    .call(pass, "derivatives", List.of(top), explained.get(0), pass.scalar(0))
                    .singletonOrThrow();
            rows[last] = sums(top, derivative);
            for (int i = last - 1; i >= 0; i--) {
                hidden.get(i + 1).close();
                try (NDArray outer = derivative) {
                    derivative = step.through(i, outer);
                }
                rows[i] = sums(hidden.get(i), derivative);
            }
            return new Relevance(Arithmetic.doubles(explained.get(1)), tokens(explained), rows);
        }
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
