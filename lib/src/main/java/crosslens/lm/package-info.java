/** The contract between the kit and any language model, local or remote. */
package crosslens.lm;
