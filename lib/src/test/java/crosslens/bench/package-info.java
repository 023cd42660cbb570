/**
 * Programs that measure speed on the machine they run on. They are compiled with the tests, so that they keep compiling, and
 * are no tests: nothing here passes or fails by time. Start at {@link crosslens.bench.EngineBench}; whole evaluations beside
 * other tools are measured by {@code lib/src/bench/speed.py}. Commands and results stand in BENCHMARKS.md.
 */
package crosslens.bench;
