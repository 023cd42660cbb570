package crosslens.study;

import crosslens.data.CrossItem;
import crosslens.prompt.Prompt;
import crosslens.run.FindingRecord;
import crosslens.run.FindingStore;
import crosslens.run.StoredFindings;
import crosslens.study.RelevanceFinding.Outcome;
import crosslens.token.Encoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An explained prompt.
 *
 * @param values relevance of the embeddings and of every layer's output, shape (layers + 1, T)
 */
record ExplainedItem(CrossItem item, Prompt prompt, Encoding tokens, RelevanceFinding finding, double[][] values) {
    /** The explained ones of a task's items, in their order. */
    static List<ExplainedItem> of(Model model, RelevancePlan plan, List<FindingStore> stores, FindingTask task)
            throws IOException {
        List<ExplainedItem> all = new ArrayList<>();
        Optional<StoredFindings> stored = FindingLookup.find(stores, task.spec());
        if (stored.isEmpty()) {
            return all;
        }
        Map<String, FindingRecord> records = new HashMap<>();
        stored.get().records().forEach(record -> records.put(record.id(), record));
        for (CrossItem item : task.answers().wanted()) {
            FindingRecord record = records.get(item.id());
            if (record == null) {
                continue;
            }
            RelevanceFinding finding = RelevanceFinding.of(record, stored.get().name());
            if (finding.outcome() == Outcome.EXPLAINED) {
                Prompt prompt = model.render(
                        task.answers().prompts().build(item),
                        task.answers().cell().style(),
                        plan.prefix());
                double[][] values = stored.get().matrix(record, RelevanceFinding.MATRIX);
                all.add(new ExplainedItem(item, prompt, model.tokens(prompt).orElseThrow(), finding, values));
            }
        }
        return all;
    }
}
