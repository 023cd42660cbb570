package crosslens.study;

import crosslens.attribute.Subset;
import crosslens.data.CrossItem;
import crosslens.local.LocalModel;
import crosslens.prompt.PartKind;
import crosslens.prompt.PartTokens;
import crosslens.prompt.Prompt;
import crosslens.similarity.Pooling;
import crosslens.similarity.SimilarityPart;
import crosslens.token.Encoding;
import crosslens.walk.PooledWalk;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/** Makes prompts and finds in them the tokens whose hidden states are pooled. */
final class SimilarityPrompts {
    private final LocalModel model;
    private final SimilarityPlan plan;
    private final Map<Subset, SortedSet<String>> subsets;

    SimilarityPrompts(LocalModel model, SimilarityPlan plan, Map<Subset, SortedSet<String>> subsets) {
        this.model = model;
        this.plan = plan;
        this.subsets = subsets;
    }

    /**
     * What is compared across languages.
     *
     * @param item id of the item; empty for a context, which the questions of its paragraph share
     */
    record Unit(SimilarityPart part, int paragraph, String item) {}

    /**
     * A prompt that is to be read.
     *
     * @param units what its pooled parts stand for, in their order; none if an earlier prompt has them all
     */
    record Reading(Answering.Task task, CrossItem item, PooledWalk.Sample sample, List<Unit> units) {
        /** The same prompt with some of its parts. */
        Reading only(Predicate<Unit> which) {
            List<Unit> some = new ArrayList<>();
            List<BitSet> parts = new ArrayList<>();
            for (int i = 0; i < units.size(); i++) {
                if (which.test(units.get(i))) {
                    some.add(units.get(i));
                    parts.add(sample.parts().get(i));
                }
            }
            return new Reading(task, item, new PooledWalk.Sample(sample.ids(), parts), some);
        }
    }

    /** An encoded prompt. */
    record Encoded(CrossItem item, Prompt prompt, Encoding tokens) {}

    /** The prompts that the model's context has room for; the others are left out, and whoever counts samples sees it. */
    List<Encoded> encode(Answering.Task task, List<CrossItem> items) {
        List<Encoded> fitting = new ArrayList<>();
        for (CrossItem item : items) {
            Prompt prompt = model.render(
                    task.prompts().build(item),
                    task.cell().style(),
                    plan.prompts().answerPrefix());
            Encoding tokens = model.tokenizer().encode(prompt);
            if (tokens.size() < model.card().contextLength()) {
                fitting.add(new Encoded(item, prompt, tokens));
            }
        }
        return fitting;
    }

    /**
     * The prompts with their parts. The context of a paragraph is looked at in the first of its prompts.
     *
     * @throws IllegalArgumentException naming an item that has no token of a part
     */
    List<Reading> readings(Answering.Task task, List<Encoded> encoded) {
        List<Reading> readings = new ArrayList<>();
        Set<Integer> contexts = new HashSet<>();
        for (Encoded one : encoded) {
            Map<PartKind, BitSet> tokens = PartTokens.find(
                    one.prompt(), one.tokens().starts(), one.tokens().ends());
            List<Unit> units = new ArrayList<>();
            List<BitSet> parts = new ArrayList<>();
            int paragraph = one.item().paragraph();
            for (SimilarityPart part : plan.parts()) {
                if (part != SimilarityPart.CONTEXT || contexts.add(paragraph)) {
                    units.add(new Unit(
                            part,
                            paragraph,
                            part == SimilarityPart.CONTEXT ? "" : one.item().id()));
                    parts.add(pooled(one, part, tokens));
                }
            }
            readings.add(new Reading(
                    task, one.item(), new PooledWalk.Sample(one.tokens().ids(), parts), units));
        }
        return readings;
    }

    private BitSet pooled(Encoded one, SimilarityPart part, Map<PartKind, BitSet> tokens) {
        BitSet all = switch (part) {
            case QUESTION -> tokens.get(PartKind.QUESTION);
            case CONTEXT -> tokens.get(PartKind.CONTEXT);
            case LAST -> single(one.tokens().size() - 1);
        };
        if (all.isEmpty()) {
            throw new IllegalArgumentException("item " + one.item().id() + " has no token of its " + part + " in "
                    + one.item().contextLanguage() + "-" + one.item().questionLanguage()
                    + ": there is nothing to pool");
        }
        return plan.pooling() == Pooling.LAST ? single(all.length() - 1) : all;
    }

    private static BitSet single(int token) {
        BitSet bits = new BitSet();
        bits.set(token);
        return bits;
    }

    /** The subsets a unit belongs to, a context's by any of the prompts given. */
    Set<Subset> subsetsOf(Unit unit, List<Encoded> encoded) {
        Set<Subset> of = EnumSet.noneOf(Subset.class);
        subsets.forEach((subset, ids) -> {
            boolean in = unit.part() == SimilarityPart.CONTEXT
                    ? encoded.stream()
                            .map(Encoded::item)
                            .anyMatch(item -> item.paragraph() == unit.paragraph() && ids.contains(item.id()))
                    : ids.contains(unit.item());
            if (in) {
                of.add(subset);
            }
        });
        return of;
    }
}
