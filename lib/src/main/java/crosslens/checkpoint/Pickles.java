package crosslens.checkpoint;

import java.util.Locale;

/** Files of PyTorch's own format. They are programs that run when they are loaded, so they are never read here. */
final class Pickles {
    /** What a user can do about one. */
    static final String ADVICE =
            "pickles are not read, because loading one runs the code in it. If you trust its source, convert it in Python:"
                    + " AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(NEW_FOLDER, safe_serialization=True),"
                    + " and save the tokenizer there too";

    private Pickles() {}

    /** Whether a file's name is one that pickled weights have. */
    static boolean named(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".bin") || lower.endsWith(".pt") || lower.endsWith(".pth") || lower.endsWith(".ckpt");
    }
}
