/**
 * Prompts: what an item is asked with, and which stretch of it is what.
 *
 * <p>Start at {@link crosslens.prompt.PromptBuilder}, which turns an item of a {@link crosslens.prompt.Cell} into a user message with its
 * {@link crosslens.prompt.Part parts}; {@link crosslens.prompt.ChatTemplate} and {@link crosslens.prompt.Prompt#raw} turn that into what a model reads;
 * {@link crosslens.prompt.PartTokens} finds the parts again among tokens.
 *
 * {@snippet :
 * var demonstrations = Demonstrations.choose(set.examples(Language.EN));
 * for (Cell cell : Scenario.EN_X.cells(set.languages(), List.of(2), List.of("v1"), Style.RAW)) {
 *     var items = set.items(cell.context(), cell.question());
 *     var builder = new PromptBuilder(PromptWording.builtIn(cell.format()), cell, demonstrations, items);
 *     String text = builder.build(items.get(0)).raw("Answer:").text();
 * }
 * }
 *
 * <p>The words of a format are data, a JSON file each ({@link crosslens.prompt.PromptWording}). All text of items is untrusted and is only ever copied:
 * it is never searched for places to fill in, and a template is rendered before it is put in. Offsets are UTF-16 units.
 *
 * <p>Everything here is immutable and may be shared by threads; nothing holds a resource. Models and tokenizers are not known here.
 */
package crosslens.prompt;
