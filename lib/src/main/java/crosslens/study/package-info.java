/**
 * The facade that notebooks and the command line both call.
 *
 * <p>Start at {@link crosslens.study.Crosslens} (finds data, runs and models, and does what a user asks for), {@link crosslens.study.AnswerPlan} (what to ask)
 * and {@link crosslens.study.RunSet} (what came out); {@link crosslens.study.OraclePlan} and {@link crosslens.study.OracleSet} are the same for the oracle.
 *
 * <pre>{@code
 * var kit = Crosslens.open();
 * try (var model = kit.model("smollm2")) {
 *     var runs = kit.answer(model, AnswerPlan.sample(Scenario.EN_X).languages(DE, HI).shots(2).style(RAW));
 *     System.out.println(kit.table("6a", runs).text());
 * }
 * }</pre>
 *
 * <p>{@link crosslens.study.StudyWork} carries out all steps of a study. Its answers and its similarity come from one reading of the prompts ({@code SharedReading}):
 * hidden states are kept in working files beside the findings, {@code .states}, until similarity is made of them.
 *
 * <p>A model is closed by whoever opened it; everything else here holds no native memory. The facade may be used by one thread at a time.
 */
package crosslens.study;
