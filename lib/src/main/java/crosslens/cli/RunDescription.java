package crosslens.cli;

import crosslens.run.RunInfo;
import crosslens.run.RunSpec;
import crosslens.run.Storage;
import crosslens.run.StoredFindings;
import crosslens.run.StoredRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What determines a stored run, or stored findings, and how they came to be: names and values for people. */
record RunDescription(Map<String, Object> facts) {
    static RunDescription of(StoredRun run) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run.name());
        facts.put("key", run.key());
        addSpec(facts, run.spec(), run.info());
        addCircumstances(facts, run.info());
        facts.put("answers", run.answers() + " in " + run.bytes() + " bytes");
        return new RunDescription(facts);
    }

    static RunDescription of(StoredFindings findings) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("findings", findings.name());
        facts.put("key", findings.spec().key());
        facts.put(
                "analysis",
                findings.spec().kind() + ", version " + findings.spec().analysisVersion());
        facts.put("its settings", findings.spec().settings());
        facts.put("key of the run", findings.spec().run().key());
        addSpec(facts, findings.spec().run(), findings.info());
        addCircumstances(facts, findings.info());
        List<Storage.Part> parts = findings.parts();
        facts.put(
                "records",
                findings.size() + " in "
                        + parts.stream().mapToLong(Storage.Part::bytes).sum() + " bytes");
        return new RunDescription(facts);
    }

    private static void addSpec(Map<String, Object> facts, RunSpec spec, RunInfo info) {
        facts.put("model", info.model() + ", fingerprint " + spec.fingerprint());
        facts.put("data", info.dataset() + ", context " + spec.contextData() + ", question " + spec.questionData());
        facts.put("demonstrations", spec.demonstrations());
        facts.put("wording", spec.wording());
        facts.put("template arguments", spec.templateArguments());
        facts.put("answer prefix", "\"" + spec.answerPrefix() + "\"");
        facts.put("stop", spec.stop().name().toLowerCase(Locale.ROOT) + ", at most " + spec.maxTokens() + " tokens");
        facts.put("arithmetic", spec.dtype() + ", results version " + spec.resultsVersion());
    }

    private static void addCircumstances(Map<String, Object> facts, RunInfo info) {
        facts.put("made by", "crosslens " + info.codeVersion() + " on " + info.machine() + ", " + info.device());
        facts.put("created", info.created());
    }

    /** Prints one fact a line, harmless on a terminal. */
    void print() {
        facts.forEach((name, value) -> System.out.printf("%-20s %s%n", name, Terminal.safe(String.valueOf(value))));
    }
}
