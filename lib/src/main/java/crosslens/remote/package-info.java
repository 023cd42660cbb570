/**
 * Language models behind an OpenAI-compatible endpoint.
 *
 * <p>Start at {@link crosslens.remote.EndpointModel} (the model behind the contract of {@code lm}), {@link crosslens.remote.EndpointAddress} (how it is
 * named) and {@link crosslens.remote.EndpointOptions} (how it is asked: form, requests at a time, retries, spending limit).
 *
 * <p>Every reply is kept as it came, apart from the key: {@link crosslens.remote.ApiKey} comes from the environment, goes into a request's header, and is
 * blotted out wherever else it turns up. What a reply means is decided in one place, {@code Judgement}; what is then done, in {@code Caller}.
 *
 * <p><b>Lifetime.</b> A model holds no native memory; closing it ends waiting. <b>Threads.</b> One call at a time; a call uses several threads of its own
 * and hands answers out on the calling thread.
 *
 * <p>{@snippet :
 * EndpointAddress address = EndpointAddress.parse("openai:qwen@http://localhost:8000/v1");
 * try (EndpointModel model = EndpointModel.of(address, EndpointOptions.DEFAULT.withParallel(16), System.getenv())) {
 *     Request request = new Request("1", Prompt.plain("What is the capital of France?"));
 *     model.generate(List.of(request), GenerationSettings.of(Style.CHAT), answer -> System.out.println(answer.text()));
 * }
 * }
 */
package crosslens.remote;
