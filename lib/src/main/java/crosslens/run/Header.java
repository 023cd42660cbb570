package crosslens.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What {@code run.json} holds.
 *
 * @param key as the file states it; {@link RunCheck} compares it to the spec's
 * @param info of the first opening
 */
record Header(String key, RunSpec spec, RunInfo info) {
    static final String PART = "run.json";
    /** Version of the folder's layout and of the lines in it. */
    static final int SCHEMA = 1;

    private static final int LONGEST = 1 << 20;

    static Header of(RunSpec spec, RunInfo info) {
        return new Header(spec.key(), spec, info);
    }

    static Header read(Storage storage, String folder) throws IOException {
        String where = folder + "/" + PART;
        try (InputStream in = storage.read(folder, PART)) {
            return read(in, where);
        }
    }

    static Header read(InputStream in, String where) throws IOException {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IOException(where + " is longer than " + LONGEST + " bytes: not the description of a run");
        }
        try {
            Fields fields = new Fields(Lines.parse(bytes), where);
            int schema = fields.integer("schema");
            if (schema != SCHEMA) {
                throw new IllegalArgumentException("schema " + schema + ", this Crosslens reads " + SCHEMA
                        + ": use the Crosslens that wrote the run");
            }
            Header header = new Header(
                    fields.text("key"), RunSpec.fromJson(fields.value("spec")), RunInfo.fromJson(fields.value("info")));
            fields.end();
            return header;
        } catch (IllegalArgumentException e) {
            throw new IOException(where + " cannot be used: " + e.getMessage(), e);
        }
    }

    void write(Storage storage, String folder) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", SCHEMA).put("key", key);
        json.set("spec", spec.toJson());
        json.set("info", info.toJson());
        byte[] bytes = JsonText.pretty(json).getBytes(StandardCharsets.UTF_8);
        storage.write(folder, PART, new ByteArrayInputStream(bytes));
    }
}
