/** Model files: formats, tensors, names, fingerprints. */
package crosslens.checkpoint;
