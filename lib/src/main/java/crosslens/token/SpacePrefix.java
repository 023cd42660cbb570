package crosslens.token;

/** Where a tokenizer of the SentencePiece kind puts a space that the text does not have. */
public enum SpacePrefix {
    NONE,
    /** At the beginning of the text; not after a control token. */
    FIRST,
    /** At the beginning and after every control token. */
    EVERY
}
