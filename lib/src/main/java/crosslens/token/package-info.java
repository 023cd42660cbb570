/** Tokenizers: text to ids with offsets, and back. */
package crosslens.token;
