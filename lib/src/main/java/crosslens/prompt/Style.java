package crosslens.prompt;

/** How the user message becomes the model's input: through the model's own chat template, or as it is. */
public enum Style {
    CHAT,
    RAW
}
