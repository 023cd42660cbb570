/**
 * What kind of failure a wrong answer is: a language model as the judge, its validation on labelled answers, and a baseline of rules beside it (METHOD 4).
 *
 * <p>Start at {@link crosslens.judge.FailureType} (the four classes), {@link crosslens.judge.Judge} (asks a model), {@link crosslens.judge.JudgeValidation} (how far a
 * judge is to be believed) and {@link crosslens.judge.RuleBaseline} (no model at all).
 *
 * <pre>{@code
 * Judge judge = new Judge(model, JudgePrompt.builtIn(), style);
 * judge.ask(List.of(new JudgedAnswer("item-1", question, raw)), 3, vote -> …);
 * }</pre>
 *
 * <p>Answers are untrusted: they reach a judge as one quoted line of data, and nothing a judge says is believed but a single digit.
 *
 * <p><b>Lifetime and threads.</b> A judge does not close its model; everything else is immutable and may be used by any number of threads.
 */
package crosslens.judge;
