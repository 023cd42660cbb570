/**
 * Language models that run in this process.
 *
 * <p>Start at {@link crosslens.local.LocalModel}: it renders prompts, reads them with the decoder, and says where answers end.
 *
 * <p><b>Lifetime.</b> A model holds native memory and is closed by whoever opened it; the checkpoint it came from can be closed
 * as soon as the model is open. <b>Threads.</b> One call at a time.
 *
 * <p>{@snippet :
 * try (GgufFile file = GgufFile.open(path);
 *         LocalModel model = LocalModel.open("smollm2", file, LocalModel.Options.DEFAULT)) {
 *     Request request = new Request("1", Prompt.plain("What is the capital of France?"));
 *     model.generate(List.of(request), GenerationSettings.of(Style.CHAT), answer -> System.out.println(answer.text()));
 * }
 * }
 */
package crosslens.local;
