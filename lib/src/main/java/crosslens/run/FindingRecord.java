package crosslens.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One stored finding: small values in a line, matrices in the file beside it. It holds no time, so that findings made twice are the same.
 *
 * @param id the item's, or the group's
 * @param values anything JSON can hold; its meaning is the analysis' own
 * @param blocks where the matrices lie, by name
 */
public record FindingRecord(String id, ObjectNode values, Map<String, Block> blocks) {
    public FindingRecord {
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("a finding needs the id of its item");
        }
        values = values.deepCopy();
        requireFinite(id, values);
        blocks = Collections.unmodifiableMap(new TreeMap<>(blocks));
    }

    @Override
    public ObjectNode values() {
        return values.deepCopy();
    }

    /** The finding as one line of UTF-8, newline included. */
    byte[] toLine() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id);
        json.set("values", values);
        ObjectNode places = json.putObject("blocks");
        blocks.forEach((name, block) -> places.putObject(name)
                .put("offset", block.offset())
                .put("rows", block.rows())
                .put("columns", block.columns())
                .put("type", RunSpec.label(block.type())));
        byte[] line = (JsonText.line(json) + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > JsonText.LONGEST_LINE) {
            throw new IllegalArgumentException("the finding on " + JsonText.quote(id) + " fills " + line.length
                    + " bytes; a line holds " + JsonText.LONGEST_LINE);
        }
        return line;
    }

    static FindingRecord fromJson(JsonNode json) {
        Fields fields = new Fields(json, "a finding");
        Map<String, Block> blocks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : fields.value("blocks").properties()) {
            Fields block = new Fields(entry.getValue(), "a block");
            blocks.put(
                    entry.getKey(),
                    new Block(
                            block.longInteger("offset"),
                            block.integer("rows"),
                            block.integer("columns"),
                            RunSpec.constant(Block.Type.class, block.text("type"))));
            block.end();
        }
        if (!(fields.value("values") instanceof ObjectNode values)) {
            throw new IllegalArgumentException("field 'values' of a finding must be an object");
        }
        FindingRecord finding = new FindingRecord(fields.text("id"), values, blocks);
        fields.end();
        return finding;
    }

    private static void requireFinite(String id, JsonNode node) {
        if (node.isDouble() || node.isFloat()) {
            if (!Double.isFinite(node.doubleValue())) {
                throw new IllegalArgumentException("the finding on " + JsonText.quote(id) + " holds " + node
                        + ", which JSON cannot: store null where there is no number");
            }
        }
        node.forEach(child -> requireFinite(id, child));
    }

    /**
     * Place and shape of a matrix in the binary file of the same shard.
     *
     * @param offset of the block's header, in bytes
     */
    public record Block(long offset, int rows, int columns, Type type) {
        static final int HEADER = 24;

        /** How a number is stored: IEEE 754, little-endian. */
        public enum Type {
            F32(4),
            F64(8);

            private final int bytes;

            Type(int bytes) {
                this.bytes = bytes;
            }

            int bytes() {
                return bytes;
            }
        }

        public Block {
            if (offset < 0 || rows < 1 || columns < 1 || (long) rows * columns > Integer.MAX_VALUE / 8 - HEADER) {
                throw new IllegalArgumentException(
                        "no block of " + rows + " rows and " + columns + " columns at byte " + offset);
            }
        }

        /** Bytes of the numbers. */
        int payload() {
            return rows * columns * type.bytes();
        }

        /** Where the block ends. */
        long end() {
            return offset + HEADER + payload();
        }
    }
}
