package crosslens.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import crosslens.run.FindingRecord.Block;
import crosslens.similarity.GroupSums;
import crosslens.similarity.SimilaritySums;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The sums of a similarity run as findings: one record a group of paragraphs, stored when the group is complete. */
public final class SimilarityFindings {
    private static final String COSINES = "cosines";
    private static final String DIRECTIONS = "directions";

    private SimilarityFindings() {}

    /** Id of a group's record; those of 0 … 19 sort by number. */
    public static String id(int group) {
        return String.format(Locale.ROOT, "group-%02d", group);
    }

    /** Stores a complete group; an empty one too, so that a resumed run does not look for it again. */
    public static void append(FindingRun run, int group, GroupSums sums) throws IOException {
        ObjectNode values =
                JsonNodeFactory.instance.objectNode().put("group", group).put("samples", sums.samples());
        sums.paragraphs().forEach(values.putArray("paragraphs")::add);
        run.append(
                id(group),
                values,
                Map.of(COSINES, new double[][] {sums.cosines()}, DIRECTIONS, sums.directions()),
                Block.Type.F64);
    }

    /**
     * The sums of all groups that are stored.
     *
     * @throws IOException if a record is damaged or there is none
     */
    public static SimilaritySums read(StoredFindings findings) throws IOException {
        SimilaritySums sums = null;
        for (FindingRecord record : findings.records()) {
            double[][] directions = findings.matrix(record, DIRECTIONS);
            double[] cosines = findings.matrix(record, COSINES)[0];
            sums = sums == null ? new SimilaritySums(directions.length, directions[0].length) : sums;
            try {
                Fields fields = new Fields(record.values(), "the group");
                SortedSet<Integer> paragraphs = new TreeSet<>(fields.integers("paragraphs"));
                GroupSums group = new GroupSums(fields.longInteger("samples"), paragraphs, cosines, directions);
                sums.put(fields.integer("group"), group);
                fields.end();
            } catch (IllegalArgumentException e) {
                throw new IOException(findings.name() + ": " + record.id() + " cannot be used: " + e.getMessage(), e);
            }
        }
        if (sums == null) {
            throw new IOException(findings.name() + " holds no group yet");
        }
        return sums;
    }
}
