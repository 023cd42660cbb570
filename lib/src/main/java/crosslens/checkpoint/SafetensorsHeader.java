package crosslens.checkpoint;

import crosslens.text.Quote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands before the tensors of a safetensors file, checked: the tensors cover the data exactly, none overlaps another.
 *
 * @param metadata free texts, in the file's order
 * @param tensors by name, in the file's order
 */
record SafetensorsHeader(Map<String, String> metadata, Map<String, Tensor> tensors) {
    /**
     * Where a tensor's bytes are.
     *
     * @param begin first byte, of the file
     * @param end byte after the last, of the file
     */
    record Tensor(TensorInfo info, SafetensorsType type, long begin, long end) {}

    SafetensorsHeader {
        metadata = Collections.unmodifiableMap(metadata);
        tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Parses and checks a header.
     *
     * @param json the header without its length
     * @param dataStart byte of the file after the header
     * @param fileBytes size of the whole file
     * @throws IOException if the header is damaged, or does not fit the file
     */
    static SafetensorsHeader parse(Path file, byte[] json, long dataStart, long fileBytes) throws IOException {
        SafetensorsEntries entries = StrictJson.read(file, json, SafetensorsEntries::from);
        List<SafetensorsEntries.Entry> byPlace = new ArrayList<>(entries.tensors());
        byPlace.sort(Comparator.comparingLong(SafetensorsEntries.Entry::begin)
                .thenComparingLong(SafetensorsEntries.Entry::end));
        long dataBytes = fileBytes - dataStart;
        long covered = 0;
        for (SafetensorsEntries.Entry entry : byPlace) {
            checkSize(file, entry);
            if (entry.begin() != covered) {
                throw damaged(
                        file,
                        "tensor " + Quote.of(entry.name()) + " begins at byte " + entry.begin()
                                + " of the data, where "
                                + (entry.begin() < covered ? "another tensor lies" : "byte " + covered + " is next"));
            }
            if (entry.end() > dataBytes) {
                throw damaged(
                        file,
                        "tensor " + Quote.of(entry.name()) + " ends at byte " + entry.end() + " of the data, which has "
                                + dataBytes + " bytes; is the download complete?");
            }
            covered = entry.end();
        }
        if (covered != dataBytes) {
            throw damaged(file, "its data has " + dataBytes + " bytes, of which the tensors cover only " + covered);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsEntries.Entry entry : entries.tensors()) {
            TensorInfo info =
                    new TensorInfo(entry.name(), entry.shape(), entry.type().name());
            tensors.put(
                    entry.name(), new Tensor(info, entry.type(), dataStart + entry.begin(), dataStart + entry.end()));
        }
        return new SafetensorsHeader(entries.metadata(), tensors);
    }

    private static void checkSize(Path file, SafetensorsEntries.Entry entry) throws IOException {
        String name = Quote.of(entry.name());
        if (entry.begin() > entry.end()) {
            throw damaged(
                    file,
                    "tensor " + name + " begins at byte " + entry.begin() + " and ends before, at " + entry.end());
        }
        long bits = entry.type().bits();
        try {
            for (long dimension : entry.shape()) {
                bits = Math.multiplyExact(bits, dimension);
            }
        } catch (ArithmeticException e) {
            throw damaged(file, "tensor " + name + " has an impossible shape " + entry.shape());
        }
        if (bits % Byte.SIZE != 0 || bits / Byte.SIZE != entry.end() - entry.begin()) {
            throw damaged(
                    file,
                    "tensor " + name + " of shape " + entry.shape() + " and type " + entry.type() + " needs " + bits
                            + " bits, but has " + (entry.end() - entry.begin()) + " bytes");
        }
    }

    private static IOException damaged(Path file, String what) {
        return new IOException("Damaged safetensors file " + file + ": " + what);
    }
}
