package crosslens.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What stands before the tensors of a GGUF file, checked: every tensor lies whole inside the file.
 *
 * @param metadata in the file's order
 * @param tensors by name, in the file's order
 */
record GgufHeader(Map<String, Object> metadata, Map<String, Tensor> tensors) {
    private static final int MAGIC = 0x46554747; // "GGUF", little endian
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int MOST_DIMENSIONS = 4;

    /**
     * Where a tensor's bytes are.
     *
     * @param start byte of the file
     * @param blocks number of blocks of {@code type}
     */
    record Tensor(TensorInfo info, GgufType type, long start, long blocks) {}

    GgufHeader {
        metadata = Collections.unmodifiableMap(metadata);
        tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Parses and checks a header.
     *
     * @param head the file from its first byte, as much of it as fits a buffer
     * @param fileBytes size of the whole file
     * @throws IOException if the file is no GGUF of version 2 or 3, holds a tensor type that is not supported, or is damaged
     */
    static GgufHeader parse(Path file, ByteBuffer head, long fileBytes) throws IOException {
        GgufCursor in = new GgufCursor(file, head);
        checkVersion(file, head, in);
        int tensorCount = in.count("the number of tensors", 24);
        int pairCount = in.count("the number of metadata entries", 13);

        Map<String, Object> metadata = new LinkedHashMap<>();
        for (int i = 0; i < pairCount; i++) {
            String key = in.string("metadata key " + i);
            if (metadata.put(key, in.value(key)) != null) {
                throw in.damaged("metadata key " + key + " stands there twice");
            }
        }
        long alignment = alignment(in, metadata);

        Map<String, Tensor> relative = new LinkedHashMap<>();
        for (int i = 0; i < tensorCount; i++) {
            Tensor tensor = tensor(in, i);
            if (relative.put(tensor.info().name(), tensor) != null) {
                throw in.damaged("tensor " + tensor.info().name() + " stands there twice");
            }
        }
        long dataStart = (in.position() + alignment - 1) / alignment * alignment;
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Tensor tensor : relative.values()) {
            tensors.put(tensor.info().name(), placed(file, tensor, dataStart, alignment, fileBytes));
        }
        return new GgufHeader(metadata, tensors);
    }

    private static void checkVersion(Path file, ByteBuffer head, GgufCursor in) throws IOException {
        if (in.remaining() < 8 || in.int32("the magic number") != MAGIC) {
            byte[] first = new byte[Math.min(head.limit(), FileKind.ENOUGH_BYTES)];
            head.get(0, first);
            throw new IOException("Not a GGUF file: " + file + " does not begin with the letters GGUF"
                    + FileKind.of(first).map(kind -> "; it is " + kind).orElse(""));
        }
        int version = in.int32("the version");
        if (version != 2 && version != 3) {
            String found = Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3
                    ? "is big-endian"
                    : "is of version " + Integer.toUnsignedString(version);
            throw new IOException("Cannot read GGUF file " + file + ": it " + found
                    + "; supported are versions 2 and 3, little-endian. Convert the model anew with a current tool");
        }
    }

    private static long alignment(GgufCursor in, Map<String, Object> metadata) throws IOException {
        Object value = metadata.getOrDefault("general.alignment", (long) DEFAULT_ALIGNMENT);
        if (!(value instanceof Long alignment) || alignment <= 0 || Long.bitCount(alignment) != 1) {
            throw in.damaged("general.alignment must be a power of two, not " + value);
        }
        return alignment;
    }

    private static Tensor tensor(GgufCursor in, int index) throws IOException {
        String name = in.string("the name of tensor " + index);
        String what = "tensor " + name;
        int dimensions = in.int32("the number of dimensions of " + what);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw in.damaged(what + " has " + Integer.toUnsignedString(dimensions) + " dimensions; 1 to "
                    + MOST_DIMENSIONS + " are possible");
        }
        long[] innermostFirst = new long[dimensions];
        long values = 1;
        for (int d = 0; d < dimensions; d++) {
            long size = in.unsigned64("dimension " + d + " of " + what);
            if (size == 0 || values > Long.MAX_VALUE / size) {
                throw in.damaged(what + " has an impossible dimension " + d + ": " + size);
            }
            innermostFirst[d] = size;
            values *= size;
        }
        GgufType type = type(in, what);
        if (innermostFirst[0] % type.blockValues() != 0) {
            throw in.damaged(what + " has rows of " + innermostFirst[0] + " values, which are no whole blocks of "
                    + type.blockValues() + " (" + type + ")");
        }
        long offset = in.unsigned64("the offset of " + what);
        List<Long> shape = IntStream.range(0, dimensions)
                .mapToObj(d -> innermostFirst[dimensions - 1 - d])
                .toList();
        return new Tensor(new TensorInfo(name, shape, type.name()), type, offset, values / type.blockValues());
    }

    private static GgufType type(GgufCursor in, String what) throws IOException {
        int code = in.int32("the type of " + what);
        return GgufType.of(code)
                .orElseThrow(() -> in.damaged(what + " is of the tensor type with number "
                        + Integer.toUnsignedString(code) + ", which cannot be read; readable are "
                        + List.of(GgufType.values())));
    }

    private static Tensor placed(Path file, Tensor tensor, long dataStart, long alignment, long fileBytes)
            throws IOException {
        String problem = null;
        if (tensor.start() % alignment != 0) {
            problem = "its offset " + tensor.start() + " is no multiple of the alignment " + alignment;
        } else if (tensor.start() > fileBytes - dataStart
                || tensor.blocks()
                        > (fileBytes - dataStart - tensor.start())
                                / tensor.type().blockBytes()) {
            problem = "its " + tensor.blocks() + " blocks of " + tensor.type().blockBytes() + " bytes at offset "
                    + tensor.start() + " of the data (byte " + dataStart + ") go beyond the end of the file at "
                    + fileBytes + "; is the download complete?";
        }
        if (problem != null) {
            throw new IOException(
                    "Damaged GGUF file " + file + ", tensor " + tensor.info().name() + ": " + problem);
        }
        return new Tensor(tensor.info(), tensor.type(), dataStart + tensor.start(), tensor.blocks());
    }
}
