package crosslens.lm;

import crosslens.prompt.Prompt;

/** A prompt under the name its answer will come back with; names are unique within one call. */
public record Request(String id, Prompt prompt) {}
