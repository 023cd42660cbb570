/**
 * One decoder for all model families: what differs between them are facts in a configuration.
 *
 * <p>Start at {@link crosslens.decoder.DecoderConfig}, the facts; {@link crosslens.decoder.Architecture}, which reads them
 * from a checkpoint and knows the names of its tensors; and {@link crosslens.decoder.Decoder}, the forward pass, which never
 * sees an architecture. A forward pass takes a {@link crosslens.decoder.Pack}: tokens of many sequences side by side, each
 * with its position and with what it may look at, without padding.
 *
 * <p><b>Layers.</b> h_0 are the embeddings, h_1 to h_N the output of each layer, before the final norm. A
 * {@link crosslens.decoder.LayerTap} sees them all.
 *
 * <p><b>Relevance.</b> {@link crosslens.decoder.Decoder#relevance} goes back from logits to every layer, under a
 * {@link crosslens.decoder.GradientRule}: by the engine's differentiation for every family, by lines written out (the resource
 * {@code backward.torchscript}) for the commonest shape of layer.
 *
 * <p><b>Lifetime.</b> A decoder owns its weights and compiled functions and is closed by whoever opened it; the checkpoint
 * can be closed as soon as the decoder is open. A {@link crosslens.decoder.KvCache} is closed before its decoder. Tensors of a
 * forward pass belong to the scope given to it.
 *
 * <p><b>Threads.</b> One thread at a time.
 */
package crosslens.decoder;
