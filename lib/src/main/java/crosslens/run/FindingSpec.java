package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.text.Sha256;
import java.util.Map;

/**
 * Everything that determines the findings of an analysis, and nothing else: the run it looks into and the analysis' own settings.
 *
 * @param run model, data, cell and prompt, as for answers
 * @param settings of the analysis by name: texts, booleans and whole numbers; a fraction is written as a text, e.g. {@code 0.95}. What changes a stored number
 *     belongs here (target, baseline, pooling, rules), what is computed when findings are read (scales, shares) does not
 * @param analysisVersion the kit's own, see {@link #ANALYSIS_VERSION}
 */
public record FindingSpec(Kind kind, RunSpec run, Map<String, ?> settings, int analysisVersion) {
    /** Raised by hand whenever a change of the kit changes findings. */
    public static final int ANALYSIS_VERSION = 1;

    /** Which analysis. */
    public enum Kind {
        /** Drops of log-probability by removed segment, a record an item. */
        ORACLE,
        /** Relevance by layer and token, a record an item, the matrix beside it. */
        RELEVANCE,
        /** Sums of unit vectors, a record a group of paragraphs, the sums beside it. */
        SIMILARITY,
        /** Votes of a judge on answers, a record a vote. */
        JUDGEMENT;

        @Override
        public String toString() {
            return RunSpec.label(this);
        }
    }

    public FindingSpec {
        if (kind == null || run == null || analysisVersion < 1) {
            throw new IllegalArgumentException(
                    "findings need their kind, their run and a version of 1 or more, not " + analysisVersion);
        }
        settings = RunSpec.scalars(settings);
    }

    /** The spec under this kit's version. */
    public static FindingSpec of(Kind kind, RunSpec run, Map<String, ?> settings) {
        return new FindingSpec(kind, run, settings, ANALYSIS_VERSION);
    }

    /** The identity of the findings: SHA-256 in hex of the spec's canonical JSON. */
    public String key() {
        return Sha256.of(JsonText.canonical(toJson()));
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("kind", kind.toString());
        json.set("run", run.toJson());
        ObjectNode values = json.putObject("settings");
        settings.forEach((name, value) -> RunSpec.put(values, name, value));
        return json.put("analysisVersion", analysisVersion);
    }

    static FindingSpec fromJson(JsonNode json) {
        Fields fields = new Fields(json, "the spec of findings");
        FindingSpec spec = new FindingSpec(
                RunSpec.constant(Kind.class, fields.text("kind")),
                RunSpec.fromJson(fields.value("run")),
                fields.scalars("settings"),
                fields.integer("analysisVersion"));
        fields.end();
        return spec;
    }
}
