package crosslens.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.judge.Judge;
import crosslens.judge.LabelledAnswer;
import crosslens.judge.Vote;
import crosslens.lm.StopRule;
import crosslens.prompt.Cell;
import crosslens.prompt.Style;
import crosslens.run.FindingRecord;
import crosslens.run.FindingSpec;
import crosslens.run.FindingStore;
import crosslens.run.RunSpec;
import crosslens.run.StoredFindings;
import crosslens.text.Language;
import crosslens.text.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Votes of judges as findings: one folder for each run, judge and prompt, one record a vote. More votes are added to those that are there. */
final class JudgeStore {
    private static final int SHORT = 12;

    private final List<FindingStore> stores;

    /** @param stores the first takes new votes, the others are read alone */
    JudgeStore(List<FindingStore> stores) {
        this.stores = List.copyOf(stores);
    }

    /** Where new votes go. */
    FindingStore writable() {
        return stores.get(0);
    }

    /**
     * The votes of one judge on one run (or on the labelled answers).
     *
     * @param judge its name as shown
     * @param key tells judges apart: fingerprint, arithmetic, style and prompt
     * @param prompt hash of the texts it was given
     * @param run key of the run
     * @param votes by {@link #recordId}
     */
    record Votes(String judge, String key, String prompt, String run, Map<String, Vote> votes) {}

    /** What determines a judge's votes on a run. */
    static FindingSpec spec(Judge judge, RunSpec run) {
        return FindingSpec.of(
                FindingSpec.Kind.JUDGEMENT,
                run,
                Map.of(
                        "judge",
                        judge.model().card().fingerprint(),
                        "arithmetic",
                        judge.model().card().dtype(),
                        "style",
                        judge.style().name().toLowerCase(Locale.ROOT),
                        "prompt",
                        judge.prompt().sha256()));
    }

    /** A spec that stands for the labelled answers where another names a run. */
    static RunSpec labels() throws IOException {
        String sha = LabelledAnswer.sha256();
        Cell cell = new Cell(Language.EN, Language.EN, 0, "labels", Style.RAW);
        return new RunSpec("labels", sha, sha, cell, List.of(), "labels", Map.of(), "", StopRule.NEWLINE, 1, "none", 1);
    }

    /** A vote's name: the item, the vote's number, and what was judged, so that a vote on another answer to the same question is never taken for one on this. */
    static String recordId(String item, int turn, String raw) {
        return item + "#" + turn + "#" + Sha256.of(raw).substring(0, SHORT);
    }

    static ObjectNode values(Vote vote, String judge) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.put("judge", judge)
                .put("item", vote.id())
                .put("turn", vote.turn())
                .put("reply", vote.reply());
        return values.put("class", vote.verdict().map(type -> type.label()).orElse("unjudged"));
    }

    /** All votes of all judges. */
    List<Votes> read() throws IOException {
        Map<String, Votes> all = new LinkedHashMap<>();
        for (FindingStore store : stores) {
            for (StoredFindings findings : store.list()) {
                if (findings.spec().kind() == FindingSpec.Kind.JUDGEMENT) {
                    Votes votes = read(findings);
                    all.putIfAbsent(findings.spec().key(), votes);
                }
            }
        }
        return new ArrayList<>(all.values());
    }

    private static Votes read(StoredFindings findings) throws IOException {
        Map<String, Vote> votes = new LinkedHashMap<>();
        String name = "";
        for (FindingRecord record : findings.records()) {
            JsonNode values = record.values();
            name = values.path("judge").asText();
            String item = values.path("item").asText();
            votes.put(
                    record.id(),
                    Vote.of(
                            item,
                            values.path("turn").asInt(),
                            values.path("reply").asText()));
        }
        Map<String, ?> settings = findings.spec().settings();
        return new Votes(
                name,
                settings.toString(),
                String.valueOf(settings.get("prompt")),
                findings.spec().run().key(),
                votes);
    }
}
