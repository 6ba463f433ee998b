/**
 * What the memory of a GPU gives, measured: latencies by following chains of addresses, bandwidths by reading again and again what a
 * level holds, the clock by counting cycles. The figures become a GPU file that the models read, each with where it comes from.
 */
@NullMarked
package macjoule.bench.engine.jcuda.probe;

import org.jspecify.annotations.NullMarked;
