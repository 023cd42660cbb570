/**
 * Model files: formats, tensors, tokenizers, chat templates, fingerprints.
 *
 * <p>Start at {@link crosslens.checkpoint.ModelLocator}, which turns what a user typed into a path, and {@link crosslens.checkpoint.Checkpoint}, what
 * an opened model offers, as a {@link crosslens.checkpoint.GgufFile} or a {@link crosslens.checkpoint.ModelFolder} with safetensors files.
 * {@snippet :
 * Path path = new ModelLocator(projectRoot, Optional.empty()).locate("smollm2");
 * try (Checkpoint model = Checkpoint.open(path, FileDigests.uncached())) {
 *     FloatBuffer values = FloatBuffer.allocate(576);
 *     model.read("output_norm.weight", values);
 * }
 * }
 *
 * <p>{@link crosslens.checkpoint.Hub} brings models of the model hub into its local cache, in the layout of the hub's own tools.
 *
 * <p>Files are untrusted: every length and place is checked before it is used, and an error names the file and the place. Whoever opens a checkpoint
 * closes it; tokenizers and metadata taken from it stay valid. A checkpoint may be read by several threads at once.
 */
package crosslens.checkpoint;
