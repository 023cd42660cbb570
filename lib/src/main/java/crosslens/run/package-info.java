/**
 * The run store: what was asked, every raw answer, and nothing else; scores are computed when a run is read.
 *
 * <p>Start at {@link crosslens.run.RunSpec} (what determines the answers; its hash is the run's identity), {@link crosslens.run.RunStore} (a folder of
 * runs) and {@link crosslens.run.Run} (one run, open for appending).
 *
 * <pre>{@code
 * try (Run run = new RunStore(Path.of("data/runs")).open(spec, info)) {
 *     for (String id : run.missing(ids)) { // what an earlier, interrupted run has not answered
 *         run.append(AnswerRecord.of(answers.get(id), demonstrations));
 *     }
 * }
 * }</pre>
 *
 * <p>A run is a folder: {@code run.json} (spec and the circumstances of the first opening), {@code records.jsonl} (one answer a line, in any order) and
 * {@code log.jsonl} (times, later openings); shards have files of their own, such as {@code records-3-of-8.jsonl}. A process killed at any byte leaves
 * at most one unfinished last line, which the next opening cuts off.
 *
 * <p>What an analysis finds in a run goes beside it: {@link crosslens.run.FindingStore}, {@link crosslens.run.FindingSpec}, {@link crosslens.run.FindingRun}. Same
 * layout, with {@code finding.json} for {@code run.json} and the matrices that lines name in {@code values.bin}.
 *
 * <p>Lifetime and threads: an open {@link crosslens.run.Run} or {@code FindingRun} holds a lock until it is closed by whoever opened it, and may be used by several threads;
 * everything else is immutable or without state. Appending goes on while the thread is interrupted.
 */
package crosslens.run;
