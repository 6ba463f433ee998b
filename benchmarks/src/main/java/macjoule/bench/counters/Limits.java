package macjoule.bench.counters;

/**
 * How long a process under the profiler may take, in seconds from its start.
 *
 * @param lastStart when it begins no further case
 * @param perCase how long it stays with a case
 * @param end when it is ended, whatever it is at
 */
record Limits(double lastStart, double perCase, double end) {}
