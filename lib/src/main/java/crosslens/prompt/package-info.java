/** Prompt formats, demonstrations, chat templates, and the parts of a prompt. */
package crosslens.prompt;
