/** Energy per operation for any JMH benchmark, as a profiler over the sensors of the packages below. */
@NullMarked
package macjoule.bench.energy;

import org.jspecify.annotations.NullMarked;
