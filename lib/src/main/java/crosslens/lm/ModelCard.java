package crosslens.lm;

/**
 * What a model is, for provenance and titles.
 *
 * @param name as the user named it, e.g. {@code smollm2}, or the file or folder name
 * @param fingerprint SHA-256 over the files that determine its answers (DECISIONS 4)
 * @param architecture e.g. {@code llama}
 * @param parameters number of weights, 0 if unknown
 * @param contextLength most tokens of prompt and answer together
 * @param dtype type the arithmetic runs in, e.g. {@code f32}
 * @param chat whether it has a chat template
 */
public record ModelCard(
        String name,
        String fingerprint,
        String architecture,
        long parameters,
        int contextLength,
        String dtype,
        boolean chat) {}
