/** JMH benchmarks, each a thin class around the code it measures. */
@NullMarked
package macjoule.bench.jmh;

import org.jspecify.annotations.NullMarked;
