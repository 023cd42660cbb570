package crosslens.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a file is in truth, by its first bytes, where it is not what its name says. */
final class FileKind {
    /** First bytes of a file that are enough to tell. */
    static final int ENOUGH_BYTES = 64;

    private FileKind() {}

    /** What the file is and what to do, to be put after "it is"; empty if its kind is not known here. */
    static Optional<String> of(byte[] first) {
        if (first.length == 0) {
            return Optional.of("an empty file; fetch it anew");
        }
        String text = new String(first, 0, Math.min(first.length, ENOUGH_BYTES), StandardCharsets.ISO_8859_1);
        String lower = text.stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return Optional.of(
                    "a git-lfs pointer, not the file itself; run 'git lfs pull' in its folder or fetch it anew");
        } else if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            return Optional.of("a web page, such as a login or error page saved in the file's place; fetch it anew");
        } else if (text.startsWith("GGUF")) {
            return Optional.of("a GGUF file; rename it to end in .gguf and name that file");
        } else if (text.startsWith("PK\3\4")) {
            return Optional.of("a zip archive, as PyTorch's pickled files are; " + Pickles.ADVICE);
        } else if (first.length > 1 && first[0] == (byte) 0x80 && first[1] >= 2 && first[1] <= 5) {
            return Optional.of("a Python pickle; " + Pickles.ADVICE);
        } else if (text.startsWith("\u001F\u008B")) {
            return Optional.of("a gzip archive; unpack it");
        } else if (lower.startsWith("{")) {
            return Optional.of("JSON text, such as a server's error saved in the file's place; fetch it anew");
        }
        return Optional.empty();
    }
}
