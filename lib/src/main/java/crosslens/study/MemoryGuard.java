package crosslens.study;

import crosslens.decoder.DecoderConfig;
import crosslens.decoder.MemoryNeed;
import crosslens.local.LocalModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Refuses to load a model that will not fit, before anything is loaded: a machine without memory does not fail, it stands still.
 *
 * @param available bytes that may be taken
 * @param ignore whether to go on all the same
 */
record MemoryGuard(long available, boolean ignore) {
    private static final long SMALLEST_KV = 64L << 20;

    /**
     * Compares what a model and its budget for keys and values need with what is available.
     *
     * @throws IOException if it is too much; the message says what would fit
     */
    void require(String model, DecoderConfig config, long parameters, LocalModel.Options options) throws IOException {
        MemoryNeed need = MemoryNeed.of(config, parameters, options.type(), config.contextLength());
        long least = need.weights() + need.activations();
        if (ignore || least + options.kvMemory() <= available) {
            return;
        }
        List<String> ways = new ArrayList<>();
        long left = available - least;
        if (left >= SMALLEST_KV) {
            ways.add("--kv-memory " + (left >> 20) + "m (slower, the same answers)");
        }
        MemoryNeed half = MemoryNeed.of(config, parameters, Short.BYTES, config.contextLength());
        if (half.weights() + half.activations() + SMALLEST_KV <= available) {
            ways.add("--dtype bf16, where it is supported (" + MachineMemory.gib(half.weights()) + " of weights)");
        }
        ways.add("a smaller model");
        ways.add("the same model behind an endpoint on a larger machine (openai:NAME@URL)");
        throw new IOException(String.format(
                Locale.ROOT,
                "%s will not fit: weights %s + keys and values %s + activations %s = %s, but %s is available. What would fit: %s."
                        + " To go on all the same: --ignore-memory",
                model,
                MachineMemory.gib(need.weights()),
                MachineMemory.gib(options.kvMemory()),
                MachineMemory.gib(need.activations()),
                MachineMemory.gib(least + options.kvMemory()),
                MachineMemory.gib(available),
                String.join("; ", ways)));
    }
}
