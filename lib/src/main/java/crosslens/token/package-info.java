/**
 * Tokenizers: text to token ids with the place of each token in the text, and back.
 *
 * <p>Start at {@link crosslens.token.Tokenizer}, the contract. {@link crosslens.token.BpeTokenizer} and
 * {@link crosslens.token.SentencePieceTokenizer} are made from a {@link crosslens.token.Vocabulary}; {@link crosslens.token.LibraryTokenizer} from the
 * {@code tokenizer.json} of a model's folder, by the tokenizers library. Usually a checkpoint makes them:
 * {@snippet :
 * Encoding encoding = checkpoint.tokenizer().encode(Prompt.plain("Wer verlor?"));
 * Span third = encoding.span(2); // in UTF-16 units of the text
 * }
 *
 * <p>Text is untrusted: a control token is recognised only where the prompt says the text is the template's. Texts are never cut, and no text is too
 * long. Everything here is immutable and safe for several threads; nothing needs closing.
 */
package crosslens.token;
